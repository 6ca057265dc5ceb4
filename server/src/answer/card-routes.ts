import {
  AnswerAct,
  AnswerCard,
  AnswerProposal,
  AnswerSummary,
  AnswerVersion,
  EditAnswer,
  ListAnswers,
  PromoteNote,
} from '@caseroom/shared/answer';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { hintCase } from '../case/events.ts';
import type { Api } from '../platform/api.ts';
import { type By, byNow } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';
import { actOnCard, type Changed, editCard, promoteNote, proposeCard } from './card-acts.ts';
import { accessCard, listCards, readCard, readVersions } from './cards.ts';
import type { AnswerDeps } from './routes.ts';

const tag = 'Known answers';
const ById = z.strictObject({ id: Id });

/** The library of answer cards, and what becomes of each. */
export function cardRoutes(api: Api, { sql, bus, clock }: AnswerDeps): void {
  const by = byNow(clock);

  /** Changes a card in one transaction, and answers it as it is then. */
  async function change(
    actorId: string,
    run: (tx: Tx, by: By) => Promise<Changed | Refusal>,
  ): Promise<AnswerCard | Refusal> {
    const act = by(actorId);
    const done = await sql.begin((tx) => run(tx, act));
    if (isRefusal(done)) return done;
    if (done.caseId) hintCase(bus, done.caseId);
    return readCard(sql, actorId, done.cardId, clock.now());
  }

  api.route(
    {
      method: 'get',
      path: '/api/answers',
      summary: 'List answer cards',
      tag,
      query: ListAnswers,
      response: page(AnswerSummary),
    },
    async ({ query, actor }) => {
      const items = await listCards(sql, actor.id, query, clock.now());
      return isRefusal(items) ? items : { items };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/notes/{id}/answer-proposal',
      summary: 'Read what a resolution note would make as an answer card',
      tag,
      params: ById,
      response: AnswerProposal,
    },
    async ({ params, actor }) => proposeCard(sql, actor.id, params.id),
  );

  api.route(
    {
      method: 'post',
      path: '/api/answers',
      summary: 'Begin an answer card with what a resolution note says',
      tag,
      body: PromoteNote,
      response: AnswerCard,
      status: 201,
    },
    async ({ body, actor }) => change(actor.id, (tx, act) => promoteNote(tx, body, act)),
  );

  api.route(
    {
      method: 'get',
      path: '/api/answers/{id}',
      summary: 'Read an answer card with its uses and history',
      tag,
      params: ById,
      response: AnswerCard,
    },
    async ({ params, actor }) => readCard(sql, actor.id, params.id, clock.now()),
  );

  api.route(
    {
      method: 'get',
      path: '/api/answers/{id}/versions',
      summary: 'Read every version of an answer card, newest first',
      tag,
      params: ById,
      response: page(AnswerVersion),
    },
    async ({ params, actor }) => {
      const held = await accessCard(sql, actor.id, params.id);
      return isRefusal(held) ? held : { items: await readVersions(sql, params.id) };
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/answers/{id}',
      summary: 'Edit an answer card; its words so far are kept as a version',
      tag,
      params: ById,
      body: EditAnswer,
      response: AnswerCard,
    },
    async ({ params, body, actor }) => change(actor.id, (tx, act) => editCard(tx, params.id, body, act)),
  );

  api.route(
    {
      method: 'post',
      path: '/api/answers/{id}/acts',
      summary: 'Submit, return, publish, retire, restore or confirm an answer card',
      tag,
      params: ById,
      body: AnswerAct,
      response: AnswerCard,
    },
    async ({ params, body, actor }) => change(actor.id, (tx, act) => actOnCard(tx, params.id, body, act)),
  );
}
