import { AnswerSwarm, AskSwarm, CaseSwarm, CloseSwarm } from '@caseroom/shared/escalation';
import { Id } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { accessCase } from '../case/access.ts';
import { hintCase } from '../case/events.ts';
import { hintInbox } from '../case/notify.ts';
import type { Api } from '../platform/api.ts';
import { byNow } from '../platform/by.ts';
import type { Sql, Tx } from '../platform/db.ts';
import type { EscalationRouteDeps } from './routes.ts';
import { answerSwarm, askSwarm, closeSwarm, leaveSwarm, readSwarm, type SwarmActed } from './swarm.ts';

const tag = 'Swarm';
const ById = z.strictObject({ id: Id });

export function swarmRoutes(api: Api, { sql, bus, clock }: EscalationRouteDeps): void {
  const by = byNow(clock);

  /** Acts in one transaction, lets the others know, and answers the swarm as it is now. */
  async function act(
    actorId: string,
    run: (tx: Tx) => Promise<SwarmActed | Refusal>,
  ): Promise<CaseSwarm | Refusal> {
    const result = await sql.begin(run);
    if (isRefusal(result)) return result;
    hintCase(bus, result.caseId);
    hintInbox(bus, result.told);
    return readFor(sql, actorId, result.caseId);
  }

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/swarm',
      summary: 'Read a case’s swarm: who was asked what, who answered',
      tag,
      params: ById,
      response: CaseSwarm,
    },
    async ({ params, actor }) => readFor(sql, actor.id, params.id),
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/swarm',
      summary: 'Ask people into a case, each with a question',
      tag,
      params: ById,
      body: AskSwarm,
      response: CaseSwarm,
      status: 201,
    },
    async ({ params, body, actor }) =>
      act(actor.id, (tx) => askSwarm(tx, params.id, by(actor.id), body.people)),
  );

  api.route(
    {
      method: 'post',
      path: '/api/swarm-questions/{id}/answer',
      summary: 'Answer what one was asked',
      tag,
      params: ById,
      body: AnswerSwarm,
      response: CaseSwarm,
    },
    async ({ params, body, actor }) =>
      act(actor.id, (tx) => answerSwarm(tx, params.id, by(actor.id), body.answer)),
  );

  api.route(
    {
      method: 'post',
      path: '/api/swarm-questions/{id}/leave',
      summary: 'Leave a swarm',
      tag,
      params: ById,
      response: CaseSwarm,
    },
    async ({ params, actor }) => act(actor.id, (tx) => leaveSwarm(tx, params.id, by(actor.id))),
  );

  api.route(
    {
      method: 'post',
      path: '/api/swarms/{id}/close',
      summary: 'Close a swarm with its outcome',
      tag,
      params: ById,
      body: CloseSwarm,
      response: CaseSwarm,
    },
    async ({ params, body, actor }) =>
      act(actor.id, (tx) => closeSwarm(tx, params.id, by(actor.id), body.outcome)),
  );
}

async function readFor(sql: Sql, actorId: string, caseId: string): Promise<CaseSwarm | Refusal> {
  const access = await accessCase(sql, actorId, caseId, 'read');
  return isRefusal(access) ? access : { swarm: await readSwarm(sql, access, actorId) };
}
