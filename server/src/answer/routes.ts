import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import { cardRoutes } from './card-routes.ts';
import { caseAnswerRoutes } from './case-routes.ts';
import { exemplarRoutes } from './exemplar-routes.ts';

export interface AnswerDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
}

/** What the floor knows already: similar cases, answer cards, exemplary notes. */
export function answerRoutes(api: Api, deps: AnswerDeps): void {
  cardRoutes(api, deps);
  caseAnswerRoutes(api, deps);
  exemplarRoutes(api, deps);
}
