import { unresolvedStatuses } from '@caseroom/shared/case';
import { maskForbiddenDigits } from '@caseroom/shared/forbidden-digits';
import type { InterimChannel } from '@caseroom/shared/interim';
import { z } from 'zod';
import { appendEvent, hintCase } from '../case/events.ts';
import { hintInbox, notify } from '../case/notify.ts';
import type { Tx } from '../platform/db.ts';
import type { ReportDeps } from './reports.ts';

export const MAX_REPLY_CHARS = 10_000;
/** Of a reply, for the inbox: its beginning. */
const NOTICE_CHARS = 280;

export const ChatReply = z.object({
  type: z.literal('reply'),
  data: z.object({
    conversation: z.string().trim().min(1).max(200),
    text: z.string().max(MAX_REPLY_CHARS),
  }),
});

/** Writes a reply down as a contact with the customer, in the caller's transaction, and answers the contact's id. */
export type LogReply = (
  tx: Tx,
  reply: {
    readonly caseId: string;
    /** Whose contact it is. */
    readonly ownerId: string;
    readonly channel: InterimChannel;
    readonly customer: string;
    readonly text: string;
    readonly at: Date;
  },
) => Promise<string>;

export interface ReplyDeps extends ReportDeps {
  readonly logReply: LogReply;
}

interface Said {
  readonly channel: InterimChannel;
  /** Their number or conversation, or their name. */
  readonly sender: string;
  readonly text: string;
  /** The provider's; the same when it reports again. */
  readonly id: string;
}

/**
 * What a customer answered comes into the case that last wrote to them there, one that is still open before others.
 * False: nobody of the program ever did.
 */
export async function takeReply(
  deps: ReplyDeps,
  { programId, ...said }: Said & { readonly programId: string; readonly channel: 'sms' | 'chat' },
): Promise<boolean> {
  const [found] = await deps.sql<{ caseId: string }[]>`
    select i.case_id as "caseId"
    from interim i join "case" c on c.id = i.case_id and c.program_id = ${programId}
    where i.channel = ${said.channel} and i.recipient = ${said.sender} and i.released_at is not null
    order by c.status = any(${[...unresolvedStatuses]}::text[]) desc, i.released_at desc limit 1`;
  if (!found) return false;
  await takeReplyIn(deps, found.caseId, said);
  return true;
}

/** Forbidden digits are masked before anything is stored; the owner is told, and it is a contact like any other. */
export async function takeReplyIn(
  { sql, bus, clock, logReply }: ReplyDeps,
  caseId: string,
  { channel, sender, text, id }: Said,
): Promise<void> {
  const at = clock.now();
  const body = maskForbiddenDigits(text.replaceAll(/\p{Cs}|\0/gu, '')).slice(0, MAX_REPLY_CHARS);
  const told = await sql.begin(async (tx) => {
    const [held] = await tx<{ ownerId: string; customer: string }[]>`
      select owner_id as "ownerId", customer->>'name' as customer from "case" where id = ${caseId} for no key update`;
    const [made] = await tx<{ id: string }[]>`
      insert into interim_reply (case_id, channel, sender, provider_id, body, at)
      values (${caseId}, ${channel}, ${sender}, ${id}, ${body}, ${at})
      on conflict do nothing returning id`;
    if (!made || !held) return [];
    const { ownerId, customer } = held;
    const interactionId = await logReply(tx, { caseId, ownerId, channel, customer, text: body, at });
    await tx`update interim_reply set interaction_id = ${interactionId} where id = ${made.id}`;
    const data = { channel, replyId: made.id, interactionId };
    const eventSeq = await appendEvent(tx, { caseId, kind: 'customer.replied', actorId: null, data, at });
    const notice = { caseId, eventSeq, kind: 'customer.replied' as const, personIds: [ownerId] };
    return notify(tx, { ...notice, actorId: null, data: { text: body.slice(0, NOTICE_CHARS) }, at });
  });
  hintCase(bus, caseId);
  hintInbox(bus, told);
}

/** The owner hears what their customer says of them. */
export async function tellRating(
  tx: Tx,
  rated: {
    readonly caseId: string;
    readonly eventSeq: number;
    readonly score: number;
    readonly comment: string;
    readonly at: Date;
  },
): Promise<string[]> {
  const { caseId, eventSeq, score, comment, at } = rated;
  const [held] = await tx<
    { ownerId: string }[]
  >`select owner_id as "ownerId" from "case" where id = ${caseId}`;
  const text = maskForbiddenDigits(`${score} of 5${comment && `: ${comment}`}`).slice(0, NOTICE_CHARS);
  const personIds = held ? [held.ownerId] : [];
  return notify(tx, {
    caseId,
    eventSeq,
    kind: 'customer.replied',
    personIds,
    actorId: null,
    data: { text },
    at,
  });
}
