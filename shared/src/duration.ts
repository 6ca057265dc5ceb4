const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A length of time in the two largest units that matter: "now", "12 min", "3 h 05", "1 d 4 h", "9 d". */
export function durationText(length_ms: number): string {
  const length = Math.abs(length_ms);
  if (length < MINUTE_MS) return 'now';
  if (length < HOUR_MS) return `${Math.floor(length / MINUTE_MS)} min`;
  if (length < DAY_MS) {
    const minutes = Math.floor((length % HOUR_MS) / MINUTE_MS);
    return `${Math.floor(length / HOUR_MS)} h ${String(minutes).padStart(2, '0')}`;
  }
  const days = Math.floor(length / DAY_MS);
  const hours = Math.floor((length % DAY_MS) / HOUR_MS);
  return days < 3 && hours > 0 ? `${days} d ${hours} h` : `${days} d`;
}
