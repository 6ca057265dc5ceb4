import { z } from 'zod';
import { MAX_TAGS, Tag } from './case.ts';
import { AskInsight, InsightPeriod, Measure } from './insight.ts';
import { Program } from './people.ts';
import { Id, PersonRef, prose, Time } from './primitives.ts';

/** Figures made of fewer facts than this are never released: one could tell whose they are. */
export const SMALL_COUNT = 5;

/** What a program's client may be shown. Reviews and handovers are the floor's own. */
export const releasedMeasures: readonly Measure[] = [
  'opened',
  'resolved',
  'resolve-time',
  'escalation-accept',
  'timers',
];

/** Whole numbers: ms for times, percent for shares. Null: made of fewer than SMALL_COUNT facts. */
export const ReleasedFigure = z.object({
  measure: Measure,
  n: z.number().int().nullable(),
  value: z.number().nullable(),
});
export type ReleasedFigure = z.infer<typeof ReleasedFigure>;

/** Cases by tag; a tag with fewer than SMALL_COUNT is not named. */
export const ReleasedFigures = z.object({
  measures: z.array(ReleasedFigure),
  tags: z.array(z.object({ tag: z.string(), n: z.number().int() })),
});
export type ReleasedFigures = z.infer<typeof ReleasedFigures>;

/** What could be released of a period, before a lead decides. */
export const ReleaseDraft = z.object({ program: Program, period: InsightPeriod, figures: ReleasedFigures });
export type ReleaseDraft = z.infer<typeof ReleaseDraft>;

export const AskDraft = AskInsight.pick({ program: true, to: true, weeks: true });
export const AskReleases = z.strictObject({ program: Id });

export const MAX_RELEASE_CHARS = 2_000;

/** `tags`: those that may be named; the others stay inside. */
export const NewRelease = z.strictObject({
  program: Id,
  to: z.iso.date(),
  weeks: AskInsight.shape.weeks,
  summary: prose(MAX_RELEASE_CHARS).min(1, 'Say in a few words what the figures mean.'),
  tags: z.array(Tag).max(MAX_TAGS).default([]),
});
export type NewRelease = z.input<typeof NewRelease>;

export const Release = z.object({
  id: Id,
  program: Program,
  fromDay: z.iso.date(),
  /** The day after the last. */
  toDay: z.iso.date(),
  summary: z.string(),
  figures: ReleasedFigures,
  releasedBy: PersonRef,
  releasedAt: Time,
  /** Client viewers never get one that was withdrawn. */
  withdrawnAt: Time.nullable(),
});
export type Release = z.infer<typeof Release>;

/** Newest period first. */
export const Releases = z.object({
  program: Program,
  rights: z.object({ release: z.boolean() }),
  /** On the program's calendar; a period is over when it ends before this day. */
  today: z.iso.date(),
  items: z.array(Release),
});
export type Releases = z.infer<typeof Releases>;
