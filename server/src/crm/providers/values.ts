/** A value of somebody else's JSON as text; nothing where it is no text or number. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** A list of somebody else's JSON; empty where it is none. */
export const listOf = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as T[]) : []);

/** Any form of time as ours; null where it is none. */
export function timeOf(value: unknown): string | null {
  // Salesforce writes "+0000" where ISO 8601 for the web has "+00:00" or "Z".
  const at = new Date(textOf(value).replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** To the second, as those write it that know no fractions: "2026-11-22T10:00:00Z". */
export const toTheSecond = (at: string): string => `${at.slice(0, 19)}Z`;

/** The name that stands for an id among the people that came with an answer. */
export const namedIn = (people: readonly { id: unknown; name?: unknown }[], id: unknown): string =>
  id === null || id === undefined ? '' : textOf(people.find((person) => person.id === id)?.name);
