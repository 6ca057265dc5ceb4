import { randomUUID } from 'node:crypto';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import {
  type ListDeliveries,
  MAX_WEBHOOKS,
  type MadeWebhook,
  type NewWebhook,
  type PatchWebhook,
  type Webhook,
  type WebhookDelivery,
} from '@caseroom/shared/webhook';
import type { Fragment } from 'postgres';
import type { z } from 'zod';
import type { Db, Sql, Tx } from '../platform/db.ts';
import { findAttempts, findItems, type StoredItem } from '../platform/outbox/read.ts';
import type { SecretBox } from '../platform/secrets.ts';
import { newWebhookSecret } from '../platform/webhook-signature.ts';
import { secretPlace, WEBHOOK_KIND, WebhookPayload } from './deliver.ts';

/** Deliveries shown at once. */
const PAGE = 30;

type Row = Omit<Webhook, 'createdAt'> & { readonly createdAt: Date };

export async function findWebhooks(db: Db, where: Fragment = db`true`): Promise<Webhook[]> {
  const rows = await db<Row[]>`
    select e.id, json_build_object('id', g.id, 'name', g.name, 'client', g.client) as program, e.url, e.about,
           e.kinds, e.includes_leads as "includesLeads", e.disabled_at is null as enabled,
           e.disabled_because as "disabledBecause", e.created_at as "createdAt",
           json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as "createdBy"
    from webhook_endpoint e join program g on g.id = e.program_id join person p on p.id = e.created_by
    where e.removed_at is null and ${where} order by g.name, e.created_at, e.id`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

const noWebhook = () => refuse('not-found', 'There is no such endpoint.');

export async function findWebhook(db: Db, id: string): Promise<Webhook | Refusal> {
  const [found] = await findWebhooks(db, db`e.id = ${id}`);
  return found ?? noWebhook();
}

export async function makeWebhook(
  { sql, secrets }: { readonly sql: Sql; readonly secrets: SecretBox },
  { programId, url, about, kinds, includesLeads }: z.output<typeof NewWebhook>,
  by: { readonly id: string; readonly now: Date },
): Promise<MadeWebhook | Refusal> {
  const id = randomUUID();
  const secret = newWebhookSecret();
  const made = await sql.begin(async (tx): Promise<Webhook | Refusal> => {
    const [program] = await tx`select from program where id = ${programId} for update`;
    if (!program) return refuse('not-found', 'There is no such program.');
    const held = await findWebhooks(tx, tx`e.program_id = ${programId}`);
    if (held.length >= MAX_WEBHOOKS)
      return refuse('conflict', `A program has at most ${MAX_WEBHOOKS} endpoints.`);
    await tx`
      insert into webhook_endpoint (id, program_id, url, about, kinds, includes_leads, secret, created_by, created_at)
      values (${id}, ${programId}, ${url}, ${about}, ${kinds}, ${includesLeads},
              ${secrets.seal(secret, secretPlace(id))}, ${by.id}, ${by.now})`;
    return findWebhook(tx, id);
  });
  return 'refused' in made ? made : { webhook: made, secret: secret.reveal() };
}

/** What is left out stays. Switched on again, it begins with a clean slate. */
export async function patchWebhook(
  sql: Sql,
  id: string,
  patch: PatchWebhook,
  now: Date,
): Promise<Webhook | Refusal> {
  const { url = null, about = null, kinds = null, includesLeads = null, enabled = null } = patch;
  await sql`
    update webhook_endpoint set url = coalesce(${url}, url), about = coalesce(${about}, about),
      kinds = coalesce(${kinds as string[] | null}, kinds),
      includes_leads = coalesce(${includesLeads}, includes_leads),
      disabled_at = case ${enabled}::boolean when true then null when false then coalesce(disabled_at, ${now}) else disabled_at end,
      disabled_because = case when ${enabled}::boolean then null else disabled_because end,
      dead_in_row = case when ${enabled}::boolean then 0 else dead_in_row end
    where id = ${id} and removed_at is null`;
  return findWebhook(sql, id);
}

/** The old secret signs nothing from now on. */
export async function replaceSecret(
  { sql, secrets }: { readonly sql: Sql; readonly secrets: SecretBox },
  id: string,
): Promise<MadeWebhook | Refusal> {
  const secret = newWebhookSecret();
  await sql`
    update webhook_endpoint set secret = ${secrets.seal(secret, secretPlace(id))}
    where id = ${id} and removed_at is null`;
  const webhook = await findWebhook(sql, id);
  return 'refused' in webhook ? webhook : { webhook, secret: secret.reveal() };
}

/** What waits for it is discarded when its turn comes. */
export async function removeWebhook(sql: Sql, id: string, now: Date): Promise<Refusal | undefined> {
  const removed = await sql`
    update webhook_endpoint set removed_at = ${now} where id = ${id} and removed_at is null`;
  return removed.count === 0 ? noWebhook() : undefined;
}

/** What was sent to an endpoint, the newest first. */
export async function findDeliveries(
  db: Db,
  endpointId: string,
  { state, cursor }: z.infer<typeof ListDeliveries>,
): Promise<{ items: WebhookDelivery[]; nextCursor?: string }> {
  const items = await findItems(db, {
    kinds: [WEBHOOK_KIND],
    ...(state ? { states: [state] } : {}),
    account: endpointId,
    ...(cursor === undefined ? {} : { before: Number(cursor) }),
    limit: PAGE + 1,
  });
  const shown = items.slice(0, PAGE);
  const attempts = await findAttempts(
    db,
    shown.map(({ id }) => id),
  );
  const deliveries = shown.map((item) => deliveryOf(item, attempts));
  const last = shown.at(-1);
  return { items: deliveries, ...(items.length > PAGE && last ? { nextCursor: String(last.seq) } : {}) };
}

type Attempts = Awaited<ReturnType<typeof findAttempts>>;

function deliveryOf(item: StoredItem, attempts: Attempts): WebhookDelivery {
  const payload = WebhookPayload.safeParse(item.payload);
  return {
    id: item.id,
    messageId: payload.data?.messageId ?? '',
    type: payload.success ? typeOf(payload.data.body) : '',
    caseId: item.caseId,
    state: item.state,
    enqueuedAt: item.enqueuedAt.toISOString(),
    nextAt: item.state === 'queued' ? item.dueAt.toISOString() : null,
    settledAt: item.settledAt?.toISOString() ?? null,
    attempts: attempts
      .filter(({ itemId }) => itemId === item.id)
      .map(({ attempt, startedAt, endedAt, outcome, note }) => ({
        number: attempt,
        at: startedAt.toISOString(),
        ended: endedAt?.toISOString() ?? null,
        outcome,
        note,
      })),
  };
}

const typeOf = (body: string): string => String((JSON.parse(body) as { type?: unknown }).type ?? '');

/** A message of one endpoint, for who replays it. */
export async function findMessage(
  tx: Tx,
  itemId: string,
): Promise<{ item: StoredItem; payload: z.infer<typeof WebhookPayload> } | null> {
  const [item] = await findItems(tx, { ids: [itemId], kinds: [WEBHOOK_KIND], limit: 1 });
  const payload = WebhookPayload.safeParse(item?.payload);
  return item && payload.success ? { item, payload: payload.data } : null;
}
