import { CaseExemplars, Exemplar, ListExemplars, MarkExemplar } from '@caseroom/shared/exemplar';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { accessCase } from '../case/access.ts';
import { hintCase } from '../case/events.ts';
import type { Api } from '../platform/api.ts';
import { byNow } from '../platform/by.ts';
import { exemplarsOf, listExemplars, setExemplar } from './exemplars.ts';
import type { AnswerDeps } from './routes.ts';

const tag = 'Known answers';
const ById = z.strictObject({ id: Id });

/** Notes held up as examples. */
export function exemplarRoutes(api: Api, { sql, bus, clock }: AnswerDeps): void {
  const by = byNow(clock);
  const set = async (noteId: string, reason: string | null, actorId: string) => {
    const done = await sql.begin((tx) => setExemplar(tx, noteId, reason, by(actorId)));
    if (isRefusal(done)) return done;
    hintCase(bus, done.caseId);
    return exemplarsOf(sql, actorId, done);
  };

  api.route(
    {
      method: 'get',
      path: '/api/exemplars',
      summary: 'List exemplary notes',
      tag,
      query: ListExemplars,
      response: page(Exemplar),
    },
    async ({ query, actor }) => ({ items: await listExemplars(sql, actor.id, query) }),
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/exemplars',
      summary: 'List the exemplary notes of a case',
      tag,
      params: ById,
      response: CaseExemplars,
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      return isRefusal(access) ? access : exemplarsOf(sql, actor.id, access);
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/notes/{id}/exemplar',
      summary: 'Hold a note up as an example, and say why',
      tag,
      params: ById,
      body: MarkExemplar,
      response: CaseExemplars,
    },
    async ({ params, body, actor }) => set(params.id, body.reason, actor.id),
  );

  api.route(
    {
      method: 'delete',
      path: '/api/notes/{id}/exemplar',
      summary: 'No longer hold a note up as an example',
      tag,
      params: ById,
      response: CaseExemplars,
    },
    async ({ params, actor }) => set(params.id, null, actor.id),
  );
}
