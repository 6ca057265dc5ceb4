import { durationText } from '../platform/time.ts';

/** How long something may wait for an answer: "to be accepted within 12 min". Late is said in words, not by colour alone. */
export function acceptWords(acceptBy: Date, now: Date): { text: string; isLate: boolean } {
  const left_ms = acceptBy.getTime() - now.getTime();
  return left_ms >= 0
    ? { text: `to be accepted within ${lengthWords(left_ms)}`, isLate: false }
    : { text: `overdue by ${lengthWords(left_ms)}`, isLate: true };
}

const lengthWords = (length_ms: number): string => {
  const text = durationText(length_ms);
  return text === 'now' ? 'a minute' : text;
};
