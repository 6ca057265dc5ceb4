import { z } from 'zod';
import { Time, text } from './primitives.ts';
import { sentimentScale } from './sentiment.ts';
import { MAX_TURNS } from './transcript.ts';

/** The parts of a summary, in the order they are read. `summary` is the prose: two to five sentences. */
export const summarySections = [
  'summary',
  'reason',
  'actions',
  'outcome',
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
