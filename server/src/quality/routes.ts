import { randomBytes } from 'node:crypto';
import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import { calibrationRoutes } from './calibration-routes.ts';
import { goalRoutes } from './goal-routes.ts';
import { programRoutes } from './program-routes.ts';
import { reviewRoutes } from './review-routes.ts';

export interface QualityDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  /** Makes the seed of a draw, which is recorded with it. */
  readonly newSeed: () => string;
}

const SEED_BYTES = 8;
export const newSeed = (): string => randomBytes(SEED_BYTES).toString('hex');

/** Quality review: how work is drawn, scored, answered and talked about. */
export function qualityRoutes(api: Api, deps: QualityDeps): void {
  programRoutes(api, deps);
  reviewRoutes(api, deps);
  calibrationRoutes(api, deps);
  goalRoutes(api, deps);
}
