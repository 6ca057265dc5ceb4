import { z } from 'zod';
import { CaseSummary } from './case.ts';
import { Program } from './people.ts';
import { Id, PersonRef, Time } from './primitives.ts';
import type { TagGroup } from './tag.ts';
import { timerNames } from './timer.ts';

/** What Insight counts. Every number is made of facts, each about one case, so that it can be opened as its cases. */
export const Measure = z.enum([
  'opened',
  'resolved',
  'resolve-time',
  'escalation-accept',
  'handover-accept',
  'read-back',
  'finalised',
  'timers',
  'quality',
  'recurring',
  'reasons',
  'products',
  'sentiment',
  'tags',
]);
export type Measure = z.infer<typeof Measure>;

/** How facts become a number: how many, the middle one, how many of a hundred are 1, or their mean. */
export type Fold = 'count' | 'median' | 'share' | 'mean';

export interface MeasureWords {
  readonly name: string;
  /** What exactly is counted, as the screen says it beside the figure. */
  readonly about: string;
  readonly fold: Fold;
  /** What one fact is, for "12 cases". */
  readonly of: readonly [one: string, many: string];
  /** Which way is better; null: neither. */
  readonly better: 'more' | 'less' | null;
  /** It is shown as its parts alone: a sum over them says nothing, as a case can be under several. */
  readonly isList?: true;
}

const caseList = { fold: 'count', of: ['case', 'cases'], better: null, isList: true } as const;

/** The definition of every figure, written once: the queries follow it and the screen shows it. */
export const measures: Record<Measure, MeasureWords> = {
  opened: {
    name: 'Cases opened',
    about: 'Cases by the day they were opened, counted for the person who opened them.',
    fold: 'count',
    of: ['case', 'cases'],
    better: null,
  },
  resolved: {
    name: 'Cases resolved',
    about:
      'Cases by the day they were first resolved, counted for the person who resolved them. A case that comes back is not counted again.',
    fold: 'count',
    of: ['case', 'cases'],
    better: null,
  },
  'resolve-time': {
    name: 'Time to resolve',
    about:
      'From the opening of a case to the first time it was resolved, nights and waiting included, as the customer waits for it. The middle one (median) of the cases first resolved in the period.',
    fold: 'median',
    of: ['case', 'cases'],
    better: 'less',
  },
  'escalation-accept': {
    name: 'Time to accept an escalation',
    about:
      'From sending an escalation to its acceptance, around the clock. The middle one (median) of those accepted in the period, counted for the person who accepted.',
    fold: 'median',
    of: ['escalation', 'escalations'],
    better: 'less',
  },
  'handover-accept': {
    name: 'Time to accept a handover',
    about:
      'From offering a case at the end of a shift to its acceptance, around the clock. The middle one (median) of those accepted in the period, counted for the person who accepted.',
    fold: 'median',
    of: ['handover', 'handovers'],
    better: 'less',
  },
  'read-back': {
    name: 'Read back in own words',
    about:
      'Of the lines of handovers that were read back in the period, how many the receiver put in their own words instead of ticking them, counted for the receiver.',
    fold: 'share',
    of: ['line', 'lines'],
    better: 'more',
  },
  finalised: {
    name: 'Notes finalised',
    about:
      'Of the team’s notes begun in the period, how many are finalised by now, with every required field filled. Notes without a template are left out. Counted for the person who began the note.',
    fold: 'share',
    of: ['note', 'notes'],
    better: 'more',
  },
  timers: {
    name: 'Deadlines kept',
    about:
      'Of the deadlines that ended in the period, how many were met, by the business hours of the program. Pauses do not count. A deadline that ran out and still runs counts as missed on the day it ran out, later on the day it is answered. Counted for who owned the case.',
    fold: 'share',
    of: ['deadline', 'deadlines'],
    better: 'more',
  },
  quality: {
    name: 'Quality score',
    about:
      'The mean score of the reviews submitted in the period, as they count after disputes, for the person who was reviewed. Reviews in which nothing applied are left out.',
    fold: 'mean',
    of: ['review', 'reviews'],
    better: 'more',
  },
  recurring: {
    name: 'Recurring issues',
    about: `What several of the cases opened in these weeks have in common: a reason with a product, as “billing · broadband”, or neighbouring words of their subjects, in quotation marks. Words are taken by their stem: “charge” and “charges” are one. Found over the whole program and both periods.`,
    ...caseList,
  },
  reasons: {
    name: 'Reasons',
    about: 'Why customers came: cases opened in the period, by the tags of the group “Reason” they have now.',
    ...caseList,
  },
  products: {
    name: 'Products',
    about: 'What it was about: cases opened in the period, by the tags of the group “Product” they have now.',
    ...caseList,
  },
  sentiment: {
    name: 'Sentiment',
    about:
      'How customers feel: cases opened in the period, by the tag of the group “Sentiment” they have now.',
    ...caseList,
  },
  tags: {
    name: 'Other tags',
    about:
      'Cases opened in the period, by the other tags they have now, typed ones too. A case with two tags is counted under both.',
    ...caseList,
  },
};

/** What the parts of a measure are called, where they are not names already. */
export const partNames: Partial<Record<Measure, Record<string, string>>> = { timers: timerNames };

/** The measures that count cases by a group of the program's tags; `tags` counts those of all other groups. */
export const groupOfMeasure = {
  reasons: 'reason',
  products: 'product',
  sentiment: 'sentiment',
} as const satisfies Partial<Record<Measure, TagGroup>>;

/** From so many cases on, an issue recurs. */
export const MIN_RECURRING = 2;

/** A measure is divided into so many parts at most: those with the most facts in the period. */
export const MAX_PARTS = 12;

// Periods

export const periodWeeks = [1, 4, 8, 12] as const;
export type PeriodWeeks = (typeof periodWeeks)[number];
export const DEFAULT_WEEKS: PeriodWeeks = 4;

/**
 * What Insight is asked about: some weeks of a program, beside as many before them. Weeks are seven days of the
 * program's own calendar, counted back from `to`.
 */
export const AskInsight = z.strictObject({
  program: Id,
  /** The day after the last one, "2026-11-23"; left out: tomorrow, so that today is the last. */
  to: z.iso.date().optional(),
  weeks: z.coerce
    .number()
    .refine((weeks): weeks is PeriodWeeks => (periodWeeks as readonly number[]).includes(weeks))
    .default(DEFAULT_WEEKS),
  team: z.string().max(60).optional(),
  person: Id.optional(),
});
export type AskInsight = z.input<typeof AskInsight>;

/**
 * How much of a program somebody sees. `people`: leads, with everybody's figures. `program`: quality, without
 * people. `self`: their own. Client viewers have no scope: they read what is released to them.
 */
export const InsightScope = z.enum(['people', 'program', 'self']);
export type InsightScope = z.infer<typeof InsightScope>;

/** `n` facts and what they come to; null when there is nothing to make a number of. Times are ms, shares percent. */
export const Figure = z.object({ n: z.number().int(), value: z.number().nullable() });
export type Figure = z.infer<typeof Figure>;

/** The period beside the one before it. */
export const Compared = z.object({ current: Figure, previous: Figure });
export type Compared = z.infer<typeof Compared>;

/** `weeks`: those of the period before, then those of the period, oldest first. */
export const Series = Compared.extend({ weeks: z.array(Figure) });
export type Series = z.infer<typeof Series>;

export const MeasureReport = Series.extend({
  measure: Measure,
  /** Most facts in the period first. */
  parts: z.array(Series.extend({ part: z.string() })),
});
export type MeasureReport = z.infer<typeof MeasureReport>;

/** A line of the comparison between teams, or between people. */
export const GroupReport = z.object({
  /** A team's name, or a person's id. */
  key: z.string(),
  name: z.string(),
  team: z.string().nullable(),
  figures: z.partialRecord(Measure, Compared),
});
export type GroupReport = z.infer<typeof GroupReport>;

export const InsightPeriod = z.object({
  timeZone: z.string(),
  /** The first day of each week, those of the period before first, and the day after the last. */
  days: z.array(z.iso.date()),
  weeks: z.number().int(),
  /** The day after today there. */
  latest: z.iso.date(),
});
export type InsightPeriod = z.infer<typeof InsightPeriod>;

export const InsightReport = z.object({
  program: Program,
  scope: InsightScope,
  period: InsightPeriod,
  measures: z.array(MeasureReport),
  /** Empty unless the asker may compare them. */
  teams: z.array(GroupReport),
  people: z.array(GroupReport),
});
export type InsightReport = z.infer<typeof InsightReport>;

// The cases behind a number

export const MAX_DRILL_CASES = 300;

export const AskInsightCases = AskInsight.extend({
  measure: Measure,
  part: z.string().max(80).optional(),
  /** Index into the weeks of both periods; left out: the whole of the period `half` names. */
  week: z.coerce.number().int().min(0).max(23).optional(),
  half: z.enum(['current', 'previous']).default('current'),
  /** Of a share: only what counts, or only what does not. */
  only: z.enum(['kept', 'missed']).optional(),
});
export type AskInsightCases = z.input<typeof AskInsightCases>;

export const InsightCase = z.object({
  case: CaseSummary,
  /** What the number counts in this case, newest first. */
  facts: z.array(
    z.object({ at: Time, value: z.number(), part: z.string().nullable(), person: PersonRef.nullable() }),
  ),
});
export type InsightCase = z.infer<typeof InsightCase>;

/** The cases that a number is made of, newest fact first. */
export const InsightCases = z.object({
  program: Program,
  period: InsightPeriod,
  /** Facts, and the cases they are in; more than `items` holds only beyond MAX_DRILL_CASES. */
  facts: z.number().int(),
  cases: z.number().int(),
  items: z.array(InsightCase),
});
export type InsightCases = z.infer<typeof InsightCases>;
