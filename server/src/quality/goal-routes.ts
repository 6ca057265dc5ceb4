import { Id, page } from '@caseroom/shared/primitives';
import { Goal, NewGoal, PatchGoal } from '@caseroom/shared/quality';
import { isRefusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { hintCase } from '../case/events.ts';
import { hintInbox } from '../case/notify.ts';
import type { Api } from '../platform/api.ts';
import { byNow } from '../platform/by.ts';
import { editGoal, listGoals, readGoal, setGoal } from './goals.ts';
import type { QualityDeps } from './routes.ts';

const tag = 'Quality';

/** What agents work on after their reviews. */
export function goalRoutes(api: Api, { sql, bus, clock }: QualityDeps): void {
  const by = byNow(clock);

  api.route(
    {
      method: 'get',
      path: '/api/goals',
      summary: 'List coaching goals: one’s own, and those of the programs one oversees',
      tag,
      response: page(Goal),
    },
    async ({ actor }) => ({ items: await listGoals(sql, actor.id) }),
  );

  api.route(
    {
      method: 'post',
      path: '/api/goals',
      summary: 'Set a coaching goal that follows from a review',
      tag,
      body: NewGoal,
      response: Goal,
      status: 201,
    },
    async ({ body, actor }) => {
      const made = await sql.begin((tx) => setGoal(tx, body, by(actor.id)));
      if (isRefusal(made)) return made;
      if (made.caseId) hintCase(bus, made.caseId);
      hintInbox(bus, made.told);
      return readGoal(sql, actor.id, made.goalId);
    },
  );

  api.route(
    {
      method: 'patch',
      path: '/api/goals/{id}',
      summary: 'Reword, move or end a coaching goal',
      tag,
      params: z.strictObject({ id: Id }),
      body: PatchGoal,
      response: Goal,
    },
    async ({ params, body, actor }) => {
      const done = await sql.begin((tx) => editGoal(tx, params.id, body, by(actor.id)));
      if (isRefusal(done)) return done;
      hintInbox(bus, [done.agentId]);
      return readGoal(sql, actor.id, params.id);
    },
  );
}
