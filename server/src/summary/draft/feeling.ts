/// <reference path="./vader-sentiment.d.ts" />

import type { Sentiment } from '@caseroom/shared/sentiment';
import vader from 'vader-sentiment';
import {
  DELIGHTED,
  FAILED,
  FURIOUS,
  IRONIC,
  PLEASED,
  PRAISE,
  REFUSED,
  RELIEVED,
  TROUBLE,
  UPSET,
} from './feeling-words.ts';
import { type Said, wordsOf } from './read.ts';

export interface Feeling {
  readonly sentiment: Sentiment;
  /** The sentence that shows it best. */
  readonly shownBy: Said;
}

/** How much the model's own reading of a sentence weighs against words that name a feeling. */
const MODEL_WEIGHT = 0.6;
/** What is wrong is not how they feel: a sentence that only tells the problem counts little. */
const TOLD_WEIGHT = 0.35;
/** How they leave weighs more than how they came, by this much at the very end. */
const END_WEIGHT = 2;
const MAX_POLITE = 0.35;
/** More than manners. */
const WARM = /\b(?:a million|so much|(?:so|very|really|super) (?:helpful|kind)|covered everything)\b/;
const WARM_WORTH = 0.6;
/** "Please" and "yes" please the model, and say nothing of the one who says them. */
const MAX_UNNAMED = 0.15;
/** Where nobody names a feeling, the model alone has to be surer than this. */
const MIN_UNNAMED = -0.3;
const limits: readonly (readonly [number, Sentiment])[] = [
  [-0.62, 'Angry'],
  [-0.16, 'Unhappy'],
  [0.17, 'Neutral'],
  [0.78, 'Satisfied'],
  [Number.POSITIVE_INFINITY, 'Delighted'],
];

/** How the customer feels in the end, with the sentence that shows it; null when they say next to nothing. */
export function feelingIn(said: readonly Said[]): Feeling | null {
  const own = said.filter(
    ({ role, kind }) => role === 'customer' && kind !== 'identity-answer' && kind !== 'greeting',
  );
  if (own.length === 0) return null;
  const readings = own
    .map(asSpoken)
    .map((one) => ({ one, value: feltIn(one, said), names: namesFeeling(one) }));
  const weighed = readings.map((reading, i) => ({
    ...reading,
    weight: (reading.names ? 1 : TOLD_WEIGHT) * (1 + (END_WEIGHT * i) / Math.max(1, own.length - 1)),
  }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const mean = weighed.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
  const [furious, upset] = [FURIOUS, UPSET].map(
    (pattern) => own.filter(({ whole }) => pattern.test(whole.toLowerCase())).length,
  ) as [number, number];
  const isShown =
    readings.some(({ names, one, value }) => (names && value !== 0) || one.kind === 'thanks') ||
    mean < MIN_UNNAMED;
  const level = !isShown
    ? 0
    : furious > 1
      ? Math.min(mean - 0.35, -0.65)
      : furious + upset > 1
        ? mean - 0.15
        : mean;
  const isPleased = isPleasedInTheEnd(readings) && mean > -NEARLY;
  const sentiment = (
    limits.find(
      ([limit]) => (isPleased ? Math.max(level, NEARLY * 2) : level) < limit,
    ) as (typeof limits)[number]
  )[1];
  return { sentiment, shownBy: shownBy(sentiment, weighed) };
}

/** Near enough to neither. */
const NEARLY = 0.1;

/** The last feeling they name, in their last two sentences, is more than manners. */
const isPleasedInTheEnd = (readings: readonly { value: number; names: boolean }[]): boolean => {
  const last = readings.slice(-2).findLast(({ names }) => names);
  return last !== undefined && last.value >= MORE_THAN_MANNERS;
};
const MORE_THAN_MANNERS = 0.45;

/** "Great, thanks" shows more than "thanks". */
const asSpoken = (one: Said): Said => ({ ...one, text: one.whole, lower: one.whole.toLowerCase() });

const namesFeeling = ({ lower }: Said): boolean =>
  [FURIOUS, UPSET, PLEASED, DELIGHTED].some((pattern) => pattern.test(lower));

/** Praise for what went wrong: with the trouble in the same breath, beside it, or after a refusal. */
function isIronic({ index, lower, turn, kind }: Said, said: readonly Said[]): boolean {
  if (kind === 'thanks' || !PRAISE.test(lower) || /\bthank/.test(lower))
    return /\bthanks for nothing\b/.test(lower);
  if (IRONIC.test(lower) || (TROUBLE.test(lower) && !/\b(?:no|not|fixed|solved|resolved|now)\b/.test(lower)))
    return true;
  const beside = said
    .slice(Math.max(0, index - 1), index + 2)
    .filter((one) => one.turn === turn && one.index !== index);
  if (beside.some((one) => TROUBLE.test(one.lower) && FAILED.test(one.lower))) return true;
  const before = said
    .slice(0, index)
    .findLast(({ role, kind: other }) => role === 'agent' && other === 'content');
  return (
    before !== undefined && REFUSED.test(before.lower) && !/\b(?:ok|okay|anyway|no problem)\b/.test(lower)
  );
}

/** -1 to 1. */
function feltIn(one: Said, said: readonly Said[]): number {
  const { text, lower, kind } = one;
  const model = vader.SentimentIntensityAnalyzer.polarity_scores(text).compound * MODEL_WEIGHT;
  const isNegated =
    /\b(?:not|never|no)\b (?:\w+ ){0,2}(?:happy|great|good|helpful|glad|satisfied|pleased|thrilled|delighted|impressed|amused|acceptable)|n't (?:\w+ ){0,2}(?:happy|help|good|work)/.test(
      lower,
    );
  if (isIronic(one, said)) return -0.6;
  if (RELIEVED.test(lower)) return 0.5;
  if (FURIOUS.test(lower)) return -1;
  if (UPSET.test(lower) || isNegated) return Math.min(-0.5, model);
  if (DELIGHTED.test(lower)) return 1;
  if (kind === 'closing') return 0.15;
  if (kind === 'nothing-else' || kind === 'acknowledgement')
    return PLEASED.test(lower)
      ? WARM.test(lower)
        ? WARM_WORTH
        : MAX_POLITE
      : Math.max(-0.2, Math.min(0.15, model));
  if (PLEASED.test(lower) && !/\bbut\b/.test(lower)) return Math.max(0.45, model);
  if (kind === 'thanks') return MAX_POLITE;
  return Math.min(model, MAX_UNNAMED);
}

const CALM_KINDS: readonly string[] = ['thanks', 'acknowledgement', 'nothing-else', 'closing'];

function shownBy(
  sentiment: Sentiment,
  readings: readonly { readonly one: Said; readonly value: number; readonly names: boolean }[],
): Said {
  const direction = sentiment === 'Neutral' ? 0 : sentiment === 'Angry' || sentiment === 'Unhappy' ? -1 : 1;
  const worth = ({ one, value, names }: (typeof readings)[number], i: number) =>
    (direction === 0
      ? -Math.abs(value) * 0.5 + (CALM_KINDS.includes(one.kind) && wordsOf(one.tokens).length > 1 ? 0.4 : 0)
      : value * direction) +
    (names && direction !== 0 ? 0.6 : 0) +
    (direction > 0 && one.kind === 'thanks' ? 0.4 : 0) -
    (one.isQuestion && direction > 0 ? 0.5 : 0) -
    (wordsOf(one.tokens).length < 2 ? 0.5 : 0) +
    Math.min(wordsOf(one.tokens).length, 8) * 0.03 +
    (i / readings.length) * 0.15;
  const [best] = readings
    .map((reading, i) => ({ one: reading.one, worth: worth(reading, i) }))
    .sort((a, b) => b.worth - a.worth);
  return (best as { one: Said }).one;
}
