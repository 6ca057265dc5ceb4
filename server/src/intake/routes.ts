import {
  IncomingCase,
  IntakeEndpoint,
  MadeIntakeEndpoint,
  NewIntakeEndpoint,
  TakeIn,
  TakenIn,
} from '@caseroom/shared/intake';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { refuseUnlessAdmin } from '../auth/duty.ts';
import { hintCase } from '../case/events.ts';
import { takeIn } from '../case/take-in.ts';
import type { StartNote } from '../note/create.ts';
import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import { rawBodyOf } from '../platform/http-input.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import type { SecretBox } from '../platform/secrets.ts';
import { verifyWebhook } from '../platform/webhook-signature.ts';
import { findEndpoints, findReceiver, makeEndpoint, removeEndpoint } from './endpoints.ts';
import { receive } from './receive.ts';

const tag = 'Intake';
const ById = z.strictObject({ id: Id });

export interface IntakeDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly secrets: SecretBox;
  readonly startNote: StartNote;
}

/** Cases that other systems bring, known by a reference of theirs. */
export function intakeRoutes(api: Api, deps: IntakeDeps): void {
  const { sql, bus, clock, startNote } = deps;

  api.route(
    {
      method: 'post',
      path: '/api/intake',
      summary: 'Open the case that has a reference, or edit it',
      tag,
      body: TakeIn,
      response: TakenIn,
    },
    async ({ actor, body: { programId, ...incoming } }) => {
      const taken = await inTransaction(sql, (tx) =>
        takeIn(tx, { programId, actorId: actor.id, incoming, startNote }),
      );
      if (!isRefusal(taken)) hintCase(bus, taken.caseId);
      return taken;
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/incoming/{id}',
      summary: 'Take in a case from a signed message (Standard Webhooks)',
      tag,
      open: true,
      params: ById,
      body: IncomingCase,
      response: TakenIn,
    },
    async ({ params, body, req }) => {
      const receiver = await findReceiver(deps, params.id);
      if (isRefusal(receiver)) return receiver;
      const facts = { headers: req.headers, body: rawBodyOf(req), now: clock.now() };
      const messageId = verifyWebhook(receiver.secret, facts);
      if (messageId === null)
        return refuse('not-signed-in', 'The signature is not of this endpoint, or the message is too old.');
      const taken = await receive(deps, receiver, { messageId, incoming: body });
      if (!isRefusal(taken)) hintCase(bus, taken.caseId);
      return taken;
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/admin/incoming',
      summary: 'List the addresses through which cases come',
      tag,
      response: page(IntakeEndpoint),
    },
    async ({ actor }) => refuseUnlessAdmin(actor) ?? { items: await findEndpoints(sql) },
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/incoming',
      summary: 'Add an address through which cases come',
      tag,
      token: 'never',
      body: NewIntakeEndpoint,
      response: MadeIntakeEndpoint,
      status: 201,
      secret: true,
    },
    async ({ actor, body }) =>
      refuseUnlessAdmin(actor) ?? makeEndpoint(deps, body, { id: actor.id, now: clock.now() }),
  );

  api.route(
    {
      method: 'delete',
      path: '/api/admin/incoming/{id}',
      summary: 'Remove an address through which cases come',
      tag,
      params: ById,
    },
    async ({ actor, params }) => refuseUnlessAdmin(actor) ?? removeEndpoint(sql, params.id, clock.now()),
  );
}
