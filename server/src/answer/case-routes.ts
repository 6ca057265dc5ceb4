import { CaseUse, KnownAnswers, RateUse, UseAnswer } from '@caseroom/shared/answer';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { accessCase } from '../case/access.ts';
import { hintCase } from '../case/events.ts';
import type { Api } from '../platform/api.ts';
import { byNow } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';
import { knownAnswers } from './known-answers.ts';
import type { AnswerDeps } from './routes.ts';
import { rateUse, recordUse, usesInCase } from './uses.ts';

const tag = 'Known answers';
const ById = z.strictObject({ id: Id });

/** What may answer a case, and what did. */
export function caseAnswerRoutes(api: Api, { sql, bus, clock }: AnswerDeps): void {
  const by = byNow(clock);
  const inCase = async (caseId: string, personId: string) => {
    const access = await accessCase(sql, personId, caseId, 'read');
    return isRefusal(access) ? access : { items: await usesInCase(sql, personId, access) };
  };
  const act = async (personId: string, run: (tx: Tx) => Promise<{ caseId: string } | Refusal>) => {
    const done = await sql.begin(run);
    if (isRefusal(done)) return done;
    hintCase(bus, done.caseId);
    return inCase(done.caseId, personId);
  };

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/known-answers',
      summary: 'Find cards and resolved cases that may answer a case',
      tag,
      params: ById,
      response: KnownAnswers,
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      return isRefusal(access) ? access : knownAnswers(sql, actor.id, access);
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/answer-uses',
      summary: 'List the answer cards used in a case',
      tag,
      params: ById,
      response: page(CaseUse),
    },
    async ({ params, actor }) => inCase(params.id, actor.id),
  );

  api.route(
    {
      method: 'post',
      path: '/api/answers/{id}/uses',
      summary: 'Record that a card’s fix was put into a note',
      tag,
      params: ById,
      body: UseAnswer,
      response: page(CaseUse),
    },
    async ({ params, body, actor }) => act(actor.id, (tx) => recordUse(tx, params.id, body, by(actor.id))),
  );

  api.route(
    {
      method: 'put',
      path: '/api/answer-uses/{id}',
      summary: 'Say whether a used card solved the case',
      tag,
      params: ById,
      body: RateUse,
      response: page(CaseUse),
    },
    async ({ params, body, actor }) => act(actor.id, (tx) => rateUse(tx, params.id, body, by(actor.id))),
  );
}
