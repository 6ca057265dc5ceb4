import { z } from 'zod';
import { prose, text } from './primitives.ts';

/** Longest turn kept whole, in characters; a longer one is cut by the parser into several of the same speaker. */
export const MAX_TURN_CHARS = 10_000;
/** A day of talk; what is longer is attached in parts. */
export const MAX_TURNS = 5_000;
export const MAX_SPEAKER_CHARS = 120;

/** Who speaks, as far as it is known. `system` is what a tool or a bot did or said. */
export const SpeakerRole = z.enum(['agent', 'customer', 'system', 'other']);
export type SpeakerRole = z.infer<typeof SpeakerRole>;

/** One person speaking until another does. A turn is named by its index in the transcript, from 0. */
export const Turn = z.strictObject({
  role: SpeakerRole,
  /** As the transcript calls them; null when it only tells the role. */
  speaker: text(MAX_SPEAKER_CHARS).nullable(),
  /** Milliseconds since the transcript began; null when it tells no times. */
  startMs: z.number().int().min(0).nullable(),
  text: prose(MAX_TURN_CHARS),
});
export type Turn = z.infer<typeof Turn>;

export const Transcript = z.strictObject({ turns: z.array(Turn).max(MAX_TURNS) });
export type Transcript = z.infer<typeof Transcript>;
