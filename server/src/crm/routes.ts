import { CaseCrm, CrmRecord, LinkCrm, SearchCrm } from '@caseroom/shared/crm';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { accessCase, type CaseAccess } from '../case/access.ts';
import { hintCase, hintCrm } from '../case/events.ts';
import type { Api } from '../platform/api.ts';
import { type AdminDeps, adminRoutes } from './admin-routes.ts';
import { linkRecord, readCaseCrm, refreshFacts, searchRecords, unlinkRecord } from './links.ts';
import { actOn } from './queue.ts';

const tag = 'Linked records';
const ById = z.strictObject({ id: Id });
const ByLink = z.strictObject({ id: Id, linkId: Id });
const ByWrite = z.strictObject({ id: Id, writeId: Id });

/** The record of another system that a case is about, and what is written back to it. */
export function crmRoutes(api: Api, deps: AdminDeps): void {
  const { sql, bus, clock } = deps;
  adminRoutes(api, deps);

  /** Lets somebody in who may write, runs the act, and answers the case's links as they are then. */
  async function act(
    actorId: string,
    caseId: string,
    run: (access: CaseAccess) => Promise<null | Refusal>,
  ): Promise<CaseCrm | Refusal> {
    const access = await accessCase(sql, actorId, caseId, 'write');
    if (isRefusal(access)) return access;
    const refusal = await run(access);
    if (refusal) return refusal;
    hintCase(bus, caseId);
    hintCrm(bus, caseId);
    return readCaseCrm(sql, access);
  }

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/crm',
      summary: 'Read a case’s linked records and what was written to them',
      tag,
      params: ById,
      response: CaseCrm,
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      return isRefusal(access) ? access : readCaseCrm(sql, access);
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/crm/search',
      summary: 'Find a record by words or by its address',
      tag,
      params: ById,
      body: SearchCrm,
      response: page(CrmRecord),
    },
    async ({ params, body, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'write');
      if (isRefusal(access)) return access;
      const found = await searchRecords(deps, access, body.connectionId, body.q);
      return isRefusal(found) ? found : { items: [...found] };
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/crm/links',
      summary: 'Link a case to a record',
      tag,
      params: ById,
      body: LinkCrm,
      response: CaseCrm,
      status: 201,
    },
    async ({ params, body, actor }) =>
      act(actor.id, params.id, (access) => linkRecord(deps, actor.id, access, body)),
  );

  api.route(
    {
      method: 'delete',
      path: '/api/cases/{id}/crm/links/{linkId}',
      summary: 'Unlink a case from a record',
      tag,
      params: ByLink,
      response: CaseCrm,
    },
    async ({ params, actor }) =>
      act(actor.id, params.id, (access) =>
        sql.begin((tx) => unlinkRecord(tx, actor.id, access, params.linkId, clock.now())),
      ),
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/crm/links/{linkId}/refresh',
      summary: 'Read a linked record’s facts anew',
      tag,
      params: ByLink,
      response: CaseCrm,
    },
    async ({ params, actor }) =>
      act(actor.id, params.id, (access) => refreshFacts(deps, access, params.linkId)),
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/crm/writes/{writeId}/again',
      summary: 'Write a milestone again that was given up',
      tag,
      params: ByWrite,
      response: CaseCrm,
    },
    async ({ params, actor }) =>
      act(actor.id, params.id, ({ caseId }) =>
        actOn(deps, params.writeId, 'again', async (db, linkId) => {
          const mine = await db`select from crm_link where id = ${linkId} and case_id = ${caseId}`;
          return mine.length > 0;
        }),
      ),
  );
}
