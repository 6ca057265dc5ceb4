import { CasePrompts, DismissPrompt, GuidanceSettings, ProgramGuidance } from '@caseroom/shared/guidance';
import { Id } from '@caseroom/shared/primitives';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import { WritingSettings } from '@caseroom/shared/writing';
import { z } from 'zod';
import { refuseUnlessAdmin } from '../auth/duty.ts';
import { accessCase, rolesOf } from '../case/access.ts';
import type { Api } from '../platform/api.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Sql } from '../platform/db.ts';
import { dismiss, dismissedBy, gatherFacts, readSettings, writeSettings } from './queries.ts';
import { promptsOf } from './rules.ts';

const tag = 'Guidance';
const ById = z.strictObject({ id: Id });
const noProgram = () => refuse('not-found', 'There is no such program.');

/** What a program wants its notes to be like, and what those of a case leave out. */
export function guidanceRoutes(api: Api, { sql, clock }: { readonly sql: Sql; readonly clock: Clock }): void {
  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/prompts',
      summary: 'List what the notes of a case leave out, less what one has put away',
      tag,
      params: ById,
      response: CasePrompts,
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'write');
      return isRefusal(access) ? access : casePrompts(sql, actor.id, access, clock.now());
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/prompts/dismiss',
      summary: 'Put a prompt away for oneself, or bring it back',
      tag,
      params: ById,
      body: DismissPrompt,
      response: CasePrompts,
    },
    async ({ params, body, actor }) =>
      sql.begin(async (tx) => {
        const access = await accessCase(tx, actor.id, params.id, 'write');
        if (isRefusal(access)) return access;
        const at = clock.now();
        await dismiss(tx, { personId: actor.id, caseId: access.caseId, at }, body);
        return casePrompts(tx, actor.id, access, at);
      }),
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/writing',
      summary: 'Read how the program of a case wants notes to read',
      tag,
      params: ById,
      response: WritingSettings,
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      return (await readSettings(sql, access.programId))?.writing ?? noProgram();
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/programs/{id}/guidance',
      summary: 'Read what a program wants its notes to be like',
      tag,
      params: ById,
      response: ProgramGuidance,
    },
    async ({ params, actor }) => {
      const isMember = actor.admin || (await rolesOf(sql, actor.id)).has(params.id);
      const settings = isMember ? await readSettings(sql, params.id) : undefined;
      return settings ? { programId: params.id, settings } : noProgram();
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/admin/programs/{id}/guidance',
      summary: 'Set what a program wants its notes to be like',
      tag,
      params: ById,
      body: GuidanceSettings,
      response: ProgramGuidance,
    },
    async ({ params, body, actor }) => {
      const refusal = refuseUnlessAdmin(actor);
      if (refusal) return refusal;
      const isThere = await writeSettings(sql, params.id, body);
      return isThere ? { programId: params.id, settings: body } : noProgram();
    },
  );
}

async function casePrompts(
  db: Db,
  personId: string,
  { caseId, programId }: { readonly caseId: string; readonly programId: string },
  now: Date,
): Promise<CasePrompts> {
  const [facts, settings, dismissed] = await Promise.all([
    gatherFacts(db, caseId),
    readSettings(db, programId),
    dismissedBy(db, personId, caseId),
  ]);
  if (!settings) throw new Error(`program ${programId} is gone`);
  const { prompts, nextAt } = promptsOf(facts, settings.prompts, now);
  return {
    items: prompts
      .filter(({ rule, about }) => !dismissed.has(`${rule} ${about}`))
      .map(({ since, ...prompt }) => ({ ...prompt, since: since.toISOString() })),
    nextAt: nextAt?.toISOString() ?? null,
  };
}
