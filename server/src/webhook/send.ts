import { randomUUID } from 'node:crypto';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Bus } from '../platform/bus.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { sendAgain } from '../platform/outbox/act.ts';
import { enqueue, hintOutbox } from '../platform/outbox/enqueue.ts';
import { WEBHOOK_KIND, type WebhookPayload } from './deliver.ts';
import { findMessage, findWebhook } from './queries.ts';

interface Deps {
  readonly sql: Sql;
  readonly bus: Bus;
}

/**
 * Sends a message once more, with the same `webhook-id`: one that was given up takes its place again, one that arrived
 * goes out as a delivery of its own.
 */
export async function replay({ sql, bus }: Deps, itemId: string, now: Date): Promise<Refusal | undefined> {
  const refused = await sql.begin(async (tx): Promise<Refusal | undefined> => {
    const message = await findMessage(tx, itemId);
    if (!message) return refuse('not-found', 'There is no such delivery.');
    const endpoint = await findWebhook(tx, message.payload.endpointId);
    if (isRefusal(endpoint)) return endpoint;
    if (!endpoint.enabled) return refuse('conflict', 'Switch the endpoint on first.');
    const { item, payload } = message;
    if (item.state === 'queued' || item.state === 'sending')
      return refuse('conflict', 'It is on its way already.');
    if (await sendAgain(tx, { id: itemId }, now)) return undefined;
    if (await isOnItsWay(tx, item.lane, payload)) return refuse('conflict', 'It is on its way already.');
    const { lane, caseId } = item;
    await enqueue(tx, {
      kind: WEBHOOK_KIND,
      key: `${item.key}/replay/${randomUUID()}`,
      lane,
      account: payload.endpointId,
      ...(caseId === null ? {} : { caseId }),
      payload,
      at: now,
    });
    return undefined;
  });
  if (!refused) hintOutbox(bus);
  return refused;
}

/** Locks the endpoint until commit: of two who send a message once more, the second waits, and finds it. */
async function isOnItsWay(tx: Tx, lane: string, { endpointId, messageId }: WebhookPayload): Promise<boolean> {
  await tx`select from webhook_endpoint where id = ${endpointId} for no key update`;
  const [found] = await tx`
    select from outbox_item
    where kind = ${WEBHOOK_KIND} and lane = ${lane} and state in ('queued', 'sending')
      and payload->>'messageId' = ${messageId} limit 1`;
  return found !== undefined;
}

/** Posts a message of no meaning, to see whether it arrives. */
export async function sendTest(
  { sql, bus }: Deps,
  endpointId: string,
  now: Date,
): Promise<Refusal | undefined> {
  const endpoint = await findWebhook(sql, endpointId);
  if (isRefusal(endpoint)) return endpoint;
  if (!endpoint.enabled) return refuse('conflict', 'Switch the endpoint on first.');
  const messageId = `msg_${randomUUID()}`;
  const body = JSON.stringify({
    type: 'webhook.test',
    timestamp: now.toISOString(),
    data: { programId: endpoint.program.id },
  });
  await sql.begin((tx) =>
    enqueue(tx, {
      kind: WEBHOOK_KIND,
      key: `${endpointId}/${messageId}`,
      lane: `${endpointId}/test`,
      account: endpointId,
      payload: { endpointId, messageId, body },
      at: now,
    }),
  );
  hintOutbox(bus);
  return undefined;
}
