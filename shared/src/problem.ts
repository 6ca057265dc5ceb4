import { z } from 'zod';

/** RFC 9457 problem details, as every error of the API is answered (`application/problem+json`). */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** Stable machine-readable code of `refusal.ts`, or `internal`. */
  code: z.string(),
  detail: z.string().optional(),
  /** For `invalid`. */
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Find this in the server's log. */
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;
