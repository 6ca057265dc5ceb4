import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal } from '@caseroom/shared/refusal';
import {
  ListDeliveries,
  MadeWebhook,
  NewWebhook,
  PatchWebhook,
  Webhook,
  WebhookDelivery,
} from '@caseroom/shared/webhook';
import { z } from 'zod';
import { refuseUnlessAdmin } from '../auth/duty.ts';
import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import type { SecretBox } from '../platform/secrets.ts';
import {
  findDeliveries,
  findWebhook,
  findWebhooks,
  makeWebhook,
  patchWebhook,
  removeWebhook,
  replaceSecret,
} from './queries.ts';
import { replay, sendTest } from './send.ts';

const tag = 'Webhooks';
const ById = z.strictObject({ id: Id });

export interface WebhookRouteDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: SecretBox;
}

/** Administrators say where a program's events go. */
export function webhookRoutes(api: Api, deps: WebhookRouteDeps): void {
  const { sql, clock, log } = deps;

  api.route(
    { method: 'get', path: '/api/admin/webhooks', summary: 'List endpoints', tag, response: page(Webhook) },
    async ({ actor }) => refuseUnlessAdmin(actor) ?? { items: await findWebhooks(sql) },
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/webhooks',
      summary: 'Add an endpoint',
      tag,
      token: 'never',
      body: NewWebhook,
      response: MadeWebhook,
      status: 201,
      secret: true,
    },
    async ({ actor, body }) => {
      const made =
        refuseUnlessAdmin(actor) ?? (await makeWebhook(deps, body, { id: actor.id, now: clock.now() }));
      if (!isRefusal(made))
        log.info({ actorId: actor.id, endpointId: made.webhook.id }, 'an endpoint was added');
      return made;
    },
  );

  api.route(
    {
      method: 'patch',
      path: '/api/admin/webhooks/{id}',
      summary: 'Change an endpoint, or switch it off and on',
      tag,
      params: ById,
      body: PatchWebhook,
      response: Webhook,
    },
    async ({ actor, params, body }) => {
      const changed = refuseUnlessAdmin(actor) ?? (await patchWebhook(sql, params.id, body, clock.now()));
      if (!isRefusal(changed))
        log.info(
          { actorId: actor.id, endpointId: params.id, fields: Object.keys(body) },
          'an endpoint was changed',
        );
      return changed;
    },
  );

  api.route(
    {
      method: 'delete',
      path: '/api/admin/webhooks/{id}',
      summary: 'Remove an endpoint',
      tag,
      params: ById,
    },
    async ({ actor, params }) => refuseUnlessAdmin(actor) ?? removeWebhook(sql, params.id, clock.now()),
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/webhooks/{id}/secret',
      summary: 'Give an endpoint a new secret; the old one ends',
      tag,
      token: 'never',
      params: ById,
      response: MadeWebhook,
      status: 201,
      secret: true,
    },
    async ({ actor, params }) => refuseUnlessAdmin(actor) ?? replaceSecret(deps, params.id),
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/webhooks/{id}/test',
      summary: 'Send a message to see whether it arrives',
      tag,
      params: ById,
    },
    async ({ actor, params }) => refuseUnlessAdmin(actor) ?? sendTest(deps, params.id, clock.now()),
  );

  api.route(
    {
      method: 'get',
      path: '/api/admin/webhooks/{id}/deliveries',
      summary: 'List what was sent to an endpoint, the newest first',
      tag,
      params: ById,
      query: ListDeliveries,
      response: page(WebhookDelivery),
    },
    async ({ actor, params, query }) => {
      const endpoint = refuseUnlessAdmin(actor) ?? (await findWebhook(sql, params.id));
      return isRefusal(endpoint) ? endpoint : findDeliveries(sql, params.id, query);
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/webhook-deliveries/{id}/replay',
      summary: 'Send a message once more',
      tag,
      params: ById,
    },
    async ({ actor, params }) => refuseUnlessAdmin(actor) ?? replay(deps, params.id, clock.now()),
  );
}
