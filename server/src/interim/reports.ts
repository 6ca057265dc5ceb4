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
    MessageSid?: string | undefined;
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
    // Sent twice after a doubt, it arrives if either does, and fails with the one that stands in the record.
    const isAnother = row.providerId !== null && report.MessageSid !== row.providerId;
    if (state === 'failed' && isAnother) return null;
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

const STOP =
  /^\s*(?:stop|stopp|stopall|unsubscribe|cancel|end|quit|arr[eê]t|baja|parar|sair|abmelden|basta)[\s.!]*$/i;
/** What lifts it again, with Twilio as well. */
const START = /^\s*(?:start|unstop)[\s.!]*$/i;

/** They want no more messages, nothing is sent on its own and who writes is told; or they want them again. */
export async function takeWish(
  { sql, clock }: ReportDeps,
  programId: string,
  { recipient, text }: { readonly recipient: string; readonly text: string },
): Promise<void> {
  if (START.test(text))
    await sql`delete from interim_opt_out where program_id = ${programId} and recipient = ${recipient}`;
  if (!STOP.test(text)) return;
  await sql`
    insert into interim_opt_out (program_id, recipient, at) values (${programId}, ${recipient}, ${clock.now()})
    on conflict do nothing`;
}
