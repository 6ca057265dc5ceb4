import type { Clock } from './clock.ts';

/** Who does something, and when: the one moment that everything an act writes bears. */
export interface By {
  readonly actorId: string;
  readonly at: Date;
}

/** Says of somebody that they act now. */
export const byNow =
  (clock: Clock) =>
  (actorId: string): By => ({ actorId, at: clock.now() });
