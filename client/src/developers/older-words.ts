/**
 * A description in the words of OpenAPI 3.0, for the viewer: it takes seconds to read ours so, and most of a minute
 * as 3.1. What a schema says with null and with one constant value is said as 3.0 does.
 */
export function inOlderWords(description: object): object {
  return { ...(older(description) as object), openapi: '3.0.3' };
}

function older(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(older);
  if (typeof part !== 'object' || part === null) return part;
  const said = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, older(value)]));
  return { ...said, ...orNull(part), ...constant(part) };
}

function orNull(part: object): object {
  if (!('type' in part) || !Array.isArray(part.type) || !part.type.includes('null')) return {};
  const [type] = part.type.filter((one) => one !== 'null');
  return { type, nullable: true };
}

const constant = (part: object): object =>
  'const' in part && typeof part.const !== 'object' ? { enum: [part.const] } : {};
