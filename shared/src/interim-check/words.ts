/**
 * What the check before a release knows of one language: words and nothing else. A phrase stands for whole words in
 * any case; in capitals alone it is the name of a system and found only so. `*` stands for the rest of a word.
 */
export interface CheckWords {
  /** ISO 639-1. */
  readonly language: string;
  /** Little words that show a text to be in this language, whatever it was said to be in. */
  readonly common: readonly string[];
  /** Words that belong to the floor. */
  readonly internal: readonly string[];
  /** What holds words of the floor and is meant for customers: "do not share your password". */
  readonly spared: readonly string[];
  /** "Our fault": to be said only with an apology. */
  readonly admissions: readonly string[];
  readonly sorry: readonly string[];
  /** Promises nobody can be held to, unless their sentence says when. */
  readonly vague: readonly string[];
  /** "We will let you know": such a promise too, unless something else in the message says when. */
  readonly contacts: readonly string[];
  /** What such a promise may hang on instead: "if", "when". */
  readonly conditions: readonly string[];
  /** What holds words of the lists and means something else: "good morning" where "morning" is "tomorrow" too. */
  readonly ignored: readonly string[];
  /** "will", "until": the sentence is about what is to come. */
  readonly ahead: readonly string[];
  /** What stands before the time by which something is to be: "by", "until". */
  readonly by: readonly string[];
  /** What stands before the date of something that has been: "your order of". */
  readonly of: readonly string[];
  readonly today: readonly string[];
  readonly tomorrow: readonly string[];
  readonly yesterday: readonly string[];
  /** Forms of the days' names in which no calendar prints them. */
  readonly weekdays?: readonly string[];
  /** Days and weeks that are none in particular: "next week". */
  readonly someDay: readonly string[];
  /** Before the length of a time, "within 2 hours", and what its units begin with. */
  readonly within: readonly string[];
  readonly units: readonly string[];
  /** Numbers in words, as far as people write them so. */
  readonly counts: readonly string[];
  /** What people write where something is still to be filled in, in brackets. */
  readonly blanks: readonly string[];
  /** What a number of a case is introduced by. */
  readonly caseWords: readonly string[];
}

/** Each of the first with each of the second: "the customer says", "the customer wants". */
export const pairs = (first: readonly string[], second: readonly string[]): string[] =>
  first.flatMap((one) => second.map((other) => `${one} ${other}`));

const LETTERS = '[\\p{L}\\p{M}]*';

const literal = (phrase: string): string =>
  phrase
    .replaceAll(/[.+?^${}()|[\]\\/]/g, '\\$&')
    .replaceAll('*', LETTERS)
    .replaceAll(/['’]/g, "[’']")
    .replaceAll(/\s+/g, '\\s+');

/** A pattern that is one of these; of two that begin alike the longer. */
export const anyOf = (phrases: readonly string[]): string =>
  phrases.length === 0
    ? '(?!)'
    : `(?:${[...phrases]
        .sort((a, b) => b.length - a.length)
        .map(literal)
        .join('|')})`;

const whole = (pattern: string, flags: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, flags);

/** Building a pattern costs a hundred times what looking for it does: those of the languages are kept. */
const patterns = new WeakMap<readonly string[], readonly RegExp[]>();

function patternsOf(phrases: readonly string[]): readonly RegExp[] {
  const known = patterns.get(phrases);
  if (known) return known;
  const isName = (phrase: string) => phrase === phrase.toUpperCase();
  const names = phrases.filter(isName);
  const words = phrases.filter((phrase) => !isName(phrase));
  const made = [
    ...(words.length > 0 ? [whole(anyOf(words), 'giu')] : []),
    ...(names.length > 0 ? [whole(anyOf(names), 'gu')] : []),
  ];
  patterns.set(phrases, made);
  return made;
}

export interface SaidPhrase {
  /** As the text writes it. */
  readonly quote: string;
  readonly at: number;
}

/** Where these words stand in a text. */
export const phrasesIn = (text: string, phrases: readonly string[]): SaidPhrase[] =>
  patternsOf(phrases).flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ 0: quote, index }) => ({ quote, at: index })),
  );

/** The text with these left out; what leaves its room, so that places stay. */
export const without = (text: string, phrases: readonly string[]): string =>
  phrasesIn(text, phrases).reduce(
    (rest, { quote, at }) => rest.slice(0, at) + ' '.repeat(quote.length) + rest.slice(at + quote.length),
    text,
  );

export const says = (text: string, phrases: readonly string[]): boolean =>
  patternsOf(phrases).some((pattern) => text.search(pattern) >= 0);
