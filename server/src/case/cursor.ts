import type { CaseSort } from '@caseroom/shared/case';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { z } from 'zod';

/** Where a page of the queue ended: the sort it was read in, the last row's key in it, and its number for ties. */
const Place = z.discriminatedUnion('sort', [
  z.strictObject({
    sort: z.enum(['touched', 'opened', 'due']),
    order: order(),
    key: time(),
    number: number(),
  }),
  z.strictObject({
    sort: z.literal('priority'),
    order: order(),
    key: z.enum(['P1', 'P2', 'P3', 'P4']),
    number: number(),
  }),
  z.strictObject({ sort: z.literal('number'), order: order(), key: number(), number: number() }),
  z.strictObject({
    sort: z.literal('subject'),
    order: order(),
    key: z.string().regex(/^[^\p{Cc}\p{Cs}]*$/u),
    number: number(),
  }),
]);
export type Place = z.infer<typeof Place>;
export type Order = Place['order'];

function order() {
  return z.enum(['asc', 'desc']);
}
/** ISO order is time order; no case is older than the epoch, and Postgres has no year 0. */
function time() {
  return z.iso.datetime({ precision: 3 }).refine((at) => at >= '1970');
}
function number() {
  return z.number().int().min(0);
}

/** The way round that people expect when they only name a column. */
export const defaultOrder: Record<CaseSort, Order> = {
  touched: 'desc',
  due: 'asc',
  opened: 'desc',
  priority: 'asc',
  number: 'desc',
  subject: 'asc',
};

export const writeCursor = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** Refuses `invalid` for anything that was not written by `writeCursor` for the same sort and order. */
export function readCursor(cursor: string, sort: CaseSort, order: Order): Place | Refusal {
  const place = Place.safeParse(parse(cursor));
  if (place.success && place.data.sort === sort && place.data.order === order) return place.data;
  const message = place.success
    ? 'This cursor belongs to another sort order.'
    : 'This is not a cursor of this list.';
  return refuse('invalid', message, { fields: [{ path: 'cursor', message }] });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
