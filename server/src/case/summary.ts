import type { CaseSummary, Priority, Status } from '@caseroom/shared/case';
import type { Program } from '@caseroom/shared/people';
import type { PersonRef } from '@caseroom/shared/primitives';
import type { NearestTimer } from '@caseroom/shared/timer';
import type { Db } from '../platform/db.ts';
import { caseNumber } from './fold.ts';

export interface SummaryRow {
  readonly id: string;
  readonly number: number;
  readonly program: Program;
  readonly subject: string;
  readonly status: Status;
  readonly priority: Priority;
  readonly customerName: string;
  readonly owner: PersonRef;
  readonly tags: string[];
  readonly openedAt: Date;
  readonly touchedAt: Date;
  readonly eventSeq: number;
  /** Moments as the database writes them in JSON. */
  readonly timer: NearestTimer | null;
}

/** What a summary is made of: `"case" c`, its program `g`, its owner `o` and its `nearest` timer. */
export const summaryColumns = (db: Db) => db`
  c.id, c.number, c.subject, c.status, c.priority, c.customer->>'name' as "customerName", c.tags,
  c.opened_at as "openedAt", c.touched_at as "touchedAt", c.event_seq as "eventSeq",
  json_build_object('id', g.id, 'name', g.name, 'client', g.client) as program,
  json_build_object('id', o.id, 'name', o.name, 'colour', o.colour) as owner,
  nearest.timer`;

export const summaryJoins = (db: Db) =>
  db`
  join program g on g.id = c.program_id join person o on o.id = c.owner_id
  left join lateral (
    select json_build_object('kind', t.kind, 'dueAt', t.due_at, 'soonAt', t.soon_at) as timer
    from timer t where t.case_id = c.id and t.state <> 'stopped'
    order by t.due_at nulls last, t.kind limit 1) as nearest on true`;

/** Copies field by field: the row may carry columns that are nobody's business. */
export const summaryOf = (row: SummaryRow): CaseSummary => ({
  id: row.id,
  number: caseNumber(row.number),
  program: row.program,
  subject: row.subject,
  status: row.status,
  priority: row.priority,
  customerName: row.customerName,
  owner: row.owner,
  tags: row.tags,
  openedAt: row.openedAt.toISOString(),
  touchedAt: row.touchedAt.toISOString(),
  eventSeq: row.eventSeq,
  timer: row.timer && { ...row.timer, dueAt: isoOf(row.timer.dueAt), soonAt: isoOf(row.timer.soonAt) },
});

const isoOf = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Summaries of cases by id, in no order. The caller has decided who may see them. */
export async function readSummaries(db: Db, caseIds: readonly string[]): Promise<CaseSummary[]> {
  const rows = await db<SummaryRow[]>`
    select ${summaryColumns(db)} from "case" c ${summaryJoins(db)} where c.id = any(${[...caseIds]}::uuid[])`;
  return rows.map(summaryOf);
}
