import { MAX_SHIFT_AHEAD_MS } from '@caseroom/shared/handover';

const DAY_MS = 24 * 3_600_000;

/** The next time a clock shows "18:30", by the person's own; null when that is too far ahead or no time of day. */
export function nextAt(clock: string, now: Date): Date | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(clock) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const at = new Date(now);
  at.setHours(Number(hours), Number(minutes), 0, 0);
  const next = at > now ? at : new Date(at.getTime() + DAY_MS);
  return next.getTime() - now.getTime() <= MAX_SHIFT_AHEAD_MS ? next : null;
}
