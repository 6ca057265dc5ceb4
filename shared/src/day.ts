const DAY_MS = 86_400_000;

/** A day so many days later, or earlier: "2026-11-16". No clock is asked, so no change of one can be in the way. */
export const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
