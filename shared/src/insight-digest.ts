import { z } from 'zod';
import { Program } from './people.ts';

/** On Mondays at this hour of the program's own clock the figures of the week before are mailed. */
export const DIGEST_HOUR = 7;

/** Which programs' figures a person may have by e-mail, and which they chose. */
export const InsightDigests = z.object({
  /** Whether this deployment can send e-mail. */
  mailAvailable: z.boolean(),
  items: z.array(z.object({ program: Program, timeZone: z.string(), chosen: z.boolean() })),
});
export type InsightDigests = z.infer<typeof InsightDigests>;

export const ChooseDigest = z.strictObject({ chosen: z.boolean() });
export type ChooseDigest = z.infer<typeof ChooseDigest>;
