/** How a customer feels, from worst to best: the options of a note's sentiment field, and what a change is told by. */
export const sentimentScale = ['Angry', 'Unhappy', 'Neutral', 'Satisfied', 'Delighted'] as const;
export type Sentiment = (typeof sentimentScale)[number];

export const isSentiment = (value: unknown): value is Sentiment =>
  sentimentScale.some((known) => known === value);

/** Steps up (positive) or down the scale. */
export const sentimentStep = (from: Sentiment, to: Sentiment): number =>
  sentimentScale.indexOf(to) - sentimentScale.indexOf(from);
