import type { Excerpt, MatchPlace } from '@caseroom/shared/search';

/** A word of a text that matches, as [from, to) in UTF-16 code units. `word` tells one matching word from another. */
export interface Match {
  readonly from: number;
  readonly to: number;
  readonly word: string;
}

/** About two lines of a result, characters. */
const EXCERPT_CHARS = 180;
/** Read before the first match, so that it stands in a sentence. */
const LEAD_CHARS = 50;
const CONTEXT_CHARS = 32;
const wordPattern = /[\p{L}\p{M}\p{N}]+/gu;

/** A word as it is compared: lower case, without accents. */
export const foldWord = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of a text that begin like one that was asked for; only those can match it. */
export function candidatesIn(text: string, beginnings: readonly string[]): string[] {
  const found = new Set<string>();
  for (const [word] of text.matchAll(wordPattern)) {
    const folded = foldWord(word);
    if (beginnings.some((beginning) => folded.startsWith(beginning))) found.add(folded);
  }
  return [...found];
}

/** Where the matching words stand. */
export function matchesIn(text: string, matching: ReadonlySet<string>): Match[] {
  const matches: Match[] = [];
  for (const { 0: typed, index } of text.matchAll(wordPattern)) {
    const word = foldWord(typed);
    if (matching.has(word)) matches.push({ from: index, to: index + typed.length, word });
  }
  return matches;
}

export const wholeText = (text: string, matches: readonly Match[]): Excerpt => ({
  text,
  ranges: matches.map(({ from, to }) => [from, to]),
});

/**
 * The part of a text that says most of what was asked for, on one line, with "…" where it goes on. `line`, from 0, is
 * the one of the text that says it; the first where nothing does.
 */
export function excerptOf(
  text: string,
  matches: readonly Match[],
): { excerpt: Excerpt; place: MatchPlace | null; line: number } {
  const first = bestStart(matches);
  const start = first ? wordStart(text, Math.max(0, first.from - LEAD_CHARS), first.from) : 0;
  const end = wordEnd(text, start + EXCERPT_CHARS);
  const [before, after] = [start > 0 ? '… ' : '', end < text.length ? ' …' : ''];
  const shift = before.length - start;
  const ranges = matches
    .filter(({ from, to }) => from >= start && to <= end)
    .map(({ from, to }): [number, number] => [from + shift, to + shift]);
  return {
    excerpt: { text: `${before}${text.slice(start, end).replace(/\s/gu, ' ')}${after}`, ranges },
    place: first ? placeOf(text, first) : null,
    line: text.slice(0, first?.from ?? 0).split('\n').length - 1,
  };
}

/** The first match from which an excerpt holds the most different words. */
function bestStart(matches: readonly Match[]): Match | null {
  let best: { match: Match; words: number } | null = null;
  for (const [i, match] of matches.entries()) {
    const words = new Set<string>();
    for (let j = i; j < matches.length; j++) {
      const other = matches[j] as Match;
      if (other.to > match.from + EXCERPT_CHARS - LEAD_CHARS) break;
      words.add(other.word);
    }
    if (!best || words.size > best.words) best = { match, words: words.size };
  }
  return best?.match ?? null;
}

/** The first start of a word from `at` on, at the latest `atLatest`. */
function wordStart(text: string, at: number, atLatest: number): number {
  if (at === 0) return 0;
  for (let i = at; i < atLatest; i++) if (/\s/u.test(text[i] as string)) return i + 1;
  return atLatest;
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(' ', at);
  return space > at - LEAD_CHARS ? space : at - (isHighSurrogate(text, at - 1) ? 1 : 0);
}

const isHighSurrogate = (text: string, at: number): boolean => /[\ud800-\udbff]/.test(text[at] ?? '');

function placeOf(text: string, { from, to }: Match): MatchPlace {
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = text.indexOf('\n', to);
  return {
    before: uncut(text.slice(Math.max(lineStart, from - CONTEXT_CHARS), from)),
    match: text.slice(from, to),
    after: uncut(text.slice(to, Math.min(lineEnd < 0 ? text.length : lineEnd, to + CONTEXT_CHARS))),
  };
}

/** Half a character at either end is none. */
const uncut = (text: string): string => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
