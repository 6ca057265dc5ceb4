import { z } from 'zod';

interface Json {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly example?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly items?: Json;
  readonly prefixItems?: readonly Json[];
  readonly additionalProperties?: Json | boolean;
  readonly propertyNames?: Json;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly allOf?: readonly Json[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Json>>;
}

/**
 * An example of what a schema takes: its own (`meta({ example })`) where it has one, else one made up. It is tried on
 * the schema; undefined when nothing that was made up is valid, which a schema's own example mends.
 */
export function exampleOf(schema: z.ZodType): unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  const candidates = [true, false].map((withOptional) =>
    makeUp(json, { root: json, withOptional, depth: 0 }, ''),
  );
  return candidates.find((candidate) => schema.safeParse(candidate).success);
}

interface Making {
  readonly root: Json;
  /** Whether fields that may be left out are there. */
  readonly withOptional: boolean;
  readonly depth: number;
}

/** A schema that holds itself must end somewhere. */
const MAX_DEPTH = 8;

function makeUp(schema: Json, making: Making, name: string): unknown {
  const within = { ...making, depth: making.depth + 1 };
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref) return makeUp(resolve(making.root, schema.$ref), within, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return makeUp(choices.find(({ type }) => type !== 'null') ?? {}, within, name);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => makeUp(part, within, name)));
  return ofType(schema, within, name);
}

function ofType(schema: Json, making: Making, name: string): unknown {
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  switch (type) {
    case 'object':
      return makeObject(schema, making);
    case 'array':
      return makeArray(schema, making, name);
    case 'string':
      return makeString(schema, name);
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return {};
  }
}

function makeObject(
  { properties = {}, required = [], additionalProperties, propertyNames }: Json,
  making: Making,
) {
  const isWanted = (name: string) =>
    required.includes(name) || (making.withOptional && making.depth < MAX_DEPTH);
  const known = Object.entries(properties)
    .filter(([name]) => isWanted(name))
    .map(([name, schema]) => [name, makeUp(schema, making, name)]);
  const isRecord = known.length === 0 && typeof additionalProperties === 'object' && making.depth < MAX_DEPTH;
  const keys =
    propertyNames?.enum ?? (isRecord ? [makeUp(propertyNames ?? { type: 'string' }, making, 'key')] : []);
  const free = isRecord
    ? keys.map((key) => [String(key), makeUp(additionalProperties, making, String(key))])
    : [];
  return Object.fromEntries([...known, ...free]);
}

function makeArray({ items, prefixItems, minItems = 0 }: Json, making: Making, name: string): unknown[] {
  if (prefixItems) return prefixItems.map((item) => makeUp(item, making, name));
  if (!items || (making.depth >= MAX_DEPTH && minItems === 0)) return [];
  return Array.from({ length: Math.max(1, minItems) }, () => makeUp(items, making, name));
}

const ID = '0192f0c1-7d3a-7c55-9a41-5b2e8d0f6a17';
const AT = '2026-11-22T09:30:00.000Z';
const byFormat: Readonly<Record<string, string>> = {
  uuid: ID,
  'date-time': AT,
  date: '2026-11-22',
  time: '09:30',
  email: 'ana@example.com',
  uri: 'https://example.com/hooks',
};
const byName: Readonly<Record<string, string>> = {
  name: 'Ana Silva',
  subject: 'Charged twice for one month',
  title: 'Case note',
  text: 'The second charge was reversed.',
  body: 'The second charge was reversed.',
  reason: 'The customer called again.',
  email: 'ana@example.com',
  phone: '+351 912 345 678',
  language: 'en',
  timeZone: 'Europe/Lisbon',
  tag: 'billing',
  tags: 'billing',
  number: 'C-1042',
  time: '09:30',
  from: '09:00',
  to: '18:00',
};

function makeString({ format, pattern, minLength = 0 }: Json, name: string): string {
  const formatted = format === undefined ? undefined : byFormat[format];
  if (formatted !== undefined) return formatted;
  const word = byName[name] ?? 'text';
  const fits = (text: string) => pattern === undefined || new RegExp(pattern, 'u').test(text);
  const found = [word, 'text', '2026-11-22', '09:30', '1', 'cases:read', 'a'.repeat(64)].find(fits) ?? word;
  return found.padEnd(minLength, 'x');
}

const resolve = (root: Json, reference: string): Json =>
  reference === '#' ? root : (root.$defs?.[reference.replace('#/$defs/', '')] ?? {});
