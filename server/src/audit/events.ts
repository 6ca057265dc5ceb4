import type { AuditEvent, ListAuditEvents } from '@caseroom/shared/audit';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import { type OwnReach, shown, within } from './reach.ts';

/** The place after which the next page begins. */
const Place = z.tuple([z.iso.datetime({ precision: 3 }), z.uuid(), z.number().int().min(1)]);
type Place = z.infer<typeof Place>;

interface Row extends Omit<AuditEvent, 'actor' | 'at' | 'program' | 'caseNumber'> {
  readonly at: Date;
  readonly number: number;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly actorColour: number;
  readonly programId: string;
  readonly programName: string;
  readonly programClient: string;
}

/** Ledger entries within reach, newest first. Refuses a cursor that is not one of ours. */
export async function readAuditEvents(
  db: Db,
  reach: OwnReach,
  { after, before, caseId, actorId, kind, cursor, limit }: z.output<typeof ListAuditEvents>,
): Promise<{ items: AuditEvent[]; nextCursor?: string } | Refusal> {
  const from = cursor === undefined ? null : readCursor(cursor);
  if (cursor !== undefined && !from) return badCursor();
  const rows = await db<Row[]>`
    select e.seq, e.case_id as "caseId", e.kind, e.at, e.data, c.number,
           p.id as "actorId", p.name as "actorName", p.colour as "actorColour",
           g.id as "programId", g.name as "programName", g.client as "programClient"
    from case_event e
    join "case" c on c.id = e.case_id
    join program g on g.id = c.program_id
    left join person p on p.id = e.actor_id
    where ${within(db, reach)} and ${shown(db, reach)}
      and ${after === undefined ? db`true` : db`e.at >= ${after}`}
      and ${before === undefined ? db`true` : db`e.at < ${before}`}
      and ${caseId === undefined ? db`true` : db`e.case_id = ${caseId}`}
      and ${actorId === undefined ? db`true` : db`e.actor_id = ${actorId}`}
      and ${kind === undefined ? db`true` : db`e.kind = ${kind}`}
      and ${from ? db`(e.at, e.case_id, e.seq) < (${from[0]}::timestamptz, ${from[1]}::uuid, ${from[2]}::bigint)` : db`true`}
    order by e.at desc, e.case_id desc, e.seq desc
    limit ${limit + 1}`;
  const items = rows.slice(0, limit).map(toEvent);
  const last = items.at(-1);
  return rows.length > limit && last ? { items, nextCursor: cursorAfter(last) } : { items };
}

const toEvent = (row: Row): AuditEvent => ({
  seq: row.seq,
  caseId: row.caseId,
  caseNumber: caseNumber(row.number),
  program: { id: row.programId, name: row.programName, client: row.programClient },
  kind: row.kind,
  actor: row.actorId === null ? null : { id: row.actorId, name: row.actorName, colour: row.actorColour },
  at: row.at.toISOString(),
  data: row.data,
});

/** As people say it. */
export const caseNumber = (number: number): string => `C-${number}`;

const cursorAfter = ({ at, caseId, seq }: AuditEvent): string =>
  Buffer.from(JSON.stringify([at, caseId, seq] satisfies Place)).toString('base64url');

function readCursor(cursor: string): Place | null {
  try {
    return Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    return null;
  }
}

const badCursor = () =>
  refuse('invalid', undefined, { fields: [{ path: 'cursor', message: 'Start from the first page again.' }] });
