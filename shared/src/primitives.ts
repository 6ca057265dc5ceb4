import { z } from 'zod';

/** Field types every contract is made of. Times on the wire are ISO 8601 in UTC with milliseconds. */
export const Id = z.uuid();
export const Time = z.iso
  .datetime({ precision: 3 })
  // Postgres counts from year 1.
  .refine((at) => at >= '0001', 'There is no year 0.');
/** A sequence number: 1 for the first edit or event. 0 means "before anything". */
export const Seq = z.coerce.number().int().min(0);

/** Text without control characters and lone surrogates, neither of which Postgres can store. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Control characters are not allowed.');

/** A trimmed line of text that a person typed. */
export const line = (max: number) => text(max).min(1);

/** As `text`, with line feeds: several lines that a person typed. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^(?:\n|[^\p{Cc}\p{Cs}])*$/u, 'Control characters are not allowed.');

/** A page of a list: opaque cursor, absent on the last page. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });

/** A person as they appear beside their work. */
export const PersonRef = z.object({
  id: Id,
  name: z.string(),
  /** Index into the palette of `colour.ts`; the same everywhere the person appears. 12: a service account. */
  colour: z.number().int().min(0),
});
export type PersonRef = z.infer<typeof PersonRef>;
