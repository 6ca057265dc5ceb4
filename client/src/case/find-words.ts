/** Words in a text, with what stands right before and after them on their line. */
export interface WordsPlace {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** Where the words are: of several places the one that is most like it was around them. Null when they are gone. */
export function findWords(
  text: string,
  { before, match, after }: WordsPlace,
): { from: number; to: number } | null {
  if (match === '') return null;
  let best: { from: number; likeness: number } | null = null;
  for (let from = text.indexOf(match); from >= 0; from = text.indexOf(match, from + 1)) {
    const to = from + match.length;
    const likeness = sameEnd(text.slice(0, from), before) + sameStart(text.slice(to), after);
    if (!best || likeness > best.likeness) best = { from, likeness };
  }
  return best && { from: best.from, to: best.from + match.length };
}

function sameStart(a: string, b: string): number {
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return same;
}

function sameEnd(a: string, b: string): number {
  let same = 0;
  while (same < a.length && same < b.length && a.at(-1 - same) === b.at(-1 - same)) same++;
  return same;
}
