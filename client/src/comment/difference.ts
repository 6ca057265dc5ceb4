/** Two texts, side by side: what both begin and end with, what would go and what would come. */
export interface Difference {
  readonly before: string;
  readonly gone: string;
  readonly came: string;
  readonly after: string;
}

/** Words and what is between them; a word is never cut, which would be hard to read. */
const wordsOf = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu) ?? [];

/** What is between the beginning and the end that two texts share, in whole words. */
export function differenceOf(now: string, then: string): Difference {
  const [a, b] = [wordsOf(now), wordsOf(then)];
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < most - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const join = (words: readonly string[], from: number, to: number) => words.slice(from, to).join('');
  return {
    before: join(a, 0, start),
    gone: join(a, start, a.length - end),
    came: join(b, start, b.length - end),
    after: join(a, a.length - end, a.length),
  };
}
