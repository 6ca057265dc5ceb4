import type { AnyRoute } from './http-route.ts';

/** One area of the API: the routes of one tag, those that read and those that write. */
export interface ScopeArea {
  readonly area: string;
  readonly name: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

type Scoped = Pick<AnyRoute, 'method' | 'tag' | 'token' | 'open'>;

/**
 * The scope a token needs for a route: its tag's area, and whether it reads or writes. Null: no scope is needed, or
 * none is enough (`route.token`).
 */
export function scopeOf(route: Scoped): string | null {
  if (route.token === 'never' || route.token === 'any' || route.open) return null;
  return `${areaOf(route.tag)}:${route.method === 'get' ? 'read' : 'write'}`;
}

/** Every area that has a route a token can be let into, in the order of their names. */
export function scopeAreas(routes: readonly AnyRoute[]): ScopeArea[] {
  const byTag = new Map<string, AnyRoute[]>();
  for (const route of routes)
    if (scopeOf(route) !== null) byTag.set(route.tag, [...(byTag.get(route.tag) ?? []), route]);
  const summaries = (of: readonly AnyRoute[], isRead: boolean) =>
    of.filter(({ method }) => (method === 'get') === isRead).map(({ summary }) => summary);
  return [...byTag]
    .map(([name, of]) => ({
      area: areaOf(name),
      name,
      reads: summaries(of, true),
      writes: summaries(of, false),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** "Follow-ups" becomes "follow-ups", "Signing in" "signing-in". */
const areaOf = (tag: string): string => tag.toLowerCase().replaceAll(/[^a-z]+/g, '-');
