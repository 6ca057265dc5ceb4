/** Words shorter than this are too close to everything. */
export const MIN_CORRECTED_CHARS = 4;
const LONG_CHARS = 6;

/** How many slips of the finger a word may have: 1, or 2 in a long one. */
const maxSlips = (word: string): number => (word.length >= LONG_CHARS ? 2 : 1);

/** What somebody who typed `word` may have meant, the likeliest first. `known` comes ordered by likeness. */
export const likelyMeant = (word: string, known: readonly string[], most: number): string[] =>
  known
    .map((other) => ({ other, slips: slipsBetween(word, other) }))
    .filter(({ slips }) => slips > 0 && slips <= maxSlips(word))
    .sort((a, b) => a.slips - b.slips)
    .slice(0, most)
    .map(({ other }) => other);

/** Letters left out, added, changed or swapped with their neighbour: the restricted Damerau–Levenshtein distance. */
export function slipsBetween(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  let before: number[] = [];
  let last = to.map((_, j) => j).concat(to.length);
  for (const [i, letter] of from.entries()) {
    const row = [i + 1];
    for (const [j, other] of to.entries()) {
      const kept = (last[j] as number) + (letter === other ? 0 : 1);
      const swapped = letter === to[j - 1] && from[i - 1] === other ? (before[j - 1] as number) + 1 : kept;
      row.push(Math.min(kept, swapped, (row[j] as number) + 1, (last[j + 1] as number) + 1));
    }
    [before, last] = [last, row];
  }
  return last[to.length] as number;
}
