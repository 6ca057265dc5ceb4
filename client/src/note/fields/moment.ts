/** A day without a time is taken as this hour, by the person's own clock. */
const DAY_HOUR = 9;

/**
 * Reads a moment as people say it, before or after `now`: "yesterday 3pm", "22 nov 14:05", "an hour ago", "now". Days
 * before months. Null when there is none in it. The parser is fetched when it is first needed.
 */
export async function readMoment(typed: string, now: Date): Promise<Date | null> {
  const { GB } = await import('chrono-node/en');
  const [found] = GB.parse(typed, now);
  if (!found) return null;
  const at = found.start.date();
  if (!found.start.isCertain('hour')) at.setHours(DAY_HOUR, 0, 0, 0);
  at.setSeconds(0, 0);
  return at;
}

const format = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** "Sun, 22 Nov 2026, 14:05" by the reader's own clock; it reads back as the same minute. */
export const momentWords = (at: Date): string => format.format(at);
