import { z } from 'zod';
import { CaseEvent } from './case.ts';
import { Burst, NoteKind } from './note.ts';
import { Id, PersonRef, Time } from './primitives.ts';

/**
 * What a person has seen, and what others did since. A person sees a note by reading it: its text was on a visible,
 * focused page for a moment. Nobody's own acts are ever news to themselves.
 */

/** "I have read up to here." An older seq than the one kept changes nothing but the time. */
export const MarkSeen = z.strictObject({ seq: z.number().int().min(0) });
export type MarkSeen = z.infer<typeof MarkSeen>;
/** How far this person has read, after the call. */
export const SeenUpTo = z.object({ seq: z.number().int(), at: Time });
export type SeenUpTo = z.infer<typeof SeenUpTo>;

/** Ledger entries in one answer, newest kept; a longer absence is read in the timeline. */
export const MAX_SINCE_EVENTS = 200;
/** Cases with something unread in one answer, latest left first. */
export const MAX_UNREAD_CASES = 500;

/** Text that came or went, and its place in the Yjs document. */
export const ChangedText = z.object({
  change: z.enum(['inserted', 'deleted']),
  text: z.string(),
  /**
   * Inserted: `length` clocks of `client` from `clock`. Deleted: where a marker of it stands, which is the text's own
   * first clock, or that of the outermost block that went with it.
   */
  client: z.number().int(),
  clock: z.number().int(),
  length: z.number().int(),
});
export type ChangedText = z.infer<typeof ChangedText>;

/** What one person did in one place: parts in reading order with nothing kept between them. */
export const TextChange = z.object({
  by: PersonRef,
  /** Of its latest edit. */
  at: Time,
  seq: z.number().int(),
  parts: z.array(ChangedText).min(1),
});
export type TextChange = z.infer<typeof TextChange>;

/** What others did in one note since the asking person last read it. */
export const NoteSince = z.object({
  noteId: Id,
  kind: NoteKind,
  title: z.string(),
  /** The version the changes are counted from. */
  seenSeq: z.number().int(),
  /** The version they reach; what is written later is not since the person left. */
  headSeq: z.number().int(),
  /** Added after the person first opened the case and never read: all of it is new, so `changes` is empty. */
  isNew: z.boolean(),
  changes: z.array(TextChange),
  /** Who wrote how much and when, newest first. Never empty: formatting and ticks are edits without changed text. */
  bursts: z.array(Burst).min(1),
});
export type NoteSince = z.infer<typeof NoteSince>;

export const Since = z.object({
  /** When this person last looked at the case; null: they never have, and nothing is news. */
  leftAt: Time.nullable(),
  /** Head of the ledger as of this answer. */
  eventSeq: z.number().int(),
  /** Notes with edits by others, in the order of the case. */
  notes: z.array(NoteSince),
  /** What others did besides, oldest first. */
  events: z.array(CaseEvent),
});
export type Since = z.infer<typeof Since>;

/** Cases in which something happened since the asking person left them. */
export const UnreadCases = z.object({ items: z.array(Id) });
export type UnreadCases = z.infer<typeof UnreadCases>;
