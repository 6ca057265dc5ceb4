import { appendEvent, hintCase } from '../case/events.ts';
import { hintInbox } from '../case/notify.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import { noteFailed } from './deliver.ts';
import { lockInterim } from './queries.ts';
import { afterReport } from './rules.ts';

export interface ReportDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
}

/** The states of Twilio's MessageStatus that end a message's way. */
const ends: ReadonlyMap<string, 'delivered' | 'failed'> = new Map([
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['failed', 'failed'],
  ['undelivered', 'failed'],
]);
/** Twilio's are five digits. */
const ERROR_CODE = /^\d{1,10}$/;

/** What a provider reports of a message. Reports come late, twice, and in any order. */
export async function takeReport(
  { sql, bus, clock }: ReportDeps,
  report: {
    programId: string;
    noteId: string;
    MessageStatus?: string | undefined;
    ErrorCode?: string | undefined;
  },
): Promise<void> {
  const end = ends.get(report.MessageStatus ?? '');
  if (!end) return;
  const done = await sql.begin(async (tx) => {
    const row = await lockInterim(tx, report.noteId);
    if (!row || row.programId !== report.programId || row.channel !== 'sms' || row.words === null)
      return null;
    const state = afterReport(row.state, end);
    if (state === row.state) return null;
    const { noteId, caseId, channel } = row;
    const at = clock.now();
    if (state === 'failed') {
      const code = ERROR_CODE.test(report.ErrorCode ?? '') ? ` (${report.ErrorCode})` : '';
      const reason = `The provider could not deliver it${code}.`;
      return { caseId, told: await noteFailed(tx, row, reason, at) };
    }
    await tx`
      update interim set state = 'delivered', delivered_at = ${at}, failed_at = null, failure = null
      where note_id = ${noteId}`;
    await appendEvent(tx, {
      caseId,
      kind: 'interim.delivered',
      actorId: null,
      data: { noteId, channel },
      at,
    });
    return { caseId, told: [] };
  });
  if (!done) return;
  hintCase(bus, done.caseId);
  hintInbox(bus, done.told);
}

/** They want no more of them: nothing is sent on its own, and who writes is told. */
export async function takeStop(
  { sql, clock }: ReportDeps,
  programId: string,
  recipient: string,
): Promise<void> {
  await sql`
    insert into interim_opt_out (program_id, recipient, at) values (${programId}, ${recipient}, ${clock.now()})
    on conflict do nothing`;
}
