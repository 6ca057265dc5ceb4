import {
  BulkCheck,
  BulkSend,
  BulkSendWithCases,
  CarryOnBulk,
  NewBulkSend,
  ReturnBulk,
} from '@caseroom/shared/interim-bulk';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import type { Request } from 'express';
import { z } from 'zod';
import { hintInbox } from '../../case/notify.ts';
import type { Api } from '../../platform/api.ts';
import type { Bus } from '../../platform/bus.ts';
import { byNow } from '../../platform/by.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Sql, Tx } from '../../platform/db.ts';
import { leadsOf } from '../queries.ts';
import type { Deployment } from '../settings.ts';
import {
  approveBulk,
  type BulkDone,
  carryOnBulk,
  lookAtBulk,
  makeBulk,
  returnBulk,
  seatIn,
  stopBulk,
  wordsToJudge,
} from './acts.ts';
import { hintBulk, tellLeads } from './hints.ts';
import { type BulkWords, checkItemOf, judgeCases } from './judge.ts';
import { bulkOf, caseIdsOf, listBulk, listBulkCases, listBulkWaiting, wordsOfBulk } from './queries.ts';

export interface BulkRouteDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly deployment: Deployment;
  /** How the customers' browsers reach us. */
  readonly addressOf: (req: Request) => string;
}

const tag = 'Interim updates';
const ById = z.strictObject({ id: Id });

/** One message to the customers of many cases. Leads of the program write, approve, stop and follow it. */
export function bulkRoutes(api: Api, { sql, bus, clock, deployment, addressOf }: BulkRouteDeps): void {
  const by = byNow(clock);

  /** It as it is now, with its cases. */
  async function answer(id: string, personId: string): Promise<BulkSendWithCases | Refusal> {
    const seen = await lookAtBulk(sql, id, personId);
    if (isRefusal(seen)) return seen;
    return { ...bulkOf(seen.row, seen.seat), cases: await listBulkCases(sql, id) };
  }

  async function act(
    personId: string,
    run: (tx: Tx) => Promise<BulkDone | Refusal>,
  ): Promise<BulkSendWithCases | Refusal> {
    const done = await sql.begin(run);
    if (isRefusal(done)) return done;
    hintBulk(bus);
    hintInbox(bus, done.told);
    const told = await answer(done.id, personId);
    if (!isRefusal(told)) await tellLeads(sql, bus, told.programId);
    return told;
  }

  async function check(words: BulkWords, caseIds: readonly string[]): Promise<BulkCheck | Refusal> {
    const judged = await judgeCases(sql, words, caseIds, { deployment, now: clock.now() });
    if (isRefusal(judged)) return judged;
    const leads = await leadsOf(sql, words.programId);
    const otherLeads = leads.filter(({ id }) => id !== words.madeById).length;
    return { items: judged.map(checkItemOf), otherLeads };
  }

  api.route(
    {
      method: 'post',
      path: '/api/programs/{id}/bulk-sends/check',
      summary: 'Read what each of many cases would get, and who is left out and why',
      tag,
      params: ById,
      body: NewBulkSend,
      response: BulkCheck,
    },
    async ({ params, body, actor }) => {
      const seat = await seatIn(sql, actor.id, params.id);
      if (isRefusal(seat)) return seat;
      return check(wordsToJudge(params.id, body, { actorId: actor.id, actorName: actor.name }), body.caseIds);
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/programs/{id}/bulk-sends',
      summary: 'Write to the customers of many cases, or ask a second lead where the program wants it',
      tag,
      params: ById,
      body: NewBulkSend,
      response: BulkSendWithCases,
      status: 201,
    },
    async ({ params, body, actor, req }) => {
      const make = {
        ...by(actor.id),
        actorName: actor.name,
        programId: params.id,
        message: body,
        deployment,
        address: addressOf(req),
      };
      return act(actor.id, (tx) => makeBulk(tx, make));
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/programs/{id}/bulk-sends',
      summary: 'List what was written to many customers of a program, newest first',
      tag,
      params: ById,
      response: page(BulkSend),
    },
    async ({ params, actor }) => {
      const seat = await seatIn(sql, actor.id, params.id);
      if (isRefusal(seat)) return seat;
      return { items: (await listBulk(sql, params.id)).map((row) => bulkOf(row, seat)) };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/bulk-sends/waiting',
      summary: 'List the messages to many that wait for one’s approval, longest waiting first',
      tag,
      response: page(BulkSend),
    },
    async ({ actor }) => {
      const seat = { personId: actor.id, role: 'lead' as const };
      return { items: (await listBulkWaiting(sql, actor.id)).map((row) => bulkOf(row, seat)) };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/bulk-sends/{id}',
      summary: 'Read a message to many, and how each case has fared',
      tag,
      params: ById,
      response: BulkSendWithCases,
    },
    async ({ params, actor }) => answer(params.id, actor.id),
  );

  api.route(
    {
      method: 'get',
      path: '/api/bulk-sends/{id}/check',
      summary: 'Read what each case of a message to many would get now, before it is approved',
      tag,
      params: ById,
      response: BulkCheck,
    },
    async ({ params, actor }) => {
      const seen = await lookAtBulk(sql, params.id, actor.id);
      if (isRefusal(seen)) return seen;
      const words = { ...wordsOfBulk(seen.row), isApproved: true };
      return check(words, await caseIdsOf(sql, params.id));
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/bulk-sends/{id}/approve',
      summary: 'Approve a message to many; it leaves, case after case',
      tag,
      params: ById,
      response: BulkSendWithCases,
    },
    async ({ params, actor }) => act(actor.id, (tx) => approveBulk(tx, { id: params.id, ...by(actor.id) })),
  );

  api.route(
    {
      method: 'post',
      path: '/api/bulk-sends/{id}/return',
      summary: 'Give a message to many back; nothing of it leaves',
      tag,
      params: ById,
      body: ReturnBulk,
      response: BulkSendWithCases,
    },
    async ({ params, body, actor }) =>
      act(actor.id, (tx) => returnBulk(tx, { id: params.id, ...by(actor.id) }, body.comment)),
  );

  api.route(
    {
      method: 'post',
      path: '/api/bulk-sends/{id}/stop',
      summary: 'Stop a message to many between two cases',
      tag,
      params: ById,
      response: BulkSendWithCases,
    },
    async ({ params, actor }) => act(actor.id, (tx) => stopBulk(tx, { id: params.id, ...by(actor.id) })),
  );

  api.route(
    {
      method: 'post',
      path: '/api/bulk-sends/{id}/carry-on',
      summary: 'Carry on with a message to many; `again` tries those that were left out once more',
      tag,
      params: ById,
      body: CarryOnBulk,
      response: BulkSendWithCases,
    },
    async ({ params, body, actor }) =>
      act(actor.id, (tx) => carryOnBulk(tx, { id: params.id, ...by(actor.id) }, body.again)),
  );
}
