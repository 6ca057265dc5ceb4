const MIN_PER_HOUR = 60;

/** Offered, minutes; what was set otherwise stays among them. */
export const everyTimes = (held: number): readonly number[] =>
  [...new Set([1, 5, 15, 30, MIN_PER_HOUR, 6 * MIN_PER_HOUR, 24 * MIN_PER_HOUR, held])].toSorted(
    (a, b) => a - b,
  );

/** "Every 5 minutes", "Every hour", "Every 6 hours". */
export function everyText(min: number): string {
  if (min === 1) return 'Every minute';
  if (min % MIN_PER_HOUR !== 0) return `Every ${min} minutes`;
  const hours = min / MIN_PER_HOUR;
  if (hours === 24) return 'Once a day';
  return hours === 1 ? 'Every hour' : `Every ${hours} hours`;
}
