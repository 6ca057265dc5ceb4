import { MASKED_DIGIT, maskForbiddenDigits, maskForbiddenLines } from './forbidden-digits.ts';

/** A turn of a talk, as far as its digits go. */
export interface Spoken {
  /** Who it is: equal for the same voice. */
  readonly who: string;
  readonly text: string;
}

export const spokenOf = ({
  role,
  speaker,
  text,
}: {
  role: string;
  speaker: string | null;
  text: string;
}): Spoken => ({
  who: `${role} ${speaker ?? ''}`,
  text,
});

const WORDS: Readonly<Record<string, string>> = {
  zero: '0',
  oh: '0',
  o: '0',
  nought: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
};
const REPEATS: Readonly<Record<string, number>> = { double: 2, triple: 3 };
const DIGIT_WORD = Object.keys(WORDS).join('|');
/** Digits read out one by one, perhaps "double four", and perhaps some of them in figures; three at least. */
const SPELLED = new RegExp(
  String.raw`(?<![\p{L}\d])(?:(?:double|triple)\s+)?(?:${DIGIT_WORD}|\d+)(?:[\s,.\-–…]{1,4}(?:(?:double|triple)\s+)?(?:${DIGIT_WORD}|\d+)){2,}(?![\p{L}\d])`,
  'giu',
);
const PART = new RegExp(
  String.raw`(?:(double|triple)\s+)?(?<![\p{L}\d])(${DIGIT_WORD}|\d+)(?![\p{L}\d])`,
  'giu',
);

/** Somebody who is read a number to says no more than this in between, words. */
const MAX_BETWEEN_WORDS = 8;

/**
 * The texts of a talk with a bullet for each forbidden digit or letter of its word; lengths stay. Numbers are found
 * also where they are read out in words, and where the other one says "go on" in the middle of them.
 */
export function maskForbiddenTalk(turns: readonly Spoken[]): string[] {
  const texts = maskTogether(turns.map(({ text }) => text));
  for (const run of runsOf(turns)) {
    const masked = maskTogether(run.map((turn) => texts[turn] ?? ''));
    run.forEach((turn, i) => {
      texts[turn] = masked[i] ?? '';
    });
  }
  return texts;
}

/** Lines masked as one text, in figures and in words. */
function maskTogether(lines: readonly string[]): string[] {
  const masked = maskSpelled(maskForbiddenLines(lines).join('\n'));
  let at = 0;
  return lines.map(({ length }) => {
    const from = at;
    at += length + 1;
    return masked.slice(from, from + length);
  });
}

/** The turns of one voice that follow each other with nothing but interjections in between; two at least. */
function runsOf(turns: readonly Spoken[]): number[][] {
  const runs: number[][] = [];
  const newest = new Map<string, number[]>();
  let lastSpeech = -1;
  turns.forEach((turn, at) => {
    const run = newest.get(turn.who);
    if (run && lastSpeech <= (run.at(-1) ?? -1)) run.push(at);
    else {
      const begun = [at];
      newest.set(turn.who, begun);
      runs.push(begun);
    }
    if (!isInterjection(turn)) lastSpeech = at;
  });
  return runs.filter(({ length }) => length > 1);
}

const isInterjection = ({ text }: Spoken): boolean =>
  !/\d/.test(text) && text.trim().split(/\s+/).length <= MAX_BETWEEN_WORDS;

/** A word for digits: where it stands, and where its figures stand in the text written with them. */
interface Spelled {
  readonly from: number;
  readonly to: number;
  readonly figuresFrom: number;
  readonly figuresTo: number;
}

/** Digits in words are looked at as figures; where those are forbidden, their words are masked. */
function maskSpelled(text: string): string {
  const { words, inFigures } = writtenInFigures(text);
  if (words.length === 0) return text;
  const judged = maskForbiddenDigits(inFigures);
  let masked = '';
  let at = 0;
  for (const { from, to, figuresFrom, figuresTo } of words) {
    if (!judged.slice(figuresFrom, figuresTo).includes(MASKED_DIGIT)) continue;
    masked += text.slice(at, from) + text.slice(from, to).replace(/\S/g, MASKED_DIGIT);
    at = to;
  }
  return masked + text.slice(at);
}

/** The text with the digits that are read out in it as figures without anything between them. */
function writtenInFigures(text: string): { readonly words: readonly Spelled[]; readonly inFigures: string } {
  const words: Spelled[] = [];
  let inFigures = '';
  let at = 0;
  for (const { 0: run, index } of text.matchAll(SPELLED)) {
    if (!/\p{L}/u.test(run)) continue;
    inFigures += text.slice(at, index);
    for (const part of run.matchAll(PART)) {
      const digits = digitsOf(part[2] ?? '', part[1]);
      const from = index + part.index;
      const figuresFrom = inFigures.length;
      inFigures += digits;
      words.push({ from, to: from + part[0].length, figuresFrom, figuresTo: inFigures.length });
    }
    at = index + run.length;
  }
  return { words, inFigures: inFigures + text.slice(at) };
}

/** "double four" is 44; figures are themselves. */
const digitsOf = (word: string, times: string | undefined): string =>
  (WORDS[word.toLowerCase()] ?? word).repeat(REPEATS[times?.toLowerCase() ?? ''] ?? 1);
