import type { Priority } from '@caseroom/shared/case';
import type { InterimChannel, InterimOverride, InterimState } from '@caseroom/shared/interim';
import type {
  BulkCaseState,
  BulkSend,
  BulkSendCase,
  BulkSkip,
  BulkState,
} from '@caseroom/shared/interim-bulk';
import type { PersonRef } from '@caseroom/shared/primitives';
import { caseNumber } from '../../case/fold.ts';
import type { Db } from '../../platform/db.ts';
import { ownSeats } from '../../platform/seats.ts';
import { person } from '../queries.ts';
import type { Seat } from '../rules.ts';
import type { BulkWords } from './judge.ts';
import { type BulkFacts, bulkRights } from './rules.ts';

export interface BulkRow {
  readonly id: string;
  readonly programId: string;
  readonly state: BulkState;
  readonly channel: InterimChannel | null;
  readonly language: string;
  readonly subject: string;
  readonly body: string;
  readonly nextUpdateAt: Date | null;
  readonly overrides: InterimOverride[];
  readonly address: string;
  readonly madeBy: PersonRef;
  readonly madeAt: Date;
  readonly via: { readonly tokenId: string; readonly name: string } | null;
  readonly approvedBy: PersonRef | null;
  readonly approvedAt: Date | null;
  readonly returnedBy: PersonRef | null;
  readonly returnedAt: Date | null;
  readonly returnComment: string | null;
  readonly stoppedBy: PersonRef | null;
  readonly stoppedAt: Date | null;
  readonly endedAt: Date | null;
  readonly counts: BulkSend['counts'];
  readonly undelivered: number;
}

const countOf = (db: Db, state: BulkCaseState) => db`count(*) filter (where s.state = ${state})`;

const select = (db: Db, where: ReturnType<Db>) => db<BulkRow[]>`
  select b.id, b.program_id as "programId", b.state, b.channel, b.language, b.subject, b.body,
         b.next_update_at as "nextUpdateAt", b.overrides, b.address, b.made_at as "madeAt", b.via,
         b.approved_at as "approvedAt", b.returned_at as "returnedAt", b.return_comment as "returnComment",
         b.stopped_at as "stoppedAt", b.ended_at as "endedAt", counted.counts, counted.undelivered,
         ${person(db, 'maker')} as "madeBy", ${person(db, 'approver')} as "approvedBy",
         ${person(db, 'returner')} as "returnedBy", ${person(db, 'stopper')} as "stoppedBy"
  from bulk_send b
  join person maker on maker.id = b.made_by
  left join person approver on approver.id = b.approved_by
  left join person returner on returner.id = b.returned_by
  left join person stopper on stopper.id = b.stopped_by
  cross join lateral (
    select json_build_object('waiting', ${countOf(db, 'waiting')}, 'sent', ${countOf(db, 'sent')},
                             'skipped', ${countOf(db, 'skipped')}, 'failed', ${countOf(db, 'failed')}) as counts,
           count(*) filter (where i.state = 'failed')::int as undelivered
    from bulk_send_case s left join interim i on i.note_id = s.note_id where s.bulk_id = b.id) as counted
  where ${where}`;

export async function readBulk(db: Db, id: string): Promise<BulkRow | undefined> {
  const [row] = await select(db, db`b.id = ${id}`);
  return row;
}

const MAX_LISTED = 50;

/** Of a program, newest first. */
export const listBulk = (db: Db, programId: string): Promise<BulkRow[]> =>
  select(db, db`b.program_id = ${programId} order by b.made_at desc, b.id limit ${MAX_LISTED}`);

/** What waits for this lead's word; longest waiting first. Nobody approves their own. */
export const listBulkWaiting = (db: Db, personId: string): Promise<BulkRow[]> =>
  select(
    db,
    db`b.state = 'waiting' and b.made_by <> ${personId} and b.program_id in (
         select m.program_id from ${ownSeats(db, personId)} m
         join person p on p.id = m.person_id and p.disabled_at is null where m.role = 'lead')
       order by b.made_at, b.id limit ${MAX_LISTED}`,
  );

export const factsOfBulk = ({ state, madeBy, counts }: BulkRow): BulkFacts => ({
  state,
  madeById: madeBy.id,
  counts,
});

export const wordsOfBulk = (row: BulkRow): BulkWords => ({
  ...row,
  madeById: row.madeBy.id,
  madeByName: row.madeBy.name,
  isApproved: row.approvedBy !== null,
});

const who = (by: PersonRef | null, at: Date | null) => (by && at ? { by, at: at.toISOString() } : null);

/** As the API answers it to somebody with this seat. */
export function bulkOf(row: BulkRow, seat: Seat): BulkSend {
  const { id, programId, state, channel, language, subject, body, overrides, counts, undelivered } = row;
  const returned = who(row.returnedBy, row.returnedAt);
  return {
    ...{ id, programId, state, channel, language, subject, body, overrides, counts, undelivered },
    nextUpdateAt: row.nextUpdateAt?.toISOString() ?? null,
    made: { by: row.madeBy, at: row.madeAt.toISOString() },
    approved: who(row.approvedBy, row.approvedAt),
    returned: returned && { ...returned, comment: row.returnComment ?? '' },
    stopped: who(row.stoppedBy, row.stoppedAt),
    endedAt: row.endedAt?.toISOString() ?? null,
    rights: bulkRights(factsOfBulk(row), seat),
  };
}

interface CaseRow {
  readonly id: string;
  readonly number: number;
  readonly subject: string;
  readonly priority: Priority;
  readonly customerName: string;
  readonly state: BulkCaseState;
  readonly noteId: string | null;
  readonly interimState: InterimState;
  readonly channel: InterimChannel;
  readonly recipient: string | null;
  readonly failure: string | null;
  readonly skip: BulkSkip | null;
  readonly why: string | null;
  readonly at: Date | null;
}

export async function caseIdsOf(db: Db, bulkId: string): Promise<string[]> {
  const rows = await db<{ id: string }[]>`
    select case_id as id from bulk_send_case where bulk_id = ${bulkId} order by position`;
  return rows.map(({ id }) => id);
}

/** In the order in which they are written to. */
export async function listBulkCases(db: Db, bulkId: string): Promise<BulkSendCase[]> {
  const rows = await db<CaseRow[]>`
    select c.id, c.number, c.subject, c.priority, c.customer->>'name' as "customerName", b.state,
           b.note_id as "noteId", i.state as "interimState", i.channel, i.recipient, i.failure, b.skip, b.why, b.at
    from bulk_send_case b join "case" c on c.id = b.case_id left join interim i on i.note_id = b.note_id
    where b.bulk_id = ${bulkId} order by b.position`;
  return rows.map(bulkCaseOf);
}

const bulkCaseOf = ({ state, noteId, skip, why, at, ...row }: CaseRow): BulkSendCase => ({
  case: {
    id: row.id,
    number: caseNumber(row.number),
    subject: row.subject,
    priority: row.priority,
    customerName: row.customerName,
  },
  state,
  interim:
    noteId === null
      ? null
      : {
          id: noteId,
          state: row.interimState,
          channel: row.channel,
          recipient: row.recipient,
          failure: row.failure,
        },
  skip,
  why,
  at: at?.toISOString() ?? null,
});
