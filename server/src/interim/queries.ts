import type { Customer, Priority, Status } from '@caseroom/shared/case';
import {
  type Interim,
  type InterimBlock,
  type InterimChannel,
  type InterimOrigin,
  type InterimState,
  releasedStates,
  type WaitingInterim,
} from '@caseroom/shared/interim';
import type { Role } from '@caseroom/shared/people';
import type { PersonRef } from '@caseroom/shared/primitives';
import { caseNumber } from '../case/fold.ts';
import type { Db, Tx } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import { type InterimFacts, needsApproval, type Overridden, rightsIn, type Seat } from './rules.ts';
import { readInterimSettings } from './settings.ts';

/** A message with its case. Of one whose note has no row yet, what it starts with. */
export interface InterimRow {
  readonly noteId: string;
  readonly caseId: string;
  readonly programId: string;
  readonly number: number;
  readonly caseSubject: string;
  readonly priority: Priority;
  readonly caseStatus: Status;
  readonly ownerId: string;
  readonly customer: Customer;
  readonly program: string;
  readonly client: string;
  readonly programZone: string;
  readonly authors: readonly PersonRef[];
  readonly isFinal: boolean;
  readonly hasRow: boolean;
  readonly state: InterimState;
  readonly origin: InterimOrigin;
  readonly channel: InterimChannel;
  readonly recipient: string | null;
  readonly language: string | null;
  readonly subject: string | null;
  readonly nextUpdateAt: Date | null;
  /** When the customer was told it is solved. */
  readonly etaAt: Date | null;
  readonly createdAt: Date;
  readonly askedBy: PersonRef | null;
  readonly askedAt: Date | null;
  readonly returnedBy: PersonRef | null;
  readonly returnedAt: Date | null;
  readonly returnComment: string | null;
  readonly approvedBy: PersonRef | null;
  readonly approvedAt: Date | null;
  readonly releasedBy: PersonRef | null;
  readonly releasedAt: Date | null;
  readonly seq: number | null;
  readonly blocks: InterimBlock[] | null;
  readonly words: string | null;
  readonly wordsSubject: string | null;
  readonly hash: string | null;
  readonly overrides: Overridden[] | null;
  readonly attempts: number;
  readonly providerId: string | null;
  readonly sentAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly failedAt: Date | null;
  readonly failure: string | null;
  readonly maybeTwice: boolean | null;
}

/** Somebody who may be nobody, as JSON, by the alias of their row. */
export const person = (db: Db, alias: string) => {
  const p = db(alias);
  return db`case when ${p}.id is null then null
    else json_build_object('id', ${p}.id, 'name', ${p}.name, 'colour', ${p}.colour) end`;
};

/** E-mail where the customer has an address, else by phone: what most messages are. */
export const usualChannel = (db: Db) => db`
  case when c.customer->>'email' is not null then 'email' when c.customer->>'phone' is not null then 'phone'
       else 'portal' end`;

const select = (db: Db, where: ReturnType<Db>) => db<InterimRow[]>`
  select n.id as "noteId", n.case_id as "caseId", n.finalised_at is not null as "isFinal",
         c.program_id as "programId", c.number, c.subject as "caseSubject", c.priority, c.status as "caseStatus",
         c.owner_id as "ownerId", c.customer, g.name as program, g.client,
         g.timer_policy->'hours'->>'timeZone' as "programZone", coalesce(wrote.authors, '[]') as authors,
         i.note_id is not null as "hasRow", coalesce(i.state, 'draft') as state, coalesce(i.origin, 'person') as origin,
         coalesce(i.channel, ${usualChannel(db)}) as channel,
         case when i.note_id is not null then i.recipient
              when c.customer->>'email' is not null then c.customer->>'email' else c.customer->>'phone' end as recipient,
         i.language, i.subject, i.next_update_at as "nextUpdateAt", eta.eta_at as "etaAt", coalesce(i.created_at, n.created_at) as "createdAt",
         ${person(db, 'asker')} as "askedBy", i.asked_at as "askedAt",
         ${person(db, 'returner')} as "returnedBy", i.returned_at as "returnedAt", i.return_comment as "returnComment",
         ${person(db, 'approver')} as "approvedBy", i.approved_at as "approvedAt",
         ${person(db, 'releaser')} as "releasedBy", i.released_at as "releasedAt",
         i.seq, i.blocks, i.words, i.words_subject as "wordsSubject", i.hash, i.overrides,
         coalesce(i.attempts, 0) as attempts, i.provider_id as "providerId", i.sent_at as "sentAt",
         i.delivered_at as "deliveredAt", i.failed_at as "failedAt", i.failure, i.maybe_twice as "maybeTwice"
  from note n
  join "case" c on c.id = n.case_id
  join program g on g.id = c.program_id
  left join interim i on i.note_id = n.id
  left join case_eta eta on eta.case_id = n.case_id
  left join person asker on asker.id = i.asked_by
  left join person returner on returner.id = i.returned_by
  left join person approver on approver.id = i.approved_by
  left join person releaser on releaser.id = i.released_by
  left join lateral (
    select json_agg(json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) order by p.name) as authors
    from person p where p.id in (select author_id from note_edit where note_id = n.id)
  ) as wrote on true
  where n.kind = 'interim' and n.audience = 'team' and ${where}`;

export async function readInterim(db: Db, noteId: string): Promise<InterimRow | undefined> {
  const [row] = await select(db, db`n.id = ${noteId}`);
  return row;
}

/** Of a case, oldest first. A note that was finalised without being released is no message. */
export const listInterims = (db: Db, caseId: string): Promise<InterimRow[]> =>
  select(
    db,
    db`n.case_id = ${caseId} and (i.note_id is not null or n.finalised_at is null) order by n.created_at, n.id`,
  );

const MAX_WAITING = 100;

/** What waits for a lead, in the programs this person leads; longest waiting first. */
export const listWaiting = (db: Db, personId: string): Promise<InterimRow[]> =>
  select(
    db,
    db`i.state = 'waiting' and c.program_id in (
         select m.program_id from ${ownSeats(db, personId)} m join person p on p.id = m.person_id and p.disabled_at is null
         where m.role = 'lead')
       order by i.asked_at, n.id limit ${MAX_WAITING}`,
  );

/** Takes the locks a change of a message needs: the note's, the case's, its own. Makes the row where there is none. */
export async function lockInterim(tx: Tx, noteId: string): Promise<InterimRow | undefined> {
  const [note] = await tx<{ caseId: string }[]>`
    select case_id as "caseId" from note where id = ${noteId} and kind = 'interim' for no key update`;
  if (!note) return undefined;
  await tx`select from "case" where id = ${note.caseId} for no key update`;
  const found = await readInterim(tx, noteId);
  if (!found) return undefined;
  if (!found.hasRow) await insertInterim(tx, found);
  await tx`select from interim where note_id = ${noteId} for update`;
  return readInterim(tx, noteId);
}

async function insertInterim(tx: Tx, row: InterimRow): Promise<void> {
  const { language } = await readInterimSettings(tx, row.programId);
  await tx`
    insert into interim (note_id, case_id, state, origin, channel, recipient, language, subject, created_at)
    values (${row.noteId}, ${row.caseId}, 'draft', 'person', ${row.channel}, ${row.recipient}, ${language},
            ${subjectFor(row)}, ${row.createdAt})
    on conflict do nothing`;
}

export const subjectFor = ({ number, caseSubject }: Pick<InterimRow, 'number' | 'caseSubject'>): string =>
  `${caseSubject} (${caseNumber(number)})`.slice(0, 150);

export const factsOf = (row: InterimRow, needs: boolean): InterimFacts => ({
  state: row.state,
  askedById: row.askedBy?.id ?? null,
  authorIds: row.authors.map(({ id }) => id),
  needsApproval: needs,
});

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const who = (by: PersonRef | null, at: Date | null) => (by && at ? { by, at: at.toISOString() } : null);

/** As the API answers it to somebody with this seat. */
export async function interimOf(db: Db, row: InterimRow, seat: Seat): Promise<Interim> {
  const settings = await readInterimSettings(db, row.programId);
  const needs = needsApproval(settings, row.channel, row.priority);
  return {
    id: row.noteId,
    caseId: row.caseId,
    state: row.state,
    origin: row.origin,
    channel: row.channel,
    recipient: row.recipient,
    language: row.language ?? settings.language,
    subject: row.subject ?? subjectFor(row),
    nextUpdateAt: iso(row.nextUpdateAt),
    createdAt: row.createdAt.toISOString(),
    needsApproval: needs,
    asked: who(row.askedBy, row.askedAt),
    returned: returnedOf(row),
    approved: who(row.approvedBy, row.approvedAt),
    released: releasedOf(row),
    delivery: releasedStates.includes(row.state) ? deliveryOf(row) : null,
    rights: rightsIn(factsOf(row, needs), seat),
  };
}

function returnedOf(row: InterimRow): Interim['returned'] {
  const returned = who(row.returnedBy, row.returnedAt);
  return returned && { ...returned, comment: row.returnComment ?? '' };
}

function releasedOf(row: InterimRow): Interim['released'] {
  const released = who(row.releasedBy, row.releasedAt);
  if (!released || row.seq === null || row.words === null || row.hash === null) return null;
  return {
    ...released,
    seq: row.seq,
    subject: row.wordsSubject ?? '',
    blocks: row.blocks ?? [],
    text: row.words,
    hash: row.hash,
    authors: [...row.authors],
    overrides: row.overrides ?? [],
  };
}

const deliveryOf = (row: InterimRow): Interim['delivery'] => ({
  attempts: row.attempts,
  providerId: row.providerId,
  sentAt: iso(row.sentAt),
  deliveredAt: iso(row.deliveredAt),
  failedAt: iso(row.failedAt),
  failure: row.failure,
  maybeTwice: row.maybeTwice ?? false,
});

export const waitingOf = (interim: Interim, row: InterimRow): WaitingInterim => ({
  ...interim,
  case: {
    number: caseNumber(row.number),
    subject: row.caseSubject,
    priority: row.priority,
    customerName: row.customer.name,
  },
});

export const leadsOf = (db: Db, programId: string): Promise<{ id: string }[]> => db`
  select m.person_id as id from membership m join person p on p.id = m.person_id and p.disabled_at is null
  where m.program_id = ${programId} and m.role = ${'lead' satisfies Role}`;
