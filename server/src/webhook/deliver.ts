import { isRefusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { type AnyKind, outboxKind, type Settled } from '../platform/outbox/kind.ts';
import { type Outcome, readRetryAfter } from '../platform/outbox/rules.ts';
import { type OutsideAnswer, type OutsideFailure, postOutside } from '../platform/outside.ts';
import type { SecretBox } from '../platform/secrets.ts';
import { signWebhook } from '../platform/webhook-signature.ts';
import { DISABLE_AFTER, judgeStatus } from './rules.ts';

export const WEBHOOK_KIND = 'webhook';

/** How long an endpoint has to answer, ms: the specification says 15 to 30 s. */
const LIMIT_MS = 20_000;
/** Waits of at most 5 s, 10 s, … some hours in all, as the specification proposes. */
const MAX_FAILURES = 12;
/** Where an endpoint asks for a pause without saying how long, ms. */
const PAUSE_MS = 60_000;

export const WebhookPayload = z.strictObject({
  endpointId: z.uuid(),
  /** `webhook-id`: the same with every attempt and replay. */
  messageId: z.string(),
  /** JSON, as it is signed and sent. */
  body: z.string(),
});
export type WebhookPayload = z.infer<typeof WebhookPayload>;

export interface WebhookDeps {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: SecretBox;
  readonly allowPrivate: boolean;
  /** Somebody has to look: the endpoint was switched off. */
  readonly tellAdmins: (endpoint: { url: string; because: string }) => void;
}

/** Posts messages to endpoints. A receiver knows a repeat by its `webhook-id`. */
export const webhookKind = (deps: WebhookDeps): AnyKind =>
  outboxKind<WebhookPayload>({
    kind: WEBHOOK_KIND,
    payload: WebhookPayload,
    onDead: 'pass',
    limit_ms: LIMIT_MS,
    retry: { maxFailures: MAX_FAILURES },
    deliver: ({ payload }, { signal }) => post(deps, payload, signal),
    onSettled: (tx, { payload }, settled) => count(deps, tx, payload.endpointId, settled),
  });

interface Endpoint {
  readonly url: string;
  readonly secret: string;
  readonly enabled: boolean;
}

async function post(
  { sql, clock, secrets, allowPrivate }: WebhookDeps,
  { endpointId, messageId, body }: WebhookPayload,
  signal: AbortSignal,
): Promise<Outcome> {
  const [endpoint] = await sql<Endpoint[]>`
    select url, secret, disabled_at is null as enabled from webhook_endpoint
    where id = ${endpointId} and removed_at is null`;
  if (!endpoint?.enabled) return { outcome: 'unneeded', reason: 'The endpoint is switched off.' };
  const secret = secrets.open(endpoint.secret, secretPlace(endpointId));
  if (isRefusal(secret)) return { outcome: 'refused', reason: secret.detail };
  const now = clock.now();
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Caseroom-Webhooks/1',
    ...signWebhook(secret, { id: messageId, at: now, body }),
  };
  return outcomeOf(await postOutside({ url: endpoint.url, headers, body, signal }, { allowPrivate }), now);
}

function outcomeOf(answer: OutsideAnswer | OutsideFailure, now: Date): Outcome {
  if ('refused' in answer) return { outcome: 'refused', reason: answer.refused };
  if ('failed' in answer) return { outcome: 'retry', reason: answer.failed };
  const verdict = judgeStatus(answer.status);
  const asked_ms = readRetryAfter(answer.headers['retry-after'], now);
  switch (verdict.kind) {
    case 'arrived':
      return { outcome: 'delivered', note: verdict.note };
    case 'gone':
      return { outcome: 'refused', reason: verdict.reason };
    case 'wait':
      return { outcome: 'limited', reason: verdict.reason, after_ms: asked_ms ?? PAUSE_MS };
    case 'failed':
      return {
        outcome: 'retry',
        reason: verdict.reason,
        ...(asked_ms === null ? {} : { after_ms: asked_ms }),
      };
  }
}

/** An endpoint that takes nothing for long is switched off, and its administrators are told. */
async function count({ clock, log, tellAdmins }: WebhookDeps, tx: Tx, endpointId: string, settled: Settled) {
  if (settled.state === 'discarded') return undefined;
  if (settled.state === 'delivered') {
    await tx`update webhook_endpoint set dead_in_row = 0 where id = ${endpointId} and dead_in_row > 0`;
    return undefined;
  }
  const because = `${DISABLE_AFTER} messages in a row could not be delivered. The last: ${settled.reason}`;
  const [disabled] = await tx<{ url: string }[]>`
    with counted as (
      update webhook_endpoint set dead_in_row = dead_in_row + 1,
        disabled_at = case when dead_in_row + 1 >= ${DISABLE_AFTER} then coalesce(disabled_at, ${clock.now()}) else disabled_at end,
        disabled_because = case when dead_in_row + 1 >= ${DISABLE_AFTER} then ${because} else disabled_because end
      where id = ${endpointId} returning url, dead_in_row)
    select url from counted where dead_in_row = ${DISABLE_AFTER}`;
  if (!disabled) return undefined;
  return () => {
    log.warn({ endpointId }, 'a webhook endpoint was switched off');
    tellAdmins({ url: disabled.url, because });
  };
}

export const secretPlace = (endpointId: string) => ['webhook_endpoint', endpointId, 'secret'] as const;
