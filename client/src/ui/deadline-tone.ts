import type { NearestTimer } from '@caseroom/shared/timer';

export type DeadlineTone = 'plain' | 'soon' | 'over';

/** Amber once most of the time has passed, red once all of it has. */
export function deadlineTone(
  { dueAt, soonAt }: Pick<NearestTimer, 'dueAt' | 'soonAt'>,
  now: Date,
): DeadlineTone {
  if (dueAt === null) return 'plain';
  if (now.getTime() >= Date.parse(dueAt)) return 'over';
  return soonAt !== null && now.getTime() >= Date.parse(soonAt) ? 'soon' : 'plain';
}
