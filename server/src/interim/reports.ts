import { unresolvedStatuses } from '@caseroom/shared/case';
import { maskForbiddenDigits } from '@caseroom/shared/forbidden-digits';
import { z } from 'zod';
import { appendEvent, hintCase } from '../case/events.ts';
import { hintInbox, notify } from '../case/notify.ts';
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

const MAX_REPLY_CHARS = 10_000;

export const ChatReply = z.object({
  type: z.literal('reply'),
  data: z.object({
    conversation: z.string().trim().min(1).max(200),
    text: z.string().max(MAX_REPLY_CHARS),
  }),
});

interface Reply {
  readonly programId: string;
  readonly channel: 'sms' | 'chat';
  readonly conversation: string;
  readonly text: string;
  /** The provider's; the same when it reports again. */
  readonly id: string;
}

/**
 * What a customer answered comes into the case that last wrote to them there, one that is still open before others.
 * False: nobody of the program ever did. Forbidden digits are masked before anything is stored.
 */
export async function takeReply({ sql, bus, clock }: ReportDeps, reply: Reply): Promise<boolean> {
  const { programId, channel, conversation, id } = reply;
  const at = clock.now();
  const done = await sql.begin(async (tx) => {
    const [found] = await tx<{ caseId: string }[]>`
      select i.case_id as "caseId"
      from interim i join "case" c on c.id = i.case_id and c.program_id = ${programId}
      where i.channel = ${channel} and i.recipient = ${conversation} and i.released_at is not null
      order by c.status = any(${[...unresolvedStatuses]}::text[]) desc, i.released_at desc limit 1`;
    if (!found) return null;
    const { caseId } = found;
    const [held] = await tx<{ ownerId: string }[]>`
      select owner_id as "ownerId" from "case" where id = ${caseId} for no key update`;
    const body = maskForbiddenDigits(reply.text.replaceAll(/\p{Cs}|\0/gu, '')).slice(0, MAX_REPLY_CHARS);
    const [made] = await tx<{ id: string }[]>`
      insert into interim_reply (case_id, channel, sender, provider_id, body, at)
      values (${caseId}, ${channel}, ${conversation}, ${id}, ${body}, ${at})
      on conflict do nothing returning id`;
    if (!made || !held) return { caseId, told: [] };
    const data = { channel, replyId: made.id };
    const eventSeq = await appendEvent(tx, { caseId, kind: 'customer.replied', actorId: null, data, at });
    const notice = { caseId, eventSeq, kind: 'customer.replied' as const, personIds: [held.ownerId] };
    const told = await notify(tx, { ...notice, actorId: null, data: { text: body.slice(0, 280) }, at });
    return { caseId, told };
  });
  if (!done) return false;
  hintCase(bus, done.caseId);
  hintInbox(bus, done.told);
  return true;
}
