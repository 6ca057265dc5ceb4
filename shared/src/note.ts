import { z } from 'zod';
import { Id, line, PersonRef, Seq, Time } from './primitives.ts';

export const NoteKind = z.enum([
  'interaction',
  'case',
  'escalation',
  'follow-up',
  'resolution',
  'supervisor',
  'technical',
  'sentiment',
  'call-summary',
  'interim',
  'interaction-summary',
  'handover',
]);
export type NoteKind = z.infer<typeof NoteKind>;

/** Who may read a note's bytes. `team`: everyone who may read the case. `leads`: leads of the program. */
export const Audience = z.enum(['team', 'leads']);
export type Audience = z.infer<typeof Audience>;

export const MAX_NOTE_TITLE_CHARS = 120;
export const MAX_VERSION_NAME_CHARS = 80;

export const Note = z.object({
  id: Id,
  caseId: Id,
  kind: NoteKind,
  audience: Audience,
  title: z.string(),
  /** 0 while nobody has written anything. */
  headSeq: z.number().int(),
  /** Blocks joined by a line feed; a code block verbatim. */
  text: z.string(),
  createdBy: PersonRef,
  createdAt: Time,
  /** Last committed edit, or creation. */
  touchedAt: Time,
  /** Everyone with a committed edit, most recent first. */
  authors: z.array(PersonRef),
  /** What it was made from; null for a blank note or an outline. */
  template: z.object({ id: Id, version: z.number().int(), name: z.string() }).nullable(),
  /** Since when, and by whose word, nothing is written in it any more; `seq` is the version that stands. */
  finalised: z.object({ seq: z.number().int(), by: PersonRef, at: Time }).nullable(),
  /** The finalised note that this one adds to. */
  amends: z.object({ noteId: Id, reason: z.string() }).nullable(),
  /** What the asking person may do. A finalised note is read by everybody. */
  access: z.enum(['read', 'write']),
  /** Whether the asking person may add to it, now that it is finalised. */
  mayAmend: z.boolean(),
});
export type Note = z.infer<typeof Note>;

export const NewNote = z.strictObject({
  kind: NoteKind,
  title: line(MAX_NOTE_TITLE_CHARS).optional(),
  /** Defaults to `leads` for a supervisor note and `team` for every other kind. */
  audience: Audience.optional(),
  /** Omitted: the program's template of that kind, else its outline. `null`: a blank note. */
  template: z.string().max(80).nullable().optional().meta({ example: null }),
});
export type NewNote = z.input<typeof NewNote>;

// History

/** One committed edit. Counts are UTF-16 code units of visible text. */
export const Edit = z.object({
  seq: z.number().int(),
  author: PersonRef,
  at: Time,
  inserted: z.number().int(),
  deleted: z.number().int(),
  /** Of `inserted`, how many were moved from elsewhere in the note. */
  moved: z.number().int(),
  /** Whose words the author accepted with this edit. */
  suggestedBy: PersonRef.optional(),
  /** Bytes of the stored edit. */
  bytes: z.number().int(),
});
export type Edit = z.infer<typeof Edit>;
export const ListEdits = z.strictObject({
  after: Seq.default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

/**
 * Edits of one person without a long pause, as one line of the history panel. Edits of people who wrote at the
 * same time may lie between them, so `edits` can be fewer than the seqs from `fromSeq` to `toSeq`.
 */
export const Burst = z.object({
  author: PersonRef,
  fromSeq: z.number().int(),
  toSeq: z.number().int(),
  from: Time,
  to: Time,
  edits: z.number().int(),
  inserted: z.number().int(),
  deleted: z.number().int(),
  moved: z.number().int(),
  /** Set when nothing was done to the text: its author only commented on it. */
  commented: z.literal(true).optional(),
  /** Set when this burst is one accepted suggestion: whose words the author accepted. */
  suggestedBy: PersonRef.optional(),
  /** Set when this burst is a restore, or ends at a named version. */
  restoredFrom: z.number().int().optional(),
  name: z.string().optional(),
});
export type Burst = z.infer<typeof Burst>;
/** Newest first; `cursor` is a page's `nextCursor`. */
export const ListBursts = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'That is not a cursor of this list.')
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** A ProseMirror document as JSON, in the editor schema of `editor/vocabulary.ts`. */
export interface DocJson {
  type: string;
  attrs?: Record<string, unknown>;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  text?: string;
  content?: DocJson[];
}
export const DocJson: z.ZodType<DocJson> = z.any();

export const Version = z.object({ seq: z.number().int(), text: z.string(), doc: DocJson });
export type Version = z.infer<typeof Version>;

/** Somebody, and the edit in which they did it. */
export const Doer = PersonRef.extend({ at: Time, seq: z.number().int() });
export type Doer = z.infer<typeof Doer>;

/** Who wrote a run of text, and when: the time and seq are those of its first character. */
export const Run = z.object({
  text: z.string(),
  author: PersonRef,
  at: Time,
  seq: z.number().int(),
  /** Set when somebody else carried the text elsewhere last (Enter, block change, undo, cut and paste, restore). */
  movedBy: Doer.optional(),
  /** Whose words the author accepted with that edit. */
  suggestedBy: PersonRef.optional(),
  /** Which line of the note it stands in, from 0. */
  block: z.number().int(),
  /**
   * The run's place in the Yjs document: `length` clocks of `client` from `clock`. Text has one clock a UTF-16
   * unit; a hard break ("\n") or mention ("@Name") is a run of its own with one clock.
   */
  client: z.number().int(),
  clock: z.number().int(),
  length: z.number().int(),
});
export type Run = z.infer<typeof Run>;

/**
 * Runs in reading order. The texts of each of the `blocks` lines, joined by line feeds, are the note's text, but for
 * its fields: there the answer of a field is a line without its label, also where it is empty.
 */
export const Authorship = z.object({ seq: z.number().int(), blocks: z.number().int(), runs: z.array(Run) });
export type Authorship = z.infer<typeof Authorship>;
/** Omitted: the newest version. */
export const AuthorshipQuery = z.strictObject({ seq: Seq.optional() });

/** Which person each Yjs client id of a note is bound to, for text that has no run yet. */
export const NoteClients = z.object({
  items: z.array(z.object({ client: z.number().int(), author: PersonRef })),
});
export type NoteClients = z.infer<typeof NoteClients>;

/**
 * One line of a comparison: its runs, each kept, inserted or deleted between two versions. A line whose block
 * type changed (a paragraph became a heading) is one `changed` block, not a deleted and an inserted one.
 */
export const ComparedBlock = z.object({
  /** Node name in the newer version (or in the older one where the block is gone). */
  type: z.string(),
  attrs: z.record(z.string(), z.unknown()),
  /** Set when the line was of another type in the older version. */
  typeBefore: z.string().optional(),
  /** Set when the attributes were others: a heading's level, a code block's language. */
  attrsBefore: z.record(z.string(), z.unknown()).optional(),
  /** Whether the task this line belongs to is done, and was done before when that changed. */
  checked: z.boolean().optional(),
  checkedBefore: z.boolean().optional(),
  /** Names of the blocks around it, outermost first: ["bulletList", "listItem"]. */
  within: z.array(z.string()),
  change: z.enum(['kept', 'inserted', 'deleted', 'changed']),
  runs: z.array(
    z.object({
      text: z.string(),
      change: z.enum(['kept', 'inserted', 'deleted']),
      /** Writer of the text. */
      author: PersonRef,
      at: Time,
      seq: z.number().int(),
      movedBy: Doer.optional(),
      /** For deleted text: who deleted it. */
      deletedBy: Doer.optional(),
      /** True on inserted text that stood elsewhere in the older version, and on that text where it stood. */
      moved: z.boolean(),
      /** Names of its marks in the newer version (in the older one for deleted text). */
      marks: z.array(z.string()),
      /** Set on kept text that was formatted otherwise. */
      marksBefore: z.array(z.string()).optional(),
    }),
  ),
});
export type ComparedBlock = z.infer<typeof ComparedBlock>;
export const Comparison = z.object({
  from: z.number().int(),
  to: z.number().int(),
  blocks: z.array(ComparedBlock),
});
export type Comparison = z.infer<typeof Comparison>;
export const CompareQuery = z.strictObject({ from: Seq, to: Seq });

export const NamedVersion = z.object({ seq: z.number().int(), name: z.string(), by: PersonRef, at: Time });
export type NamedVersion = z.infer<typeof NamedVersion>;
export const NameVersion = z.strictObject({ name: line(MAX_VERSION_NAME_CHARS) });
export const Restore = z.strictObject({ seq: z.number().int().min(0) });
/** `seq` is the new edit's; equal to `headSeq` before when the note already read so. */
export const Restored = z.object({ seq: z.number().int() });

/** What a check of the stored chain found. */
export const ChainCheck = z.object({
  noteId: Id,
  edits: z.number().int(),
  ok: z.boolean(),
  /** First seq at which the stored bytes and the chain disagree. */
  brokenAt: z.number().int().nullable(),
  head: z.string(),
});
export type ChainCheck = z.infer<typeof ChainCheck>;
