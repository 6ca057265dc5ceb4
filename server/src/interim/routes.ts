import {
  Interim,
  InterimChoices,
  InterimPreview,
  InterimReplies,
  type InterimReply,
  LogCall,
  NewInterim,
  NewPortalLink,
  PatchInterim,
  PortalLink,
  ReleaseInterim,
  ReturnInterim,
  WaitingInterim,
} from '@caseroom/shared/interim';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Request } from 'express';
import { z } from 'zod';
import { accessCase } from '../case/access.ts';
import { hintCase } from '../case/events.ts';
import type { StartNote } from '../note/create.ts';
import type { Actor, Api } from '../platform/api.ts';
import { byNow } from '../platform/by.ts';
import type { Db, Sql, Tx } from '../platform/db.ts';
import { hintOutbox } from '../platform/outbox/enqueue.ts';
import type { SecretBox } from '../platform/secrets.ts';
import type { LogContact } from './after.ts';
import { logCall, retryInterim } from './after.ts';
import { bulkRoutes } from './bulk/routes.ts';
import { beginInterim, lookAtInterim, patchInterim } from './draft.ts';
import { addLink, listLinks, revokeLink } from './portal/portal.ts';
import { judge, previewOf, readDraft } from './preview.ts';
import { programRoutes } from './program-routes.ts';
import { interimOf, listInterims, listWaiting, waitingOf } from './queries.ts';
import { approveInterim, type ReleaseDeps, releaseInterim, returnInterim } from './release.ts';
import { choicesOf } from './settings.ts';

export interface InterimRouteDeps extends ReleaseDeps {
  readonly secrets: SecretBox;
  readonly startNote: StartNote;
  /** Writes a call down as a contact with the customer. */
  readonly logContact: LogContact;
}

const tag = 'Interim updates';
const ById = z.strictObject({ id: Id });
const ByLink = z.strictObject({ id: Id, linkId: Id });

/** Messages to the customer: begun, written as a note, checked, released, followed. */
export function interimRoutes(api: Api, deps: InterimRouteDeps): void {
  const { sql, bus, clock, rooms, deployment } = deps;
  const by = byNow(clock);
  const addressOf = (req: Request): string =>
    deployment.address ?? `${req.protocol}://${req.get('host') ?? ''}`;
  const releaser = (actor: Actor, req: Request, body: z.output<typeof ReleaseInterim>) => ({
    actorId: actor.id,
    actorName: actor.name,
    address: addressOf(req),
    ...body,
  });

  /** The message as it is now, whatever was done to it. */
  async function answer(done: { noteId: string } | Refusal, actor: Actor): Promise<Interim | Refusal> {
    if (isRefusal(done)) return done;
    const seen = await lookAtInterim(sql, done.noteId, actor.id);
    return isRefusal(seen) ? seen : interimOf(sql, seen.row, { personId: actor.id, role: seen.role });
  }

  async function act(
    noteId: string,
    actor: Actor,
    run: (tx: Tx) => Promise<{ caseId: string } | Refusal>,
  ): Promise<Interim | Refusal> {
    const done = await sql.begin(run);
    if (isRefusal(done)) return done;
    hintCase(bus, done.caseId);
    hintOutbox(bus);
    return answer({ noteId }, actor);
  }

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/interims',
      summary: 'List a case’s messages to the customer, oldest first',
      tag,
      params: ById,
      response: page(Interim),
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const seat = { personId: actor.id, role: access.role };
      const rows = await listInterims(sql, access.caseId);
      return { items: await Promise.all(rows.map((row) => interimOf(sql, row, seat))) };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/interim-replies',
      summary: 'List what the customer answered, oldest first',
      tag,
      params: ById,
      response: InterimReplies,
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      return isRefusal(access) ? access : { items: await listReplies(sql, access.caseId) };
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/interims',
      summary: 'Begin a message to the customer, from a template if one is named',
      tag,
      params: ById,
      body: NewInterim,
      response: Interim,
      status: 201,
    },
    async ({ params, body, actor }) => {
      const begin = { caseId: params.id, ...by(actor.id), want: body };
      const done = await sql.begin((tx) => beginInterim(tx, deps.startNote, begin));
      if (!isRefusal(done)) hintCase(bus, params.id);
      return answer(done, actor);
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/interim-choices',
      summary: 'List the channels and templates a case’s customer can be written by',
      tag,
      params: ById,
      response: InterimChoices,
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      return isRefusal(access) ? access : choicesOf(sql, access, deployment);
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/interims/waiting',
      summary: 'List the messages that wait for one’s approval, longest waiting first',
      tag,
      response: page(WaitingInterim),
    },
    async ({ actor }) => {
      const rows = await listWaiting(sql, actor.id);
      const seat = { personId: actor.id, role: 'lead' as const };
      return {
        items: await Promise.all(rows.map(async (row) => waitingOf(await interimOf(sql, row, seat), row))),
      };
    },
  );

  api.route(
    {
      method: 'patch',
      path: '/api/interims/{id}',
      summary: 'Say where a message goes, and when they hear again',
      tag,
      params: ById,
      body: PatchInterim,
      response: Interim,
    },
    async ({ params, body, actor }) =>
      act(params.id, actor, (tx) => patchInterim(tx, params.id, actor.id, body)),
  );

  api.route(
    {
      method: 'get',
      path: '/api/interims/{id}/preview',
      summary: 'Read the exact words a message would leave with, and what the check says of them',
      tag,
      params: ById,
      response: InterimPreview,
    },
    async ({ params, actor }) => {
      const seen = await lookAtInterim(sql, params.id, actor.id);
      if (isRefusal(seen)) return seen;
      const draft = await readDraft(rooms, params.id);
      const agentName = seen.row.askedBy?.name ?? actor.name;
      const judging = { deployment, agentName, now: clock.now(), link: null };
      return previewOf(seen.row, draft, await judge(sql, seen.row, draft, judging));
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/interims/{id}/release',
      summary: 'Release a message, or ask a lead where the program wants it',
      tag,
      params: ById,
      body: ReleaseInterim,
      response: Interim,
    },
    async ({ params, body, actor, req }) =>
      answer(await releaseInterim(deps, params.id, releaser(actor, req, body)), actor),
  );

  api.route(
    {
      method: 'post',
      path: '/api/interims/{id}/approve',
      summary: 'Approve a message; it leaves',
      tag,
      params: ById,
      body: ReleaseInterim,
      response: Interim,
    },
    async ({ params, body, actor, req }) =>
      answer(await approveInterim(deps, params.id, releaser(actor, req, body)), actor),
  );

  api.route(
    {
      method: 'post',
      path: '/api/interims/{id}/return',
      summary: 'Give a message back to be written on',
      tag,
      params: ById,
      body: ReturnInterim,
      response: Interim,
    },
    async ({ params, body, actor }) =>
      answer(await returnInterim(deps, params.id, actor.id, body.comment), actor),
  );

  api.route(
    {
      method: 'post',
      path: '/api/interims/{id}/retry',
      summary: 'Send a message again that failed',
      tag,
      params: ById,
      response: Interim,
    },
    async ({ params, actor }) =>
      act(params.id, actor, (tx) => retryInterim(tx, { noteId: params.id, ...by(actor.id) })),
  );

  api.route(
    {
      method: 'post',
      path: '/api/interims/{id}/call',
      summary: 'Say what came of reading a message to the customer',
      tag,
      params: ById,
      body: LogCall,
      response: Interim,
    },
    async ({ params, body, actor }) =>
      act(params.id, actor, (tx) =>
        logCall(tx, { noteId: params.id, ...by(actor.id) }, body, deps.logContact),
      ),
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/portal-links',
      summary: 'List the links to the customer’s page of a case, newest first',
      tag,
      params: ById,
      response: page(PortalLink),
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      return isRefusal(access) ? access : { items: await listLinks(sql, access.caseId) };
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/portal-links',
      summary: 'Make a link to the customer’s page; it is shown once',
      tag,
      params: ById,
      response: NewPortalLink,
      status: 201,
      secret: true,
    },
    async ({ params, actor, req }) => {
      const address = addressOf(req);
      const done = await sql.begin(async (tx) => {
        const access = await accessCase(tx, actor.id, params.id, 'write');
        if (isRefusal(access)) return access;
        return addLink(tx, { caseId: params.id, ...by(actor.id), address });
      });
      if (isRefusal(done)) return done;
      hintCase(bus, params.id);
      const made = (await listLinks(sql, params.id)).find(({ id }) => id === done.id);
      return made ? { link: done.link, made } : refuse('not-found');
    },
  );

  api.route(
    {
      method: 'delete',
      path: '/api/cases/{id}/portal-links/{linkId}',
      summary: 'Revoke a link to the customer’s page',
      tag,
      params: ByLink,
    },
    async ({ params, actor }) => {
      const revoked = await sql.begin(async (tx) => {
        const access = await accessCase(tx, actor.id, params.id, 'write');
        if (isRefusal(access)) return access;
        const what = { linkId: params.linkId, caseId: params.id, ...by(actor.id) };
        return (await revokeLink(tx, what)) || refuse('not-found', 'There is no such link.');
      });
      if (isRefusal(revoked)) return revoked;
      hintCase(bus, params.id);
      return undefined;
    },
  );

  programRoutes(api, deps);
  bulkRoutes(api, { ...deps, addressOf });
}

async function listReplies(db: Db | Sql, caseId: string): Promise<InterimReply[]> {
  const rows = await db<
    { id: string; channel: InterimReply['channel']; sender: string; body: string; at: Date }[]
  >`
    select id, channel, sender, body, at from interim_reply where case_id = ${caseId} order by at, id`;
  return rows.map(({ at, body, ...row }) => ({ ...row, text: body, at: at.toISOString() }));
}
