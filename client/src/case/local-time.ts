/** The time where the customer is, "14:05 in Lisbon"; null for a zone that is missing or unknown to the browser. */
export function localTime(timeZone: string | undefined, now: Date): string | null {
  if (!timeZone) return null;
  try {
    const time = now.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
    const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ');
    return `${time} in ${place}`;
  } catch {
    return null;
  }
}
