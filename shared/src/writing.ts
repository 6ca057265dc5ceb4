import { z } from 'zod';
import { NoteKind } from './note.ts';
import { line, text } from './primitives.ts';
import type { TemplateContent } from './template.ts';

/** Hints about how a note reads. They advise; nothing here ever keeps anybody from writing. */

export const MAX_JARGON = 200;
export const MAX_JARGON_CHARS = 60;
export const MAX_SUMMARY_SENTENCES = 20;

/** A word that readers outside the floor may not know, and what to write instead (empty: nothing better is known). */
export const Jargon = z.strictObject({
  term: line(MAX_JARGON_CHARS),
  instead: text(MAX_JARGON_CHARS).default(''),
});
export type Jargon = z.infer<typeof Jargon>;

export const WritingSettings = z.strictObject({
  /** Language that the program writes in, as BCP 47 says it: "en", "pt-BR". */
  language: line(20).refine(isLanguage, 'Write a language code such as en or pt-BR.'),
  /** How many sentences a summary has. */
  summary: z
    .strictObject({
      min: z.number().int().min(1).max(MAX_SUMMARY_SENTENCES),
      max: z.number().int().min(1).max(MAX_SUMMARY_SENTENCES),
    })
    .refine(({ min, max }) => min <= max, {
      path: ['max'],
      message: 'The most cannot be less than the least.',
    }),
  /** The kinds whose wording is looked at: those that people outside the floor come to read. */
  kinds: z.array(NoteKind).max(NoteKind.options.length),
  /** Flesch reading ease from 0 (hard) to 100 (easy), 60 is plain English; null: not looked at. */
  minEase: z.number().int().min(0).max(100).nullable(),
  jargon: z.array(Jargon).max(MAX_JARGON),
});
export type WritingSettings = z.infer<typeof WritingSettings>;

/** What a program starts with; the database's own default says the same. */
export const defaultWriting: WritingSettings = {
  language: 'en',
  summary: { min: 2, max: 5 },
  kinds: ['interim', 'call-summary', 'interaction-summary'],
  minEase: 50,
  jargon: [],
};

export const summaryKinds: readonly NoteKind[] = ['call-summary', 'interaction-summary'];

export type WritingHint =
  | { readonly is: 'too-short'; readonly sentences: number; readonly min: number }
  | { readonly is: 'too-long'; readonly sentences: number; readonly max: number }
  | { readonly is: 'few-words'; readonly words: number; readonly min: number }
  | { readonly is: 'many-words'; readonly words: number; readonly max: number }
  /** `sentence` is the longest one, the best place to begin. */
  | {
      readonly is: 'hard-to-read';
      readonly ease: number;
      readonly wanted: number;
      readonly sentence: string;
    }
  | { readonly is: 'jargon'; readonly term: string; readonly instead: string; readonly count: number };

/** Below so many words reading ease says nothing. */
export const MIN_WORDS_FOR_EASE = 25;

/**
 * What could be better about a note's prose: its paragraphs and list items in reading order, without headings,
 * field names and code. A note without prose has no hints: nobody is told that what they just began is too short.
 * `usual` is how long its template says such a note is; summaries have the sentences that the program asks for.
 */
export function writingHints(
  kind: NoteKind,
  prose: readonly string[],
  settings: WritingSettings,
  usual: TemplateContent['length'] = {},
): WritingHint[] {
  const sentences = sentencesIn(prose, settings.language);
  if (sentences.length === 0) return [];
  return [
    ...sentenceHints(sentences.length, summaryKinds.includes(kind) ? settings.summary : usual.sentences),
    ...wordHints(wordCount(prose, settings.language), usual.words),
    ...(settings.kinds.includes(kind)
      ? [...easeHints(prose, sentences, settings), ...jargonHints(prose, settings.jargon)]
      : []),
  ];
}

type Span = { readonly min: number; readonly max: number } | undefined;

function sentenceHints(sentences: number, span: Span): WritingHint[] {
  if (span && sentences < span.min) return [{ is: 'too-short', sentences, min: span.min }];
  return span && sentences > span.max ? [{ is: 'too-long', sentences, max: span.max }] : [];
}

function wordHints(words: number, span: Span): WritingHint[] {
  if (span && words < span.min) return [{ is: 'few-words', words, min: span.min }];
  return span && words > span.max ? [{ is: 'many-words', words, max: span.max }] : [];
}

/** Words as the language divides them; Japanese has no spaces. */
function wordCount(prose: readonly string[], language: string): number {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return prose.reduce(
    (sum, paragraph) => sum + [...segmenter.segment(paragraph)].filter(({ isWordLike }) => isWordLike).length,
    0,
  );
}

function easeHints(
  prose: readonly string[],
  sentences: readonly string[],
  { language, minEase }: WritingSettings,
): WritingHint[] {
  const ease = minEase === null ? null : readingEase(prose, language);
  if (ease === null || minEase === null || ease >= minEase) return [];
  const longest = sentences.reduce((long, other) =>
    wordsIn(other).length > wordsIn(long).length ? other : long,
  );
  return [{ is: 'hard-to-read', ease, wanted: minEase, sentence: longest }];
}

function jargonHints(prose: readonly string[], jargon: readonly Jargon[]): WritingHint[] {
  const words = prose.join('\n');
  return jargon.flatMap(({ term, instead }) => {
    const count = [...words.matchAll(wholeWords(term))].length;
    return count > 0 ? [{ is: 'jargon' as const, term, instead, count }] : [];
  });
}

/** The term where it stands as words of its own, in whatever case: "ops" is not in "stops". */
function wholeWords(term: string): RegExp {
  const literal = term.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'giu');
}

/** The sentences of some paragraphs. A paragraph ends its last sentence, with or without a full stop. */
export function sentencesIn(prose: readonly string[], language: string): string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  return prose.flatMap((paragraph) => {
    const found: string[] = [];
    for (const { segment } of segmenter.segment(paragraph)) {
      const last = found.at(-1);
      // The segmenter takes the point of "Dr. Ito" for an end, and so it does with “Why?” she asked.
      if (last !== undefined && (goesOn(last) || /^\p{Ll}/u.test(segment)))
        found[found.length - 1] = last + segment;
      else if (/[\p{L}\p{N}]/u.test(segment)) found.push(segment);
    }
    return found.map((sentence) => sentence.trim());
  });
}

const goesOn = (sentence: string): boolean =>
  /(?:^|\s)(?:approx|nr|dr|mr|mrs|ms|prof|st|vs|ca|e\.g|i\.e|\p{L})\.\s*$/iu.test(sentence);

/**
 * Flesch reading ease (Flesch 1948): 206.835 − 1.015 · words per sentence − 84.6 · syllables per word. Null where
 * its numbers do not hold: another language than English, or too few words.
 */
export function readingEase(prose: readonly string[], language: string): number | null {
  if (new Intl.Locale(language).language !== 'en') return null;
  const words = prose.flatMap(wordsIn);
  const sentences = sentencesIn(prose, language).length;
  if (words.length < MIN_WORDS_FOR_EASE || sentences === 0) return null;
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return Math.round(206.835 - 1.015 * (words.length / sentences) - 84.6 * (syllables / words.length));
}

/** Words of letters; numbers and references ("NW-4471-20") are read at a glance. */
const wordsIn = (sentence: string): string[] =>
  sentence.match(/(?<![\p{N}-])\p{L}[\p{L}’']*(?![\p{N}-])/gu) ?? [];

/** An English word's syllables, near enough for an average over many: groups of vowels, less a silent end. */
export function syllablesIn(word: string): number {
  const letters = word.toLowerCase().replaceAll(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const spoken = letters
    .replace(/(?:[^aeioutd]ed|[^laeiouysxzcg]es|[^laeiouy]e)$/, '')
    .replace(/^y/, '')
    .replaceAll(/[aeiouy](?=[iou]us|ing)/g, '$&-');
  return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 1);
}

function isLanguage(code: string): boolean {
  try {
    return Intl.Segmenter.supportedLocalesOf(code).length > 0;
  } catch {
    return false;
  }
}
