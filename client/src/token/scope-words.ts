import type { ScopeArea } from '@caseroom/shared/token';

/** "Cases and Notes; reads Insight": areas that are written first, then those that are only read. */
export function scopesInWords(scopes: readonly string[], areas: readonly ScopeArea[]): string {
  const nameOf = (scope: string) => {
    const area = scope.slice(0, scope.lastIndexOf(':'));
    return areas.find((one) => one.area === area)?.name ?? area;
  };
  const ending = (end: string) => [...new Set(scopes.filter((scope) => scope.endsWith(end)).map(nameOf))];
  const written = ending(':write');
  const read = ending(':read').filter((name) => !written.includes(name));
  const parts = [
    written.length > 0 && `writes ${listed(written)}`,
    read.length > 0 && `reads ${listed(read)}`,
  ];
  return parts.filter(Boolean).join('; ');
}

const MOST_NAMED = 4;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).map((name) => name.toLowerCase());
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
