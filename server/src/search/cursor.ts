import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { MAX_RANKED } from '@caseroom/shared/search';
import { z } from 'zod';

/** Where a page of results ended: how many of the best were shown, or the last of the newest. */
const Place = z.discriminatedUnion('sort', [
  z.strictObject({
    sort: z.literal('best'),
    offset: z
      .number()
      .int()
      .min(1)
      .max(MAX_RANKED * 100),
  }),
  z.strictObject({ sort: z.literal('newest'), at: z.iso.datetime({ precision: 3 }), id: z.uuid() }),
]);
export type Place = z.infer<typeof Place>;

export const writeCursor = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** Refuses `invalid` for anything that was not written by `writeCursor` for the same order. */
export function readCursor<S extends Place['sort']>(
  cursor: string | undefined,
  sort: S,
): Extract<Place, { sort: S }> | null | Refusal {
  if (cursor === undefined) return null;
  const place = Place.safeParse(parse(cursor));
  if (place.success && place.data.sort === sort) return place.data as Extract<Place, { sort: S }>;
  const message = 'This is not a cursor of this search.';
  return refuse('invalid', message, { fields: [{ path: 'cursor', message }] });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
