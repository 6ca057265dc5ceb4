import { KnownAnswers } from '@caseroom/shared/answer';
import { Id } from '@caseroom/shared/primitives';
import { isRefusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { accessCase } from '../case/access.ts';
import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import { knownAnswers } from './known-answers.ts';

const tag = 'Known answers';
const ById = z.strictObject({ id: Id });

export interface AnswerDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
}

export function answerRoutes(api: Api, { sql }: AnswerDeps): void {
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
}
