import { z } from 'zod';
import { MAX_TAGS, Tag } from './case.ts';
import { NoteKind } from './note.ts';
import { Program } from './people.ts';
import { Id, line, PersonRef, Time, text } from './primitives.ts';
import { ItemId, MAX_ITEMS, Score, ScorecardBody } from './scorecard.ts';

// Scorecards

/** A program's scorecard as it is now. Reviews keep the version they were scored with. */
export const Scorecard = z.object({
  id: Id,
  programId: Id,
  /** 1 for the first. */
  version: z.number().int(),
  body: ScorecardBody,
  editedBy: PersonRef.nullable(),
  editedAt: Time,
  /** Not offered for new reviews any more. */
  retired: z.boolean(),
});
export type Scorecard = z.infer<typeof Scorecard>;
/** `version` is the one that was edited: somebody else's edit meanwhile is refused as a conflict. */
export const EditScorecard = z.strictObject({ version: z.number().int(), body: ScorecardBody });
export type EditScorecard = z.input<typeof EditScorecard>;
export const RetireScorecard = z.strictObject({ retired: z.boolean() });

// Sampling

export const MAX_PER_AGENT = 20;
/** Most work that one week's draw looks at. Far beyond what a program's people write in a week. */
export const MAX_CANDIDATES = 20_000;

export const SamplingRules = z.strictObject({
  /** Reviews of each agent a week; what risk tags draw counts towards it. 0: none for its own sake. */
  perAgent: z.number().int().min(0).max(MAX_PER_AGENT),
  /** A case with one of these is always drawn. */
  riskTags: z.array(Tag).max(MAX_TAGS),
  /** Of the week's cases, in per cent, at random. */
  randomPercent: z.number().int().min(0).max(100),
});
export type SamplingRules = z.infer<typeof SamplingRules>;
/** What the form proposes to a program that has none. */
export const proposedSampling: SamplingRules = { perAgent: 2, riskTags: [], randomPercent: 5 };

/** Why a case was drawn. */
export const PickReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('risk-tag'), tag: z.string() }),
  z.object({ kind: z.literal('per-agent') }),
  z.object({ kind: z.literal('random') }),
]);
export type PickReason = z.infer<typeof PickReason>;

const CaseRef = z.object({ id: Id, number: z.string(), subject: z.string() });
const NoteRef = z.object({ id: Id, kind: NoteKind, title: z.string() });

/** Work for a reviewer: a case that was drawn and is not reviewed yet. */
export const Pick = z.object({
  id: Id,
  program: Program,
  case: CaseRef,
  note: NoteRef,
  agent: PersonRef,
  reason: PickReason,
  drawnAt: Time,
  /** The Monday of the week it was drawn from. */
  week: z.iso.date(),
  /** Who has begun to review it, and where. */
  taken: z.object({ reviewId: Id, by: PersonRef }).nullable(),
});
export type Pick = z.infer<typeof Pick>;

export const MAX_DISMISSAL_CHARS = 300;
/** Takes drawn work off the list, for a reason that is kept with its draw. */
export const DismissPick = z.strictObject({ reason: line(MAX_DISMISSAL_CHARS).min(1) });
export type DismissPick = z.infer<typeof DismissPick>;

/** A draw as it was recorded: rules, seed and candidates give the same sample again. */
export const Draw = z.object({
  id: Id,
  week: z.iso.date(),
  seed: z.string(),
  rules: SamplingRules,
  candidates: z.number().int(),
  picked: z.number().int(),
  /** Of those picked, what nobody is going to review, and why. */
  dismissed: z.array(z.object({ id: Id, case: CaseRef, by: PersonRef, reason: z.string() })),
  /** Null: the weekly draw. */
  by: PersonRef.nullable(),
  at: Time,
});
export type Draw = z.infer<typeof Draw>;

/** What a person configures, or reads, of a program's quality reviews. */
export const QualityProgram = z.object({
  program: Program,
  sampling: SamplingRules.nullable(),
  scorecards: z.array(Scorecard),
  /** Newest first. */
  draws: z.array(Draw),
  /** Who could take part in a calibration. */
  reviewers: z.array(PersonRef),
  rights: z.object({ configure: z.boolean(), review: z.boolean() }),
});
export type QualityProgram = z.infer<typeof QualityProgram>;

// Reviews

/** A review's states; only drafted → submitted → acknowledged | disputed → settled, never back. */
export const ReviewState = z.enum(['drafted', 'submitted', 'acknowledged', 'disputed', 'settled']);
export type ReviewState = z.infer<typeof ReviewState>;

export const MAX_REMARK_CHARS = 1_000;
export const MAX_SUMMARY_CHARS = 2_000;
/** Longest passage that can be quoted, UTF-16 units. */
export const MAX_QUOTE_CHARS = 1_000;
export const MAX_EVIDENCE = 10;

/**
 * A passage of the note as reviewed: `line` counts its textblocks from 0, `start` units into that line. A unit is a
 * UTF-16 unit of text, or one mention, due time or line break; so is the end of a line. The words are not here:
 * they are read where they stand, so that what is masked in the note is masked in its reviews.
 */
export const Evidence = z.strictObject({
  line: z.number().int().min(0),
  start: z.number().int().min(0),
  length: z.number().int().min(1).max(MAX_QUOTE_CHARS),
});
export type Evidence = z.infer<typeof Evidence>;

/** What a reviewer says of one item. */
export const Mark = z.strictObject({
  item: ItemId,
  /** Null: not scored yet. */
  score: Score.nullable(),
  remark: text(MAX_REMARK_CHARS).default(''),
  evidence: z.array(Evidence).max(MAX_EVIDENCE).default([]),
});
export type Mark = z.infer<typeof Mark>;

export const Marking = z.strictObject({
  marks: z.array(Mark).max(MAX_ITEMS),
  summary: text(MAX_SUMMARY_CHARS).default(''),
});
export type Marking = z.infer<typeof Marking>;

/** From the work list, or of a note that was not drawn. The scorecard defaults to the program's oldest. */
export const NewReview = z.union([
  z.strictObject({ pickId: Id, scorecardId: Id.optional() }),
  z.strictObject({ noteId: Id, agentId: Id, scorecardId: Id.optional() }),
]);
export type NewReview = z.infer<typeof NewReview>;

export const Objection = z.strictObject({ item: ItemId, reason: line(MAX_REMARK_CHARS) });
export type Objection = z.infer<typeof Objection>;
export const DisputeReview = z.strictObject({ objections: z.array(Objection).min(1).max(MAX_ITEMS) });
export type DisputeReview = z.infer<typeof DisputeReview>;

/** `upheld`: the agent is right and scores change. `rejected`: they stand. Both say why. */
export const SettleReview = z.strictObject({
  verdict: z.enum(['upheld', 'rejected']),
  reply: line(MAX_REMARK_CHARS),
  /** With `upheld`: the new scores, of disputed items alone. */
  scores: z
    .array(z.strictObject({ item: ItemId, score: Score }))
    .max(MAX_ITEMS)
    .default([]),
});
export type SettleReview = z.input<typeof SettleReview>;
/** As it is read, its defaults filled in. */
export type Settling = z.output<typeof SettleReview>;

/** A review as a row of a list. */
export const ReviewSummary = z.object({
  id: Id,
  program: Program,
  case: CaseRef,
  note: NoteRef,
  agent: PersonRef,
  reviewer: PersonRef,
  state: ReviewState,
  /** As it counts now: after a dispute that was upheld, with the changed scores. Null: nothing applied. */
  percent: z.number().nullable(),
  passed: z.boolean().nullable(),
  /** Of the last step. */
  at: Time,
});
export type ReviewSummary = z.infer<typeof ReviewSummary>;

export const Review = ReviewSummary.extend({
  /** The version of the note that is reviewed. */
  noteSeq: z.number().int(),
  /** When it read so: the time of that edit. */
  noteAt: Time,
  scorecard: z.object({ id: Id, version: z.number().int(), body: ScorecardBody }),
  /** Why it was drawn; null when it was not. */
  reason: PickReason.nullable(),
  marking: Marking,
  draftedAt: Time,
  submittedAt: Time.nullable(),
  /** When the agent acknowledged or disputed it. */
  answeredAt: Time.nullable(),
  objections: z.array(Objection),
  settlement: z
    .object({
      verdict: z.enum(['upheld', 'rejected']),
      reply: z.string(),
      by: PersonRef,
      at: Time,
      /** The scores that changed. */
      changes: z.array(z.object({ item: ItemId, from: Score, to: Score })),
    })
    .nullable(),
  rights: z.object({
    score: z.boolean(),
    answer: z.boolean(),
    settle: z.boolean(),
    coach: z.boolean(),
  }),
});
export type Review = z.infer<typeof Review>;

export const ListReviews = z.strictObject({ state: ReviewState.optional(), agent: Id.optional() });
/** Most reviews, picks, calibrations or goals in one answer, newest first. */
export const MAX_LISTED = 200;

/** What waits for a person in the Quality place. */
export const QualityWaiting = z.object({
  /** Own reviews to acknowledge or dispute. */
  toAnswer: z.number().int(),
  /** Disputes this person may settle. */
  toSettle: z.number().int(),
  /** Drawn and taken by nobody, for those who review. */
  toReview: z.number().int(),
  /** Calibrations that wait for this person's scores. */
  toCalibrate: z.number().int(),
});
export type QualityWaiting = z.infer<typeof QualityWaiting>;

// Calibration

export const MIN_CALIBRATORS = 2;
export const MAX_CALIBRATORS = 12;
export const NewCalibration = z.strictObject({
  noteId: Id,
  /** Who scores it; the one who starts it may be among them. */
  reviewerIds: z.array(Id).min(MIN_CALIBRATORS).max(MAX_CALIBRATORS),
  scorecardId: Id.optional(),
});
export type NewCalibration = z.infer<typeof NewCalibration>;

export const MAX_EXCUSE_CHARS = 300;
/** Lets a reviewer off who has not submitted, so that the others can compare. */
export const ExcuseReviewer = z.strictObject({ personId: Id, reason: line(MAX_EXCUSE_CHARS).min(1) });
export type ExcuseReviewer = z.infer<typeof ExcuseReviewer>;

export const CalibrationSummary = z.object({
  id: Id,
  program: Program,
  case: CaseRef,
  note: NoteRef,
  startedBy: PersonRef,
  startedAt: Time,
  reviewers: z.array(
    z.object({
      person: PersonRef,
      submitted: z.boolean(),
      /** They do not score after all: who said so, when and why. */
      excused: z.object({ by: PersonRef, at: Time, reason: z.string() }).nullable(),
    }),
  ),
  /** Whether everybody who was not excused has submitted, so that all may see all. */
  finished: z.boolean(),
});
export type CalibrationSummary = z.infer<typeof CalibrationSummary>;

export const Calibration = CalibrationSummary.extend({
  noteSeq: z.number().int(),
  noteAt: Time,
  scorecard: z.object({ id: Id, version: z.number().int(), body: ScorecardBody }),
  /** Whether the asking person may excuse those who have not submitted. */
  mayExcuse: z.boolean(),
  /** The asking person's own; null when they are not, or no longer, one of the reviewers. */
  mine: z.object({ marking: Marking, submittedAt: Time.nullable() }).nullable(),
  /** Side by side once it is finished, null before. */
  outcome: z
    .object({
      sheets: z.array(z.object({ person: PersonRef, marking: Marking, percent: z.number().nullable() })),
      /** Per item, 0 to 1: the share of pairs of reviewers who gave it the same. */
      agreement: z.array(z.object({ item: ItemId, share: z.number() })),
      mean: z.number().nullable(),
      /** Krippendorff's alpha (nominal); null where it is not defined. */
      alpha: z.number().nullable(),
    })
    .nullable(),
});
export type Calibration = z.infer<typeof Calibration>;

// Coaching

export const MAX_GOAL_CHARS = 300;
export const GoalState = z.enum(['open', 'reached', 'missed', 'dropped']);
export type GoalState = z.infer<typeof GoalState>;
export const goalStateNames: Record<GoalState, string> = {
  open: 'Working on it',
  reached: 'Reached',
  missed: 'Missed',
  dropped: 'Dropped',
};

export const NewGoal = z.strictObject({
  /** The review it follows from; the goal is its agent's. */
  reviewId: Id,
  /** The item it is about; its scores in later reviews show the progress. Null: the whole review. */
  item: ItemId.nullable(),
  what: line(MAX_GOAL_CHARS),
  dueOn: z.iso.date(),
});
export type NewGoal = z.infer<typeof NewGoal>;
export const PatchGoal = z
  .strictObject({
    what: line(MAX_GOAL_CHARS).optional(),
    dueOn: z.iso.date().optional(),
    state: GoalState.optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'Say what to change.');
export type PatchGoal = z.infer<typeof PatchGoal>;

export const Goal = z.object({
  id: Id,
  program: Program,
  agent: PersonRef,
  what: z.string(),
  item: z.object({ id: ItemId, text: z.string() }).nullable(),
  dueOn: z.iso.date(),
  state: GoalState,
  reviewId: Id,
  setBy: PersonRef,
  setAt: Time,
  /** In per cent, oldest first: the review it came from, then each that was submitted after it. */
  progress: z.array(z.object({ reviewId: Id, at: Time, percent: z.number() })),
  /** Whether the asking person may edit it. */
  mayEdit: z.boolean(),
});
export type Goal = z.infer<typeof Goal>;
