import { z } from 'zod';
import { Priority, Status } from './case.ts';
import { Audience, NoteKind } from './note.ts';
import { Program } from './people.ts';
import { Id, line, PersonRef, Time } from './primitives.ts';
import type { SearchPlace } from './search-grammar.ts';
import { isTimeZone } from './timer.ts';

/** Longest search, in characters. */
export const MAX_QUERY_CHARS = 400;
export const MAX_SAVED_NAME_CHARS = 60;
/** Searches one person may keep, and views one program may share. */
export const MAX_SAVED = 50;
/** Counts stop here: beyond it nobody reads on, and counting would cost more than finding. */
export const MAX_COUNT = 1_000;
/** "Best" ranks this many of the newest that match, in each program. */
export const MAX_RANKED = 500;

/** What can be found. Each kind has a place that `in:` names. */
export const SearchKind = z.enum(['answer', 'case', 'note', 'comment', 'contact']);
export type SearchKind = z.infer<typeof SearchKind>;
export const kindOfPlace: Record<SearchPlace, SearchKind> = {
  cases: 'case',
  notes: 'note',
  comments: 'comment',
  answers: 'answer',
  contacts: 'contact',
};

export const SearchSort = z.enum(['best', 'newest']);
export type SearchSort = z.infer<typeof SearchSort>;

/** A text and the parts of it that matched, as [from, to) in UTF-16 code units: never markup. */
export const Excerpt = z.object({
  text: z.string(),
  ranges: z.array(z.tuple([z.number().int(), z.number().int()])),
});
export type Excerpt = z.infer<typeof Excerpt>;

/** Where in a text the match is: its words, and those right before and after it on the same line. */
export const MatchPlace = z.object({ before: z.string(), match: z.string(), after: z.string() });
export type MatchPlace = z.infer<typeof MatchPlace>;

export const SearchHit = z.object({
  kind: SearchKind,
  id: Id,
  /** When it was last written in. */
  at: Time,
  /** For an answer card, the case it was made of. */
  case: z.object({
    id: Id,
    /** "C-1042". */
    number: z.string(),
    subject: z.string(),
    customerName: z.string(),
    status: Status,
    priority: Priority,
    program: Program,
  }),
  /** Null for a case itself. */
  note: z.object({ id: Id, title: z.string(), kind: NoteKind, audience: Audience }).nullable(),
  /** The thread a comment stands in. */
  threadId: Id.nullable(),
  /** The turn of an interaction's transcript that says it, from 0; null for whatever else was found. */
  turn: z.number().int().nullable(),
  /** Who wrote in it last; a case's owner, also for what its customer replied. */
  author: PersonRef,
  title: Excerpt,
  /** Empty where the title says it all. */
  excerpt: Excerpt,
  /** Null when nothing in the text itself matched. */
  place: MatchPlace.nullable(),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** A word that nothing says, and what was searched for instead. */
export const Correction = z.object({ from: z.string(), to: z.string() });
export type Correction = z.infer<typeof Correction>;

const Understood = z.object({
  /** What was not understood as it was meant. */
  hints: z.array(z.object({ text: z.string(), message: z.string() })),
  corrections: z.array(Correction),
});

/** `q` in the language of search-grammar.ts. Days of `before:` and `after:` begin at midnight in `timeZone`. */
const Asked = z.strictObject({
  q: z.string().max(MAX_QUERY_CHARS),
  timeZone: z.string().max(60).refine(isTimeZone, 'There is no such time zone.').default('UTC'),
});

export const QuickSearch = Asked;
/** What is shown while somebody types: the best few of each kind that has any. */
export const QuickAnswer = Understood.extend({
  /** The case whose number was typed. */
  jump: SearchHit.nullable(),
  groups: z.array(z.object({ kind: SearchKind, items: z.array(SearchHit), more: z.boolean() })),
});
export type QuickAnswer = z.infer<typeof QuickAnswer>;

export const FullSearch = Asked.extend({
  sort: SearchSort.default('best'),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const FullAnswer = Understood.extend({
  items: z.array(SearchHit),
  nextCursor: z.string().optional(),
  /** By kind, at most MAX_COUNT each; only with the first page. */
  counts: z.record(SearchKind, z.number().int()).optional(),
});
export type FullAnswer = z.infer<typeof FullAnswer>;

/** A search somebody keeps for themselves, or that leads share with everybody in a program. */
export const SavedSearch = z.object({
  id: Id,
  name: z.string(),
  query: z.string(),
  sort: SearchSort,
  /** Null: one's own. */
  program: Program.nullable(),
  by: PersonRef,
  /** Whether the asking person may remove it. */
  mine: z.boolean(),
});
export type SavedSearch = z.infer<typeof SavedSearch>;

export const NewSavedSearch = z.strictObject({
  name: line(MAX_SAVED_NAME_CHARS),
  query: line(MAX_QUERY_CHARS),
  sort: SearchSort.default('best'),
  /** Shares it with this program, which its leads may. */
  programId: Id.nullable().default(null),
});
export type NewSavedSearch = z.input<typeof NewSavedSearch>;
