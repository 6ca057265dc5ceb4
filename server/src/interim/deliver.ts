import { isRefusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { appendEvent, hintCase } from '../case/events.ts';
import { caseNumber } from '../case/fold.ts';
import { hintInbox, notify } from '../case/notify.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import {
  type AfterCommit,
  type AnyKind,
  type Attempt,
  outboxKind,
  type Settled,
} from '../platform/outbox/kind.ts';
import type { Outcome } from '../platform/outbox/rules.ts';
import type { SecretBox } from '../platform/secrets.ts';
import type { Message } from './channels/channel.ts';
import { channels } from './channels/channels.ts';
import { statusUrl } from './hook-address.ts';
import { type InterimRow, readInterim } from './queries.ts';
import { INTERIM_KIND } from './release.ts';
import { type Deployment, readChannels, setupOf } from './settings.ts';

export interface DeliverDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly deployment: Deployment;
  readonly secrets: SecretBox;
}

const Payload = z.strictObject({ noteId: z.uuid() });

/** Tried for some two hours: a customer who hears later than that is better called. */
const RETRY = { maxFailures: 10, maxAge_ms: 2 * 60 * 60_000, cap_ms: 15 * 60_000 };

/** How released messages leave: by their channel, and what becomes of them stands in their row and the ledger. */
export const interimKind = (deps: DeliverDeps): AnyKind =>
  outboxKind<z.infer<typeof Payload>>({
    kind: INTERIM_KIND,
    payload: Payload,
    onDead: 'pass',
    retry: RETRY,
    deliver: ({ payload }, attempt) => deliver(deps, payload.noteId, attempt),
    onSettled: (tx, { payload }, settled) => settle(deps, tx, payload.noteId, settled),
    onDelayed: async (tx, { payload }, { reason, failures }) => {
      const [row] = await tx<{ caseId: string }[]>`
        update interim set attempts = ${failures}, failure = ${reason} where note_id = ${payload.noteId}
        returning case_id as "caseId"`;
      return row && (() => hintCase(deps.bus, row.caseId));
    },
  });

const STALE = 'The time it promises was over before it could be sent. Write a new one.';

async function deliver(deps: DeliverDeps, noteId: string, attempt: Attempt): Promise<Outcome> {
  const row = await readInterim(deps.sql, noteId);
  if (!row || row.words === null) return { outcome: 'refused', reason: 'The message is gone.' };
  // It waited too long, as while the server was stopped: what it promises cannot be kept any more.
  if (row.nextUpdateAt && row.nextUpdateAt <= deps.clock.now() && !attempt.mayHaveBeenSent)
    return { outcome: 'refused', reason: STALE };
  const setUp = (await readChannels(deps.sql, row.programId)).find(({ channel }) => channel === row.channel);
  const setup = setUp && setupOf(setUp, { ...deps, programId: row.programId });
  const { send } = channels[row.channel];
  if (!setup || !send) return { outcome: 'refused', reason: 'Nothing is sent over this channel.' };
  if (isRefusal(setup)) return { outcome: 'refused', reason: setup.detail };
  return send(messageOf(row, deps.deployment), setup, attempt);
}

const messageOf = (row: InterimRow, deployment: Deployment): Message => ({
  id: row.noteId,
  recipient: row.recipient ?? '',
  subject: row.wordsSubject ?? '',
  text: row.words ?? '',
  blocks: row.blocks ?? [],
  language: row.language ?? 'en',
  caseNumber: caseNumber(row.number),
  statusUrl: statusUrl(deployment, row.programId, row.noteId),
});

async function settle(
  { bus, clock }: DeliverDeps,
  tx: Tx,
  noteId: string,
  settled: Settled,
): Promise<AfterCommit | undefined> {
  const row = await readInterim(tx, noteId);
  if (!row) return undefined;
  const at = clock.now();
  const told =
    settled.state === 'delivered'
      ? await noteSent(tx, row, settled, at)
      : await noteFailed(tx, row, settled.reason, at);
  return () => {
    hintCase(bus, row.caseId);
    hintInbox(bus, told);
  };
}

/** A report of the provider may have come before: the message does not go back to "sent". */
async function noteSent(
  tx: Tx,
  { noteId, caseId, channel }: InterimRow,
  { providerId, repeated }: Settled & { state: 'delivered' },
  at: Date,
): Promise<string[]> {
  await tx`select from "case" where id = ${caseId} for no key update`;
  await tx`
    update interim set state = case when state in ('queued', 'failed') then 'sent' else state end,
      attempts = attempts + 1, provider_id = ${providerId}, sent_at = ${at}, failed_at = null, failure = null,
      maybe_twice = maybe_twice or ${repeated}
    where note_id = ${noteId}`;
  const data = { noteId, channel, providerId, maybeTwice: repeated };
  await appendEvent(tx, { caseId, kind: 'interim.sent', actorId: null, data, at });
  return [];
}

/** The owner and who released it are told. */
export async function noteFailed(tx: Tx, row: InterimRow, reason: string, at: Date): Promise<string[]> {
  const { noteId, caseId, channel, ownerId, releasedBy } = row;
  await tx`select from "case" where id = ${caseId} for no key update`;
  await tx`
    update interim set state = 'failed', failed_at = ${at}, failure = ${reason}, attempts = attempts + 1
    where note_id = ${noteId}`;
  const data = { noteId, channel, reason };
  const eventSeq = await appendEvent(tx, { caseId, kind: 'interim.failed', actorId: null, data, at });
  return notify(tx, {
    caseId,
    eventSeq,
    kind: 'interim.failed',
    personIds: [...new Set([ownerId, ...(releasedBy ? [releasedBy.id] : [])])],
    actorId: null,
    data: { noteId, text: reason },
    at,
  });
}
