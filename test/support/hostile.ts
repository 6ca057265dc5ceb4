/** Values that no honest form sends, for any field of any body. */
export const hostileValues: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  1e308,
  '',
  'x'.repeat(20_000),
  'İ'.repeat(100),
  'a\u0000b',
  'a\ud800b',
  '\u202e\u2028',
  "'; drop table person; --",
  '%_\\',
  '{{constructor}}',
  '(',
  'a & | !',
  '0000-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-31T00:00:00.000Z',
  '00000000-0000-0000-0000-000000000000',
  'Europe/Nowhere',
  'zz-ZZ-u-ca-x',
  'https://[::1]/',
  [],
  [null],
  {},
  { constructor: 1 },
  JSON.parse('{"__proto__":{"admin":true}}'),
  JSON.parse('['.repeat(40) + ']'.repeat(40)),
];

export type Leaf = readonly (string | number)[];

/** Every place in a JSON value, the whole first. */
export function leavesOf(value: unknown, at: Leaf = []): Leaf[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...at, key]))];
}

/** The value with another one at a place. */
export function withLeaf(value: unknown, [key, ...rest]: Leaf, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value))
    return value.map((one, i) => (String(i) === key ? withLeaf(one, rest, put) : one));
  const fields = value as Record<string, unknown>;
  return { ...fields, [key]: withLeaf(fields[key], rest, put) };
}
