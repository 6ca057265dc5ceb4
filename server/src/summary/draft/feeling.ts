/// <reference path="./vader-sentiment.d.ts" />
import type { Sentiment } from '@caseroom/shared/sentiment';
import vader from 'vader-sentiment';
import { type Said, wordsOf } from './read.ts';

export interface Feeling {
  readonly sentiment: Sentiment;
  /** The sentence that shows it best. */
  readonly shownBy: Said;
}

const FURIOUS =
  /!{3,}|\b(?:furious|livid|disgust(?:ed|ing)|unacceptable|outrag(?:ed|eous)|ridiculous|rip[- ]?off|scam(?:med|mers)?|worst|incompetent|useless|lawyer|sue|ombudsman|never (?:again|shop|buy|order)|fed up|sick of|sick and tired|appalling|pathetic|joke|absurd|terrible service|horrible service|wtf|bullshit|kidding me|shop here again|damn|hell)\b/;
const UPSET =
  /\?{3,}|\b(?:frustrat(?:ed|ing)|annoy(?:ed|ing)|disappoint(?:ed|ing)|upset|unhappy|angry|mad|worried|stress(?:ed|ful)|tired of|waste of|again and again|third time|(?:second|fourth|fifth) time|still (?:waiting|no|not|haven't|hasn't|isn't|doesn't|won't)|(?:for|over) (?:hours|weeks|days|a week|a month)|nobody|no one|how many times|not happy|not good enough|bad|awful|horrible|terrible|poor|that sucks|sucks|bummer|kind of expensive|too expensive|scared|confus(?:ed|ing))\b/;
const PLEASED =
  /\b(?:great|perfect|excellent|wonderful|fantastic|awesome|lovely|brilliant|happy|glad|good to know|relief|relieved|that(?:'s| is) (?:good|helpful|nice)|helpful|works|appreciate|thank you so much|thanks so much|thanks a lot|many thanks|very much)\b/;
const DELIGHTED =
  /\b(?:amazing|love(?:d)? (?:it|this|you|your)|best (?:service|support|ever)|you(?:'re| are) (?:the best|amazing|awesome|a (?:star|lifesaver|legend)|so (?:helpful|kind))|so (?:happy|pleased|grateful)|thrilled|over the moon|made my day|above and beyond|outstanding|superb|lifesaver)\b/;

/** How much the model's own reading of a sentence weighs against words that name a feeling. */
const MODEL_WEIGHT = 0.6;
/** What is wrong is not how they feel: a sentence that only tells the problem counts little. */
const TOLD_WEIGHT = 0.35;
/** How they leave weighs more than how they came, by this much at the very end. */
const END_WEIGHT = 1;
const MAX_POLITE = 0.35;
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
  const readings = own.map((one) => ({ one, value: feltIn(one), names: namesFeeling(one) }));
  const weighed = readings.map((reading, i) => ({
    ...reading,
    weight: (reading.names ? 1 : TOLD_WEIGHT) * (1 + (END_WEIGHT * i) / Math.max(1, own.length - 1)),
  }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const mean = weighed.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
  const [furious, upset] = [FURIOUS, UPSET].map(
    (pattern) => own.filter(({ lower }) => pattern.test(lower)).length,
  ) as [number, number];
  const level = furious > 1 ? Math.min(mean - 0.35, -0.65) : furious + upset > 1 ? mean - 0.15 : mean;
  const sentiment = (limits.find(([limit]) => level < limit) as (typeof limits)[number])[1];
  return { sentiment, shownBy: shownBy(sentiment, weighed) };
}

const namesFeeling = ({ lower }: Said): boolean =>
  [FURIOUS, UPSET, PLEASED, DELIGHTED].some((pattern) => pattern.test(lower));

/** -1 to 1. */
function feltIn({ text, lower, kind }: Said): number {
  const model = vader.SentimentIntensityAnalyzer.polarity_scores(text).compound * MODEL_WEIGHT;
  const isNegated =
    /\b(?:not|never|no)\b (?:\w+ ){0,2}(?:happy|great|good|helpful|glad|satisfied|pleased)|n't (?:\w+ ){0,2}(?:happy|help|good|work)/.test(
      lower,
    );
  if (FURIOUS.test(lower)) return -1;
  if (UPSET.test(lower) || isNegated) return Math.min(-0.5, model);
  if (DELIGHTED.test(lower)) return 1;
  if (kind === 'closing') return 0.15;
  if (kind === 'nothing-else' || kind === 'acknowledgement')
    return PLEASED.test(lower) ? MAX_POLITE : Math.max(-0.2, Math.min(0.15, model));
  if (PLEASED.test(lower)) return Math.max(0.45, model);
  if (kind === 'thanks') return MAX_POLITE;
  return model;
}

function shownBy(
  sentiment: Sentiment,
  readings: readonly { readonly one: Said; readonly value: number; readonly names: boolean }[],
): Said {
  const direction = sentiment === 'Neutral' ? 0 : sentiment === 'Angry' || sentiment === 'Unhappy' ? -1 : 1;
  const worth = ({ one, value, names }: (typeof readings)[number], i: number) =>
    (direction === 0 ? -Math.abs(value) * 0.5 + (one.kind === 'content' ? 0.3 : 0) : value * direction) +
    (names && direction !== 0 ? 0.2 : 0) +
    Math.min(wordsOf(one.tokens).length, 8) * 0.03 +
    (i / readings.length) * 0.15;
  const [best] = readings
    .map((reading, i) => ({ one: reading.one, worth: worth(reading, i) }))
    .sort((a, b) => b.worth - a.worth);
  return (best as { one: Said }).one;
}
