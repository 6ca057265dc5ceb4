import { z } from 'zod';
import { Id, PersonRef, prose, Time, text } from './primitives.ts';

/**
 * Who reads a thread. `everyone`: whoever reads its note. `coaching`: the lead who opened it and the person who
 * is coached, and nobody else, whatever their role.
 */
export const ThreadAudience = z.enum(['everyone', 'coaching']);
export type ThreadAudience = z.infer<typeof ThreadAudience>;

export const Reaction = z.enum(['👍', '✅', '👀', '🎉', '❤️', '❓']);
export type Reaction = z.infer<typeof Reaction>;
/** How a screen reader says them. */
export const reactionNames: Record<Reaction, string> = {
  '👍': 'agree',
  '✅': 'done',
  '👀': 'looking',
  '🎉': 'well done',
  '❤️': 'thanks',
  '❓': 'unclear',
};

export const MAX_COMMENT_CHARS = 4_000;
export const MAX_QUOTE_CHARS = 2_000;
export const MAX_SUGGESTION_CHARS = 2_000;
/** Characters kept from each side of a quote, to tell two equal ones apart. */
export const CONTEXT_CHARS = 32;
export const MAX_MENTIONS_PER_COMMENT = 20;
export const MAX_COMMENTS_PER_THREAD = 200;
/** A note in which more is under discussion needs another way of talking. */
export const MAX_THREADS_PER_NOTE = 500;

/** Somebody named in a comment, whose body says "@label". `target`: a person's id, "role:lead" or "team:Day". */
export const CommentMention = z.strictObject({ target: z.string().max(80), label: text(120).min(1) });
export type CommentMention = z.infer<typeof CommentMention>;

/** Encoded Yjs relative positions, base64: where the commented text begins and ends. */
export const Anchor = z.strictObject({
  from: z.base64().max(400),
  to: z.base64().max(400),
});
export type Anchor = z.infer<typeof Anchor>;

/** Any place of a note's text, untrimmed: what stands around it is compared letter by letter. */
const excerpt = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^(?:\n|[^\p{Cc}\p{Cs}])*$/u, 'Control characters are not allowed.');
const body = prose(MAX_COMMENT_CHARS);
const mentions = z.array(CommentMention).max(MAX_MENTIONS_PER_COMMENT).default([]);
/** One line: it stands in the place of words within a line. Empty: the words should go. */
const replacement = text(MAX_SUGGESTION_CHARS);

/**
 * The commented text is looked for at `anchor`, else by `quote` (lines joined by a line feed, as in the note's
 * text; an inline node is U+FFFC) between `prefix` and `suffix`. What is not found opens the thread all the same.
 */
export const NewThread = z
  .strictObject({
    quote: excerpt(MAX_QUOTE_CHARS).min(1),
    prefix: excerpt(CONTEXT_CHARS).default(''),
    suffix: excerpt(CONTEXT_CHARS).default(''),
    anchor: Anchor.optional(),
    /** May be empty beside a suggestion. */
    body: body.default(''),
    mentions,
    audience: ThreadAudience.default('everyone'),
    /** Who is coached. Omitted: the owner of the case. */
    coachedId: Id.optional(),
    suggestion: z.strictObject({ text: replacement }).optional(),
  })
  .refine((thread) => thread.body !== '' || thread.suggestion, {
    path: ['body'],
    message: 'Write something.',
  });
export type NewThread = z.input<typeof NewThread>;

export const NewComment = z.strictObject({ body: body.min(1), mentions });
export type NewComment = z.input<typeof NewComment>;

export const PatchThread = z
  .strictObject({ resolved: z.boolean().optional(), evidence: z.boolean().optional() })
  .refine((patch) => Object.keys(patch).length > 0, 'Say what to change.');
export type PatchThread = z.infer<typeof PatchThread>;

export const PutSuggestion = z.strictObject({ text: replacement });
export type PutSuggestion = z.infer<typeof PutSuggestion>;

/** Everything up to this time has been read. */
export const ThreadSeen = z.strictObject({ until: Time });
export type ThreadSeen = z.infer<typeof ThreadSeen>;

export const Comment = z.object({
  id: Id,
  author: PersonRef,
  at: Time,
  /** Empty once deleted. */
  body: z.string(),
  mentions: z.array(CommentMention),
  editedAt: Time.nullable(),
  deletedAt: Time.nullable(),
  reactions: z.array(z.object({ reaction: Reaction, people: z.array(PersonRef) })),
});
export type Comment = z.infer<typeof Comment>;

export const Suggestion = z.object({
  by: PersonRef,
  at: Time,
  /** The words it would replace, as they read when it was made; it is accepted only while they still read so. */
  replaces: z.string(),
  text: z.string(),
  state: z.enum(['open', 'accepted', 'dismissed']),
  settledBy: PersonRef.nullable(),
  settledAt: Time.nullable(),
});
export type Suggestion = z.infer<typeof Suggestion>;

export const Thread = z.object({
  id: Id,
  caseId: Id,
  noteId: Id,
  audience: ThreadAudience,
  openedBy: PersonRef,
  openedAt: Time,
  /** Who is coached; null in a thread for everyone. */
  coached: PersonRef.nullable(),
  quote: z.string(),
  prefix: z.string(),
  suffix: z.string(),
  anchor: Anchor.nullable(),
  resolvedBy: PersonRef.nullable(),
  resolvedAt: Time.nullable(),
  /** Marked as evidence for quality review; coaching only. */
  evidence: z.boolean(),
  suggestion: Suggestion.nullable(),
  /** Oldest first. Deleted ones keep their place. */
  comments: z.array(Comment),
  /** Comments and suggestions of others that the asking person has not read. */
  unread: z.number().int(),
  /** What the asking person may do. */
  rights: z.object({
    reply: z.boolean(),
    suggest: z.boolean(),
    accept: z.boolean(),
    dismiss: z.boolean(),
    evidence: z.boolean(),
  }),
});
export type Thread = z.infer<typeof Thread>;

/** `rights`: what the asking person may begin in this note. Nobody but a reviewer comments on a closed case. */
export const NoteThreads = z.object({
  items: z.array(Thread),
  rights: z.object({ comment: z.boolean(), coach: z.boolean(), suggest: z.boolean() }),
});
export type NoteThreads = z.infer<typeof NoteThreads>;

/** Of one note among the notes of its case. */
export const CaseThreads = NoteThreads.extend({ noteId: Id });
export type CaseThreads = z.infer<typeof CaseThreads>;
