import type { IncomingMessage } from 'node:http';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import express, { type Request, type Response } from 'express';
import { z } from 'zod';

/** Largest request body, in bytes. Note text does not come this way. */
export const MAX_BODY_BYTES = 256 * 1024;
/** Deepest nesting of a request body; deeper ones are hostile. */
const MAX_BODY_DEPTH = 32;

/** The bytes of JSON bodies, for those who check signatures; forgotten with their requests. */
const rawBodies = new WeakMap<IncomingMessage, Buffer>();

/** A JSON body as it was sent; empty when there was none. */
export const rawBodyOf = (req: IncomingMessage): Buffer => rawBodies.get(req) ?? Buffer.alloc(0);

const jsonUpTo = (limit: number) =>
  express.json({
    limit,
    strict: true,
    inflate: false,
    type: () => true,
    verify: (req, _res, bytes) => void rawBodies.set(req, bytes),
  });
const parsers = new Map<number, ReturnType<typeof jsonUpTo>>();
function parserFor(max_bytes: number): ReturnType<typeof jsonUpTo> {
  const parse = parsers.get(max_bytes) ?? jsonUpTo(max_bytes);
  parsers.set(max_bytes, parse);
  return parse;
}

/** Boxed, so that nothing a client sends can pass for a Refusal. */
export type Parsed = { readonly value: unknown } | Refusal;

/** The parsed JSON body, undefined when the request has none. Rejects with an http-error as body-parser does. */
export async function readBody(
  req: Request,
  res: Response,
  max_bytes: number = MAX_BODY_BYTES,
): Promise<Parsed> {
  if (!hasBody(req)) return { value: undefined };
  if (!req.is('application/json')) return refuse('unsupported-media-type');
  await new Promise<void>((resolve, reject) =>
    parserFor(max_bytes)(req, res, (error?: unknown) => (error ? reject(error) : resolve())),
  );
  return { value: req.body };
}

const rawUpTo = (limit: number) => express.raw({ limit, inflate: false, type: () => true });

/** Files that one process takes in at the same time; each is held in memory until it is stored. */
const MAX_FILES_AT_ONCE = 12;
let filesComing = 0;

/** The body as it came. Rejects with an http-error when it is too large or breaks off, as body-parser does. */
export async function readFileBody(
  req: Request,
  res: Response,
  max_bytes: number,
): Promise<Buffer | Refusal> {
  if (filesComing >= MAX_FILES_AT_ONCE)
    return refuse('too-fast', 'Many files are coming in at this moment. Try again.', { retryAfter_s: 2 });
  filesComing++;
  try {
    await new Promise<void>((resolve, reject) =>
      rawUpTo(max_bytes)(req, res, (error?: unknown) => (error ? reject(error) : resolve())),
    );
  } finally {
    filesComing--;
  }
  return Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** What a route that declares no query or body takes. */
const nothing = z.strictObject({});

/** The validated value, or `invalid` with the fields that are wrong. */
export function parseQuery(schema: z.ZodType | undefined, value: unknown): Parsed {
  return parseInput(schema ?? nothing, value);
}

export function parseBody(schema: z.ZodType | undefined, value: unknown): Parsed {
  return parseInput(schema ?? nothing.optional(), value);
}

/** A path that does not have the right form names nothing: `not-found`, as for any other thing that is not there. */
export function parseParams(schema: z.ZodType | undefined, value: unknown): Parsed {
  if (!schema) return { value: undefined };
  const parsed = schema.safeParse(value);
  return parsed.success && textFaults(value).length === 0 ? { value: parsed.data } : refuse('not-found');
}

function parseInput(schema: z.ZodType, value: unknown): Parsed {
  if (depthOf(value) > MAX_BODY_DEPTH) return refuse('bad-request', 'That is nested too deeply.');
  const faults = textFaults(value);
  if (faults.length > 0) return invalid(faults);
  const parsed = schema.safeParse(value);
  return parsed.success ? { value: parsed.data } : invalid(parsed.error.issues.flatMap(fieldsOf));
}

type Field = NonNullable<Refusal['fields']>[number];

/** At most this many fields are named; the rest of a hostile body is not worth repeating. */
const MAX_FIELDS = 50;

const invalid = (fields: readonly Field[]): Refusal =>
  refuse('invalid', undefined, { fields: fields.slice(0, MAX_FIELDS) });

function fieldsOf(issue: z.core.$ZodIssue): Field[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'There is no such field.' }));
  }
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return [{ path: path.join('.'), message: missing ? 'This is needed.' : issue.message }];
}

/** Levels of arrays and objects; counts iteratively because the input may be made to exhaust the stack. */
function depthOf(value: unknown): number {
  let depth = 0;
  let level = [value];
  while (depth <= MAX_BODY_DEPTH && level.some(isContainer)) {
    depth++;
    level = level.filter(isContainer).flatMap((container) => Object.values(container));
  }
  return depth;
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

const notText = /[\0\p{Surrogate}]/u;

/** Where there is text that Postgres cannot hold: NUL, and halves of surrogate pairs. Expects a value of bounded depth. */
function textFaults(value: unknown, path: readonly string[] = []): Field[] {
  if (typeof value === 'string') {
    return notText.test(value)
      ? [{ path: path.join('.'), message: 'This holds characters that are not text.' }]
      : [];
  }
  if (!isContainer(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...textFaults(key, [...path, key]),
    ...textFaults(inner, [...path, key]),
  ]);
}
