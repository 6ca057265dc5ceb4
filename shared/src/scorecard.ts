import { z } from 'zod';
import { line, text } from './primitives.ts';

export const MAX_SCORECARD_NAME_CHARS = 80;
export const MAX_SECTION_TITLE_CHARS = 80;
export const MAX_ITEM_CHARS = 160;
export const MAX_ITEM_HELP_CHARS = 400;
export const MAX_SECTIONS = 12;
export const MAX_ITEMS = 60;
export const MAX_WEIGHT = 100;
/** Points run from 0 to at most this, so that one digit key gives any of them. */
export const MAX_POINTS = 9;

/** How an item is scored: met or not, or in points from 0 to `max`. */
export const Scale = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('yes-no') }),
  z.strictObject({ kind: z.literal('points'), max: z.number().int().min(2).max(MAX_POINTS) }),
]);
export type Scale = z.infer<typeof Scale>;

/** Names an item in marks, disputes and goals. It stays when the item is reworded in a later version. */
export const ItemId = z.string().regex(/^[a-z0-9-]{1,40}$/);

export const ScorecardItem = z.strictObject({
  id: ItemId,
  text: line(MAX_ITEM_CHARS),
  /** What to look for. */
  help: text(MAX_ITEM_HELP_CHARS).default(''),
  /** Relative to the weights of the other items. */
  weight: z.number().int().min(1).max(MAX_WEIGHT),
  scale: Scale,
  /** Scored 0 it fails the whole review, whatever the rest. */
  critical: z.boolean(),
});
export type ScorecardItem = z.infer<typeof ScorecardItem>;

export const ScorecardSection = z.strictObject({
  title: line(MAX_SECTION_TITLE_CHARS),
  items: z.array(ScorecardItem).min(1).max(MAX_ITEMS),
});
export type ScorecardSection = z.infer<typeof ScorecardSection>;

export const ScorecardBody = z
  .strictObject({
    name: line(MAX_SCORECARD_NAME_CHARS),
    /** A review passes from this total on, in per cent. */
    passPercent: z.number().int().min(0).max(100),
    sections: z.array(ScorecardSection).min(1).max(MAX_SECTIONS),
  })
  .superRefine(({ sections }, context) => {
    const items = sections.flatMap((section) => section.items);
    if (items.length > MAX_ITEMS)
      context.addIssue({
        code: 'custom',
        path: ['sections'],
        message: `A scorecard has ${MAX_ITEMS} items at most.`,
      });
    if (new Set(items.map(({ id }) => id)).size < items.length)
      context.addIssue({ code: 'custom', path: ['sections'], message: 'Two items have the same id.' });
  });
export type ScorecardBody = z.infer<typeof ScorecardBody>;

/** Points (yes is 1, no is 0), or that the item does not apply here. */
export const Score = z.union([z.number().int().min(0).max(MAX_POINTS), z.literal('n/a')]);
export type Score = z.infer<typeof Score>;

/** Scores by item id; an item that is absent has not been scored. */
export type Scores = Readonly<Record<string, Score>>;

export interface Result {
  /** 0 to 100, to a tenth; null when nothing that applies has been scored. 0 when a critical item fails. */
  readonly percent: number | null;
  /** What the total would be without the rule of critical items. */
  readonly weighted: number | null;
  readonly passed: boolean | null;
  /** Ids of critical items scored 0. */
  readonly failed: readonly string[];
  /** Ids of items without a score, in the order of the scorecard. */
  readonly unscored: readonly string[];
  /** One a section, in order, without the rule of critical items. */
  readonly sections: readonly (number | null)[];
}

export const itemsOf = ({ sections }: Pick<ScorecardBody, 'sections'>): ScorecardItem[] =>
  sections.flatMap(({ items }) => items);

export const maxOf = (scale: Scale): number => (scale.kind === 'yes-no' ? 1 : scale.max);

/** Whether a score can be given on a scale. */
export const isOnScale = (scale: Scale, score: Score): boolean => score === 'n/a' || score <= maxOf(scale);

/**
 * The total of a review: the mean of `score / max` over the items that apply, each by its weight. An item scored
 * n/a takes its weight with it. Items without a score do not count yet.
 */
export function resultOf(scorecard: Pick<ScorecardBody, 'sections' | 'passPercent'>, scores: Scores): Result {
  const items = itemsOf(scorecard);
  const weighted = percentOf(items, scores);
  const failed = items.filter(({ id, critical }) => critical && scores[id] === 0).map(({ id }) => id);
  const percent = weighted !== null && failed.length > 0 ? 0 : weighted;
  return {
    percent,
    weighted,
    passed: percent === null ? null : failed.length === 0 && percent >= scorecard.passPercent,
    failed,
    unscored: items.filter(({ id }) => scores[id] === undefined).map(({ id }) => id),
    sections: scorecard.sections.map((section) => percentOf(section.items, scores)),
  };
}

function percentOf(items: readonly ScorecardItem[], scores: Scores): number | null {
  let earned = 0;
  let possible = 0;
  for (const { id, weight, scale } of items) {
    const score = scores[id];
    if (score === undefined || score === 'n/a') continue;
    earned += (weight * score) / maxOf(scale);
    possible += weight;
  }
  return possible === 0 ? null : Math.round((earned / possible) * 1_000) / 10;
}
