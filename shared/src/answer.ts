import { z } from 'zod';
import { MAX_TAGS, Tag } from './case.ts';
import { Program } from './people.ts';
import { Finding } from './personal-data.ts';
import { Id, line, PersonRef, prose, Time, text } from './primitives.ts';
import { Day } from './recheck.ts';

/** What a floor knows already: resolved cases like the one at hand, and answers worth writing down once. */

export const MAX_ANSWER_TITLE_CHARS = 120;
/** Longest part of a card, in characters: what is longer is a manual, and belongs behind a link. */
export const MAX_ANSWER_PART_CHARS = 2_000;
export const MAX_ANSWER_REASON_CHARS = 300;
/** Cards listed at once. */
export const MAX_ANSWERS = 200;
/** A published card that nobody used for so long is stale, days. */
export const UNUSED_DAYS = 60;
/** How far ahead a review date is set when a card is published or found still right, days. */
export const REVIEW_EVERY_DAYS = 180;

/**
 * draft: its author writes. review: a lead or quality reviewer looks. published: offered beside cases. retired: offered
 * nowhere, kept with its uses.
 */
export const AnswerState = z.enum(['draft', 'review', 'published', 'retired']);
export type AnswerState = z.infer<typeof AnswerState>;
export const answerStateNames: Record<AnswerState, string> = {
  draft: 'Draft',
  review: 'In review',
  published: 'Published',
  retired: 'Retired',
};

/** The parts of a card, in the order they are read. `fix` is what goes into a note. */
export const answerParts = {
  problem: { name: 'Problem', about: 'How it shows, in the customer’s words' },
  cause: { name: 'Cause', about: 'Why it happens' },
  fix: { name: 'Fix', about: 'What to do, step by step; this goes into the note' },
  tell: { name: 'What to tell the customer', about: 'In words they can hear' },
} as const;
export type AnswerPart = keyof typeof answerParts;
export const answerPartKeys = Object.keys(answerParts) as AnswerPart[];

const part = prose(MAX_ANSWER_PART_CHARS);
const written = {
  title: line(MAX_ANSWER_TITLE_CHARS),
  problem: part,
  cause: part,
  /** Without it there is no answer. */
  fix: part.min(1),
  tell: part,
  tags: z.array(Tag).max(MAX_TAGS),
};
/** The words of a card, as somebody writes them. */
export const AnswerText = z.strictObject(written);
export type AnswerText = z.infer<typeof AnswerText>;

/** What a resolution note would make as a card; written by nobody yet. */
export const AnswerProposal = z.object({
  title: z.string(),
  problem: z.string(),
  cause: z.string(),
  fix: z.string(),
  tell: z.string(),
  tags: z.array(z.string()),
  programId: Id,
  case: z.object({ id: Id, number: z.string(), subject: z.string() }),
  /** What looks as if it were a customer's. */
  findings: z.array(Finding),
  /** The card that was made of this note already. */
  cardId: Id.nullable(),
});
export type AnswerProposal = z.infer<typeof AnswerProposal>;

/** `POST /api/answers`: makes a draft of a resolution note. */
export const PromoteNote = AnswerText.extend({ noteId: Id });
export type PromoteNote = z.infer<typeof PromoteNote>;

/** `after`: the version it was edited from. */
export const EditAnswer = AnswerText.extend({ after: z.number().int().min(1) });
export type EditAnswer = z.infer<typeof EditAnswer>;

const version = z.number().int().min(1);
const reason = line(MAX_ANSWER_REASON_CHARS);
/** What people do with a card as a whole. `version` is the one they looked at: another one is a conflict. */
export const AnswerAct = z.discriminatedUnion('do', [
  /** `despite`: what was found is known to be nobody's. A card number is never let through. */
  z.strictObject({ do: z.literal('submit'), version, despite: z.boolean().default(false) }),
  z.strictObject({ do: z.literal('return'), version, reason }),
  z.strictObject({ do: z.literal('publish'), version }),
  z.strictObject({ do: z.literal('retire'), version, reason }),
  z.strictObject({ do: z.literal('restore'), version }),
  /** "Still right": its review date moves on. */
  z.strictObject({ do: z.literal('confirm'), version }),
]);
export type AnswerAct = z.output<typeof AnswerAct>;
export type AnswerActName = AnswerAct['do'];

/** What the asking person may do with a card now. */
export const AnswerRights = z.object({
  edit: z.boolean(),
  acts: z.array(z.enum(['submit', 'return', 'publish', 'retire', 'restore', 'confirm'])),
});
export type AnswerRights = z.infer<typeof AnswerRights>;

export const StaleReason = z.enum(['unused', 'review-due']);
export type StaleReason = z.infer<typeof StaleReason>;

/** A card as a row of the library. */
export const AnswerSummary = z.object({
  id: Id,
  program: Program,
  state: AnswerState,
  version: z.number().int(),
  title: z.string(),
  problem: z.string(),
  fix: z.string(),
  tags: z.array(z.string()),
  author: PersonRef,
  editedAt: Time,
  publishedAt: Time.nullable(),
  reviewOn: Day.nullable(),
  /** How often its fix went into a note, and how often people said that it solved the case. */
  used: z.number().int(),
  helped: z.number().int(),
  lastUsedAt: Time.nullable(),
  /** Null: not stale, or not published. */
  stale: StaleReason.nullable(),
});
export type AnswerSummary = z.infer<typeof AnswerSummary>;

export const Verdict = z.enum(['solved', 'no-help']);
export type Verdict = z.infer<typeof Verdict>;

const CaseRef = z.object({ id: Id, number: z.string(), subject: z.string() });

/** A case in which a card was used. */
export const AnswerUse = z.object({
  id: Id,
  case: CaseRef,
  noteId: Id,
  by: PersonRef,
  at: Time,
  version: z.number().int(),
  verdict: Verdict.nullable(),
});
export type AnswerUse = z.infer<typeof AnswerUse>;

/** Something that happened to a card. */
export const AnswerHistory = z.object({
  kind: z.enum(['promoted', 'edited', 'submit', 'return', 'publish', 'retire', 'restore', 'confirm']),
  by: PersonRef,
  at: Time,
  version: z.number().int(),
  reason: z.string(),
});
export type AnswerHistory = z.infer<typeof AnswerHistory>;

export const AnswerCard = AnswerSummary.extend({
  cause: z.string(),
  tell: z.string(),
  /** The note it was made of; null where the asking person may not read that. */
  source: z.object({ case: CaseRef, noteId: Id }).nullable(),
  /** For those who may edit it; nothing for everybody else. */
  findings: z.array(Finding),
  rights: AnswerRights,
  /** Newest first; only those in notes the asking person may read. */
  uses: z.array(AnswerUse),
  /** Newest first. */
  history: z.array(AnswerHistory),
});
export type AnswerCard = z.infer<typeof AnswerCard>;

/** One version of a card's words. */
export const AnswerVersion = AnswerText.extend({ version: z.number().int(), by: PersonRef, at: Time });
export type AnswerVersion = z.infer<typeof AnswerVersion>;

/** Filters of the library. Lists are comma separated. */
export const ListAnswers = z.strictObject({
  program: Id.optional(),
  /** `stale`: published ones that nobody used for long, or whose review date has come. */
  state: z.enum([...AnswerState.options, 'stale']).optional(),
  tag: z.string().max(400).optional(),
  q: text(200).optional(),
  sort: z.enum(['used', 'newest', 'title']).default('used'),
});
export type ListAnswers = z.input<typeof ListAnswers>;

// Beside a case

/** A use of a card in the case at hand, and what came of it. */
export const CaseUse = AnswerUse.omit({ case: true }).extend({
  card: z.object({ id: Id, title: z.string() }),
  /** Whether the asking person may say what came of it. */
  rate: z.boolean(),
});
export type CaseUse = z.infer<typeof CaseUse>;

/** A published card that fits the case. */
export const OfferedAnswer = AnswerSummary.pick({
  id: true,
  version: true,
  title: true,
  problem: true,
  fix: true,
  tags: true,
  used: true,
  helped: true,
}).extend({ tell: z.string() });
export type OfferedAnswer = z.infer<typeof OfferedAnswer>;

/** A resolved case that is like the one at hand, with how it ended. */
export const SimilarCase = z.object({
  id: Id,
  number: z.string(),
  subject: z.string(),
  program: Program,
  touchedAt: Time,
  /** What both have in common. */
  tags: z.array(z.string()),
  words: z.array(z.string()),
  /** Null: nobody wrote a resolution note that the asking person may read. */
  resolution: z.object({ noteId: Id, cause: z.string(), fix: z.string() }).nullable(),
  /** Other resolved cases of the same subject that are as alike. */
  others: z.number().int(),
});
export type SimilarCase = z.infer<typeof SimilarCase>;

/** Why there is nothing like a case: it says too little, or nothing resolved says the same. */
export const NothingSimilar = z.enum(['no-words', 'none-alike']);
export type NothingSimilar = z.infer<typeof NothingSimilar>;

export const KnownAnswers = z.object({
  cards: z.array(OfferedAnswer),
  similar: z.array(SimilarCase),
  nothing: NothingSimilar.nullable(),
});
export type KnownAnswers = z.infer<typeof KnownAnswers>;

export const UseAnswer = z.strictObject({ noteId: Id, version });
export type UseAnswer = z.infer<typeof UseAnswer>;
/** Null takes the word back. */
export const RateUse = z.strictObject({ verdict: Verdict.nullable() });
export type RateUse = z.infer<typeof RateUse>;
