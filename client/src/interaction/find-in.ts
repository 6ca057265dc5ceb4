import { fold } from '@caseroom/shared/fold';
import type { Turn } from '@caseroom/shared/transcript';

/** The places of the turns that hold these words, case and accents aside. */
export function findIn(turns: readonly Turn[], words: string): number[] {
  const wanted = fold(words);
  if (wanted === '') return [];
  return turns.flatMap(({ text, speaker }, index) =>
    fold(text).includes(wanted) || fold(speaker ?? '').includes(wanted) ? [index] : [],
  );
}

export interface Part {
  /** Where it begins. */
  readonly at: number;
  readonly text: string;
  readonly hit: boolean;
}

/** A text in parts, those that are the words apart. Accents that change its length leave it whole. */
export function marked(text: string, words: string): Part[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [{ at: 0, text, hit: false }];
  const parts: Part[] = [];
  let from = 0;
  const low = text.toLowerCase();
  for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, from)) {
    if (at > from) parts.push({ at: from, text: text.slice(from, at), hit: false });
    from = at + wanted.length;
    parts.push({ at, text: text.slice(at, from), hit: true });
  }
  if (from < text.length) parts.push({ at: from, text: text.slice(from), hit: false });
  return parts;
}
