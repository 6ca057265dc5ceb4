/** How long before its time a follow-up is said to be due, ms. */
export const DUE_NOTICE_MS = 15 * 60_000;

export interface DueFacts {
  readonly dueAt: Date;
  /** The due time that was told of already, if any. */
  readonly dueToldFor: Date | null;
  readonly overdueToldFor: Date | null;
}

/** What is to be told about an open follow-up now; once for each due time, and nothing of what has become old. */
export function toTell({ dueAt, dueToldFor, overdueToldFor }: DueFacts, now: Date): 'due' | 'overdue' | null {
  if (dueAt <= now) return overdueToldFor?.getTime() === dueAt.getTime() ? null : 'overdue';
  const isNear = dueAt.getTime() - now.getTime() <= DUE_NOTICE_MS;
  return isNear && dueToldFor?.getTime() !== dueAt.getTime() ? 'due' : null;
}
