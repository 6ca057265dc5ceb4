import { z } from 'zod';

/** Most reads that one request asks for. */
export const MAX_READS_TOGETHER = 40;

/** Longest list of addresses, characters: proxies refuse longer request lines. */
export const MAX_ASKED_CHARS = 6_000;

/** Reads of the API to be answered in one request. */
export const ReadTogether = z.strictObject({
  ask: z
    .string()
    .max(MAX_ASKED_CHARS)
    .transform((paths) => paths.split(' '))
    .pipe(z.array(z.string()).max(MAX_READS_TOGETHER))
    .meta({ description: 'Addresses with their queries, a space between them: "/api/me /api/inbox".' }),
});

/** What one of the reads would have been answered by itself. */
export const ReadAnswer = z.strictObject({
  status: z.number().int(),
  /** From 400 up a Problem; absent with 204. */
  body: z.unknown().optional(),
  retryAfter_s: z.number().int().optional(),
});
export type ReadAnswer = z.infer<typeof ReadAnswer>;

/** In the order in which they were asked. */
export const ReadAnswers = z.strictObject({ items: z.array(ReadAnswer) });
export type ReadAnswers = z.infer<typeof ReadAnswers>;
