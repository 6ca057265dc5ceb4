import type { BusinessHours, TimerKind } from '@caseroom/shared/timer';
import { elapsedOf, type Timer } from './rules.ts';

/** How a timer went. Lengths are ms of business time. */
export interface Outcome {
  readonly kind: TimerKind;
  readonly startedAt: number;
  readonly target_ms: number;
  readonly elapsed_ms: number;
}

/**
 * The timers that came to an end with a fact: they stopped, or began anew. One that is no longer kept at all, because
 * the case's new priority is not timed, has no outcome.
 */
export function outcomesOf(
  before: readonly Timer[],
  after: readonly Timer[],
  { hours, at }: { readonly hours: BusinessHours; readonly at: number },
): Outcome[] {
  return before.flatMap((timer) => {
    const next = after.find(({ kind }) => kind === timer.kind);
    if (timer.state === 'stopped' || !next) return [];
    const { kind, startedAt, target_ms } = timer;
    if (next.startedAt !== startedAt)
      return [{ kind, startedAt, target_ms, elapsed_ms: elapsedOf(timer, hours, at) }];
    return next.state === 'stopped'
      ? [{ kind, startedAt, target_ms: next.target_ms, elapsed_ms: next.elapsed_ms }]
      : [];
  });
}

/** The timers that had ended and run again, as the resolution of a case that comes back: it is open how they end. */
export const reopenedOf = (before: readonly Timer[], after: readonly Timer[]): Timer[] =>
  before.filter(
    ({ kind, state, startedAt }) =>
      state === 'stopped' &&
      after.some((next) => next.kind === kind && next.startedAt === startedAt && next.state !== 'stopped'),
  );
