import {
  CompleteCrmConsent,
  CrmConnection,
  CrmConsent,
  CrmQueue,
  EditCrmConnection,
  NewCrmConnection,
  SetCrmPolling,
} from '@caseroom/shared/crm';
import { Id } from '@caseroom/shared/primitives';
import { isRefusal } from '@caseroom/shared/refusal';
import type { Request } from 'express';
import { z } from 'zod';
import { refuseUnlessAdmin } from '../auth/duty.ts';
import type { Api } from '../platform/api.ts';
import type { Db } from '../platform/db.ts';
import {
  addConnection,
  beginConsent,
  type ConnectionDeps,
  completeConsent,
  disconnect,
  editConnection,
  listConnections,
  readConnection,
  tryConnection,
} from './connections.ts';
import type { Poller } from './poll.ts';
import { setPolling } from './poll-store.ts';
import { actOn, type QueueDeps, readQueue, sendAllAgain } from './queue.ts';

const tag = 'Connections';
const ById = z.strictObject({ id: Id });
const OfProgram = z.strictObject({ program: Id });

/** The page of ours that a provider sends the browser back to. */
const CONSENT_PAGE = '/admin/crm/connected';

export interface AdminDeps extends ConnectionDeps, QueueDeps {
  readonly poller: Poller;
}

/** A program's ways into other systems, and what waits to be written there. */
export function adminRoutes(api: Api, deps: AdminDeps): void {
  const { sql, poller } = deps;

  api.route(
    {
      method: 'get',
      path: '/api/admin/crm',
      summary: 'Read a program’s connections and what waits to be written',
      tag,
      query: OfProgram,
      response: CrmQueue,
    },
    async ({ query, actor }) =>
      refuseUnlessAdmin(actor) ?? {
        connections: await listConnections(sql, query.program),
        items: await readQueue(sql, query.program),
      },
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/crm/connections',
      summary: 'Connect a program to a CRM',
      tag,
      body: NewCrmConnection,
      response: CrmConnection,
      status: 201,
      secret: true,
    },
    async ({ body, actor }) => refuseUnlessAdmin(actor) ?? addConnection(deps, actor.id, body),
  );

  api.route(
    {
      method: 'patch',
      path: '/api/admin/crm/connections/{id}',
      summary: 'Choose what a connection writes back, or give it other credentials',
      tag,
      params: ById,
      body: EditCrmConnection,
      response: CrmConnection,
      secret: true,
    },
    async ({ params, body, actor }) => refuseUnlessAdmin(actor) ?? editConnection(deps, params.id, body),
  );

  api.route(
    {
      method: 'delete',
      path: '/api/admin/crm/connections/{id}',
      summary: 'Disconnect a CRM and forget its secrets',
      tag,
      params: ById,
    },
    async ({ params, actor }) => refuseUnlessAdmin(actor) ?? (await disconnect(deps, params.id)) ?? undefined,
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/crm/connections/{id}/test',
      summary: 'Try a connection',
      tag,
      params: ById,
      response: CrmConnection,
    },
    async ({ params, actor }) => refuseUnlessAdmin(actor) ?? tryConnection(deps, params.id),
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/crm/connections/{id}/consent',
      summary: 'Begin to allow a connection: where to send the browser',
      tag,
      // It sends a browser to the provider and back; a tool could name another origin to come back to.
      token: 'never',
      params: ById,
      response: CrmConsent,
      secret: true,
    },
    async ({ params, actor, req }) =>
      refuseUnlessAdmin(actor) ?? beginConsent(deps, actor.id, params.id, `${ourOrigin(req)}${CONSENT_PAGE}`),
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/crm/consents',
      summary: 'Finish allowing a connection with what the provider answered',
      tag,
      token: 'never',
      body: CompleteCrmConsent,
      response: CrmConnection,
      secret: true,
    },
    async ({ body, actor }) => refuseUnlessAdmin(actor) ?? completeConsent(deps, actor.id, body),
  );

  api.route(
    {
      method: 'put',
      path: '/api/admin/crm/connections/{id}/polling',
      summary: 'Choose whether and how often a connection is asked what changed',
      tag,
      params: ById,
      body: SetCrmPolling,
      response: CrmConnection,
    },
    async ({ params, body, actor }) => {
      const refusal = refuseUnlessAdmin(actor);
      if (refusal) return refusal;
      const connection = await readConnection(sql, params.id);
      if (isRefusal(connection)) return connection;
      return (await setPolling(deps, connection, body)) ?? readConnection(sql, params.id);
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/crm/connections/{id}/poll',
      summary: 'Ask a connection now what changed',
      tag,
      params: ById,
      response: CrmConnection,
    },
    async ({ params, actor }) =>
      refuseUnlessAdmin(actor) ?? (await poller.pollNow(params.id)) ?? readConnection(sql, params.id),
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/crm/connections/{id}/again',
      summary: 'Write everything again that was given up for a connection',
      tag,
      params: ById,
      response: CrmQueue,
    },
    async ({ params, actor }) => {
      const refusal = refuseUnlessAdmin(actor);
      if (refusal) return refusal;
      const connection = await readConnection(sql, params.id);
      if (isRefusal(connection)) return connection;
      const { programId } = connection;
      await sendAllAgain(deps, programId, params.id);
      return { connections: await listConnections(sql, programId), items: await readQueue(sql, programId) };
    },
  );

  for (const what of ['again', 'discard'] as const)
    api.route(
      {
        method: 'post',
        path: `/api/admin/crm/queue/{id}/${what}`,
        summary: what === 'again' ? 'Write a milestone again' : 'Give a milestone up for good',
        tag,
        params: ById,
      },
      async ({ params, actor }) =>
        refuseUnlessAdmin(actor) ?? (await actOn(deps, params.id, what, isLink)) ?? undefined,
    );
}

async function isLink(db: Db, linkId: string): Promise<boolean> {
  const found = await db`select from crm_link where id = ${linkId}`;
  return found.length > 0;
}

/** As the browser sees us: its Origin was checked when the request came in. */
const ourOrigin = (req: Request): string => req.get('origin') ?? `${req.protocol}://${req.host}`;
