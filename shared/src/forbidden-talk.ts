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
  const plain = turns.map(({ text }) => text);
  let texts = sliced(
    maskSpelled(maskForbiddenLines(plain).join('\n')),
    plain.map(({ length }) => length),
  );
  for (const who of new Set(turns.map((turn) => turn.who))) texts = maskedFor(who, turns, texts);
  return texts;
}

/** What one voice says, with what interrupts it left out. */
function maskedFor(who: string, turns: readonly Spoken[], texts: readonly string[]): string[] {
  const masked = [...texts];
  for (const run of runsOf(who, turns)) {
    const lines = run.map((turn) => masked[turn] ?? '');
    const whole = maskSpelled(maskForbiddenLines(lines).join('\n'));
    const parts = sliced(
      whole,
      lines.map(({ length }) => length),
    );
    run.forEach((turn, i) => {
      masked[turn] = parts[i] ?? '';
    });
  }
  return masked;
}

/** The text cut where its lines ended; each is followed by one line feed. */
function sliced(text: string, lengths: readonly number[]): string[] {
  let at = 0;
  return lengths.map((length) => {
    const from = at;
    at += length + 1;
    return text.slice(from, from + length);
  });
}

function runsOf(who: string, turns: readonly Spoken[]): number[][] {
  const runs: number[][] = [];
  let before = -1;
  turns.forEach((turn, at) => {
    if (turn.who !== who) return;
    const between = turns.slice(before + 1, at);
    if (before >= 0 && between.every(isInterjection)) runs.at(-1)?.push(at);
    else runs.push([at]);
    before = at;
  });
  return runs;
}

const isInterjection = ({ text }: Spoken): boolean =>
  !/\d/.test(text) && text.trim().split(/\s+/).length <= MAX_BETWEEN_WORDS;

/** Digits in words are looked at as figures; where those are forbidden, their words are masked. */
function maskSpelled(text: string): string {
  const figures: { readonly at: number; readonly end: number; readonly from: number; readonly to: number }[] =
    [];
  let plain = '';
  let at = 0;
  for (const { 0: run, index } of text.matchAll(SPELLED)) {
    if (!/\p{L}/u.test(run)) continue;
    plain += text.slice(at, index);
    for (const part of run.matchAll(PART)) {
      const word = part[2] ?? '';
      const digits = (WORDS[word.toLowerCase()] ?? word).repeat(REPEATS[part[1]?.toLowerCase() ?? ''] ?? 1);
      const start = index + part.index;
      figures.push({
        at: plain.length,
        end: plain.length + digits.length,
        from: start,
        to: start + part[0].length,
      });
      plain += digits;
    }
    at = index + run.length;
  }
  if (figures.length === 0) return text;
  plain += text.slice(at);
  const masked = maskForbiddenDigits(plain);
  return figures.reduceRight(
    (whole, figure) =>
      masked.slice(figure.at, figure.end).includes(MASKED_DIGIT)
        ? whole.slice(0, figure.from) +
          whole.slice(figure.from, figure.to).replace(/\S/g, MASKED_DIGIT) +
          whole.slice(figure.to)
        : whole,
    text,
  );
}
