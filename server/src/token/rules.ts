import { type Refusal, refuse } from '@caseroom/shared/refusal';
import type { ScopeArea } from '@caseroom/shared/token';

/** Tells a token of ours from other people's secrets, also to those who scan for leaked ones. */
const PREFIX = 'caseroom_';
const FORM = /^caseroom_([0-9a-f]{32})\.([A-Za-z0-9_-]{43})$/;

/** "caseroom_<id>.<secret>": the id finds the row, the secret is compared with its hash. */
export const formatToken = (id: string, secret: string): string =>
  `${PREFIX}${id.replaceAll('-', '')}.${secret}`;

/** Null for what cannot be a token of ours; it is not looked up. */
export function parseToken(text: string): { readonly id: string; readonly secret: string } | null {
  const [, hex, secret] = FORM.exec(text) ?? [];
  if (hex === undefined || secret === undefined) return null;
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  );
  return { id, secret };
}

/** Null when some route asks for each of them. */
export function judgeScopes(asked: readonly string[], areas: readonly ScopeArea[]): Refusal | null {
  const [unknown] = unknownScopes(asked, areas);
  if (unknown === undefined) return null;
  const message = `There is no scope ${unknown}.`;
  return refuse('invalid', message, { fields: [{ path: 'scopes', message }] });
}

/** The scopes that no route asks for: a misspelt one would otherwise look as if it allowed something. */
export function unknownScopes(asked: readonly string[], areas: readonly ScopeArea[]): string[] {
  const known = new Set(
    areas.flatMap(({ area, reads, writes }) => [
      ...(reads.length > 0 ? [`${area}:read`] : []),
      ...(writes.length > 0 ? [`${area}:write`] : []),
    ]),
  );
  return asked.filter((scope) => !known.has(scope));
}
