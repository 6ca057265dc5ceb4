import { z } from 'zod';
import { Id, PersonRef, Time } from './primitives.ts';

/** Longest text of a follow-up, in UTF-16 code units: the rest stands in the note. */
export const MAX_FOLLOW_UP_CHARS = 300;
export const MAX_FOLLOW_UPS = 200;

/** A task in a note with a due time. It is written in the note and nowhere else. */
export const FollowUp = z.object({
  id: Id,
  noteId: Id,
  case: z.object({ id: Id, number: z.string(), subject: z.string(), tags: z.array(z.string()) }),
  /** Its line, without the owner and the due time. */
  text: z.string(),
  /** Null: nobody has been named yet; the case's owner looks after it. */
  owner: PersonRef.nullable(),
  dueAt: Time,
  /** The customer was promised it. */
  promise: z.boolean(),
  done: z.object({ by: PersonRef.nullable(), at: Time }).nullable(),
  createdBy: PersonRef.nullable(),
  createdAt: Time,
  /** Whether the asking person may tick it. */
  write: z.boolean(),
});
export type FollowUp = z.infer<typeof FollowUp>;

/** `mine`: those of the asker, and those without an owner in cases of theirs. `team`: of everybody they work with. */
export const ListFollowUps = z.strictObject({
  of: z.enum(['mine', 'team']).default('mine'),
  /** Done ones are the latest first, open ones the most urgent. */
  state: z.enum(['open', 'done']).default('open'),
  /** Comma separated: of cases that have any of these tags, by their present names or old ones. */
  tag: z.string().max(400).optional(),
});
export type ListFollowUps = z.input<typeof ListFollowUps>;

export const TickFollowUp = z.strictObject({ done: z.boolean() });
export type TickFollowUp = z.infer<typeof TickFollowUp>;
