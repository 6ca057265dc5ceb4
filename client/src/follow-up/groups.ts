import type { FollowUp } from '@caseroom/shared/follow-up';
import { daysFrom } from '../note/due-words.ts';

export const groupNames = { overdue: 'Overdue', today: 'Today', later: 'Later' } as const;
export type GroupKey = keyof typeof groupNames;

/** Which of the groups an open follow-up is in; by the reader's own calendar. */
export function groupOf({ dueAt }: Pick<FollowUp, 'dueAt'>, now: Date): GroupKey {
  const due = new Date(dueAt);
  if (due <= now) return 'overdue';
  return daysFrom(now, due) === 0 ? 'today' : 'later';
}

/** Open follow-ups by urgency, the empty groups left out; the order within a group stays. */
export function groupFollowUps<T extends Pick<FollowUp, 'dueAt'>>(
  items: readonly T[],
  now: Date,
): [GroupKey, T[]][] {
  const keys = Object.keys(groupNames) as GroupKey[];
  return keys
    .map((key): [GroupKey, T[]] => [key, items.filter((item) => groupOf(item, now) === key)])
    .filter(([, group]) => group.length > 0);
}

/** What the rail counts: what has to be done today, or should have been. */
export const countPressing = (items: readonly Pick<FollowUp, 'dueAt'>[], now: Date): number =>
  items.filter((item) => groupOf(item, now) !== 'later').length;
