import { z } from 'zod';
import { Channel, Direction } from './interaction.ts';
import { Program, Role } from './people.ts';
import { Id, PersonRef, Time, text } from './primitives.ts';
import { sentimentScale } from './sentiment.ts';
import { TimerKind } from './timer.ts';
import { MAX_TURNS, Turn } from './transcript.ts';

/** The parts of a summary, in the order they are read. `summary` is the prose, two to five sentences; `told` what the customer now expects. */
export const summarySections = [
  'summary',
  'reason',
  'actions',
  'outcome',
  'told',
  'next-steps',
  'sentiment',
  'questions',
] as const;
export const SummarySection = z.enum(summarySections);
export type SummarySection = z.infer<typeof SummarySection>;

export const MIN_PROSE_SENTENCES = 2;
export const MAX_PROSE_SENTENCES = 5;
/** Longest drafted line, in UTF-16 code units. */
export const MAX_DRAFT_LINE_CHARS = 400;
export const MAX_DRAFT_LINES = 60;

/** Who has to do a next step. `agent`: whoever spoke with the customer; `company`: somebody else of ours. */
export const StepOwner = z.enum(['agent', 'company', 'customer']);
export type StepOwner = z.infer<typeof StepOwner>;

export const NextStep = z.strictObject({
  owner: StepOwner,
  dueAt: Time,
  /** The words the time was read from; null when nobody named one and it is only proposed. */
  dueWords: text(120).nullable(),
  /** The customer was told to expect it. */
  promise: z.boolean(),
});
export type NextStep = z.infer<typeof NextStep>;

/** One line of a draft, and the turns of the transcript that bear it out. */
export const DraftLine = z.strictObject({
  section: SummarySection,
  text: text(MAX_DRAFT_LINE_CHARS),
  turns: z
    .array(
      z
        .number()
        .int()
        .min(0)
        .max(MAX_TURNS - 1),
    )
    .min(1)
    .max(20),
  /** Of a line of `next-steps` that somebody has to do; absent where nothing was agreed. */
  step: NextStep.optional(),
});
export type DraftLine = z.infer<typeof DraftLine>;

/** `none`: it ended without one. */
export const OutcomeKind = z.enum([
  'resolved',
  'answered',
  'declined',
  'escalated',
  'pending',
  'unresolved',
  'none',
]);
export type OutcomeKind = z.infer<typeof OutcomeKind>;

export const SummaryDraft = z.strictObject({
  lines: z.array(DraftLine).max(MAX_DRAFT_LINES),
  outcome: OutcomeKind,
  /** Null when the customer said too little to tell. */
  sentiment: z.enum(sentimentScale).nullable(),
  /** False: drafted without understanding the language, in the speakers' own words. */
  isEnglish: z.boolean(),
});
export type SummaryDraft = z.infer<typeof SummaryDraft>;

export const linesOf = (draft: Pick<SummaryDraft, 'lines'>, section: SummarySection): DraftLine[] =>
  draft.lines.filter((line) => line.section === section);

// The draft as a note under review

/** A drafted line in its note: its paragraph carries `id` as `source` until nobody needs to know any more. */
export const ReviewLine = DraftLine.extend({ id: z.string().max(12) });
export type ReviewLine = z.infer<typeof ReviewLine>;

/** What of a draft is left in a note that was finalised. Characters are UTF-16 code units. */
export const Survival = z.object({
  lines: z.number().int(),
  /** Accepted as they were drafted. */
  kept: z.number().int(),
  edited: z.number().int(),
  discarded: z.number().int(),
  draftedChars: z.number().int(),
  keptChars: z.number().int(),
});
export type Survival = z.infer<typeof Survival>;

/** Share of the drafted characters that stand, 0 to 100. */
export const survivedPercent = ({ draftedChars, keptChars }: Survival): number =>
  draftedChars === 0 ? 0 : Math.round((100 * keptChars) / draftedChars);

export const DraftedBy = z.enum(['rules', 'model']);
export type DraftedBy = z.infer<typeof DraftedBy>;

/** Why a model was asked and did not draft: said to whoever reviews. */
export const FallbackReason = z.enum(['unreachable', 'refused', 'too-slow', 'nonsense']);
export type FallbackReason = z.infer<typeof FallbackReason>;
export const fallbackWords: Readonly<Record<FallbackReason, string>> = {
  unreachable: 'the language model could not be reached',
  refused: 'the language model refused to answer',
  'too-slow': 'the language model took too long',
  nonsense: 'the language model’s answer could not be used',
};

/** What a note's draft was made of. Its words are in the note, and only there are they edited. */
export const SummaryReview = z.object({
  noteId: Id,
  lines: z.array(ReviewLine),
  outcome: OutcomeKind,
  sentiment: z.enum(sentimentScale).nullable(),
  isEnglish: z.boolean(),
  by: DraftedBy,
  model: z.string().nullable(),
  fallback: FallbackReason.nullable(),
  requestedBy: PersonRef,
  at: Time,
  /** Null: of the whole case. */
  interactionId: Id.nullable(),
  /** What was read. Null: it was taken away since. */
  turns: z.array(Turn).nullable(),
  survival: Survival.nullable(),
});
export type SummaryReview = z.infer<typeof SummaryReview>;

export const DraftSummary = z.strictObject({
  /** Null: of the whole case. */
  interactionId: Id.nullable().default(null),
  /** Chosen by whoever asks, so that what is told while it is drafted finds its way to them. */
  key: Id.optional(),
});
export type DraftSummary = z.input<typeof DraftSummary>;

/** Notes of a case that were drafted, newest first: how far their review is. */
export const CaseSummaries = z.object({
  /** Talks with a transcript, newest first, and the notes that were drafted from each. */
  sources: z.array(
    z.object({
      interactionId: Id,
      channel: Channel,
      startedAt: Time,
      turns: z.number().int(),
      noteIds: z.array(Id),
    }),
  ),
  drafts: z.array(
    z.object({
      noteId: Id,
      interactionId: Id.nullable(),
      at: Time,
      finalised: z.boolean(),
      survival: Survival.nullable(),
    }),
  ),
  /** Whether a language model drafts here; otherwise rules do, on this machine. */
  model: z.string().nullable(),
});
export type CaseSummaries = z.infer<typeof CaseSummaries>;

/** What an administrator decides about drafting: whose transcripts may be sent to the operator's language model. */
export const SummarySettings = z.object({
  /** Null: none is set up, and rules draft everything on this machine. */
  model: z.object({ name: z.string(), origin: z.string() }).nullable(),
  programs: z.array(
    z.object({
      program: Program,
      consent: z.object({ by: PersonRef, at: Time }).nullable(),
    }),
  ),
});
export type SummarySettings = z.infer<typeof SummarySettings>;

export const SetConsent = z.strictObject({ given: z.boolean() });
export type SetConsent = z.input<typeof SetConsent>;

// The report of a case's whole life

export const MAX_SATISFACTION_COMMENT_CHARS = 500;

export const Satisfaction = z.object({
  score: z.number().int().min(1).max(5),
  comment: z.string(),
  /** Null: the customer said so themselves, on their page. */
  by: PersonRef.nullable(),
  at: Time,
});
export type Satisfaction = z.infer<typeof Satisfaction>;

/** How satisfied the customer said they are, from 1 (not at all) to 5; the newest counts. */
export const RecordSatisfaction = z.strictObject({
  score: z.number().int().min(1).max(5),
  comment: text(MAX_SATISFACTION_COMMENT_CHARS).default(''),
});
export type RecordSatisfaction = z.input<typeof RecordSatisfaction>;

/** What the ledger and the tables know of a case, beyond its notes and its timeline, which are read on their own. */
export const CaseReport = z.object({
  people: z.array(
    z.object({
      person: PersonRef,
      role: Role.nullable(),
      edits: z.number().int(),
      acts: z.number().int(),
      /** How long they owned it, ms. */
      owned_ms: z.number().int(),
      from: Time,
      to: Time,
    }),
  ),
  timers: z.array(
    z.object({ kind: TimerKind, endedAt: Time, target_ms: z.number().int(), elapsed_ms: z.number().int() }),
  ),
  interactions: z.array(
    z.object({
      channel: Channel,
      direction: Direction,
      startedAt: Time,
      endedAt: Time.nullable(),
      by: PersonRef,
    }),
  ),
  /** What the customer was sent or told, with its exact words. */
  messages: z.array(z.object({ channel: z.string(), words: z.string(), at: Time, by: PersonRef.nullable() })),
  satisfaction: Satisfaction.nullable(),
  /** When it was made. */
  at: Time,
});
export type CaseReport = z.infer<typeof CaseReport>;
