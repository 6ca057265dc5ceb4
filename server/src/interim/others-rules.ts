import { foldName } from '@caseroom/shared/fold';
import { asciiDigits } from '@caseroom/shared/forbidden-digits';
import { checkLanguages } from '@caseroom/shared/interim-check/languages';
import { anyOf } from '@caseroom/shared/interim-check/words';

/** What in some words could be somebody's: looked up among the program's customers. */
export interface Candidates {
  /** Folded, two to four words, in whatever order and case they were written. */
  readonly names: readonly string[];
  /** Folded, one to four words that begin with a capital. */
  readonly companies: readonly string[];
  /** Lower case. */
  readonly emails: readonly string[];
  /** Their last digits, as many as every country's numbers have. */
  readonly phones: readonly string[];
  /** Lower case. */
  readonly accounts: readonly string[];
  /** As they were written: what other systems call their cases. */
  readonly references: readonly string[];
  /** Of cases: 1042 for "C-1042", "case no. 1042". */
  readonly numbers: readonly number[];
  /** Those of them that can be nothing else. */
  readonly cases: readonly number[];
}

/** Shorter runs of digits are prices, years and times. */
const MIN_PHONE_DIGITS = 7;
const MAX_PHONE_DIGITS = 15;
const LAST_DIGITS = 8;
const MIN_ACCOUNT_CHARS = 5;
const MAX_NAME_WORDS = 4;
/** A company of one short word is a word like any other. */
const MIN_COMPANY_CHARS = 4;
/** More is no message but an attack on the database. */
const MAX_CANDIDATES = 6_000;

// Each begins where a stretch of its letters begins: a long one without an end is tried once, not at every letter.
const AT = /(?<!\s)\s*(?:[[({]\s*at\s*[\])}]|\s@\s)\s*/gi;
const DOT = /(?<!\s)\s*[[({]\s*dot\s*[\])}]\s*/gi;
const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
const DIGITS = /\+?\d(?:[ ().\-–/\u00a0]{0,3}\d)+/g;
const CASE_NUMBER = /(?<![\p{L}\p{N}])C\s?[-–—‑]\s?(\d{3,15})(?!\d)/giu;
const NAMED_NUMBER = new RegExp(
  `(?<![\\p{L}])${anyOf(checkLanguages.flatMap(({ caseWords }) => caseWords))}\\s*(?:[:#]|no\\.?|nr\\.?|n[º°o.]|number)?\\s*#?(?:C\\s?)?(\\d{3,15})(?!\\d)`,
  'giu',
);
const BARE_NUMBER = /(?<![\p{L}\p{N}])(?:#|C)(\d{3,15})(?!\d)/gu;
const TOKEN = /[\p{L}\p{N}_/-]+/gu;
const WORD = /[\p{L}\p{M}][\p{L}\p{M}’'.&-]*/gu;

export function candidatesIn(written: string): Candidates {
  const text = asciiDigits(written).replaceAll(AT, '@').replaceAll(DOT, '.');
  const all = (pattern: RegExp) => [...text.matchAll(pattern)];
  const numbers = (pattern: RegExp) => all(pattern).map((match) => Number(match[1]));
  const tokens = all(TOKEN)
    .map(([token]) => token.replace(/^[_/-]+/, ''))
    .filter((token) => token.length >= MIN_ACCOUNT_CHARS && /\d/.test(token));
  const runs = text.split(/[^\p{L}\p{M}’'.&\s-]|\.\s|\n/u).map((run) => run.match(WORD) ?? []);
  return {
    names: distinct([...runs.flatMap((run) => stretches(run, 2)), ...turned(text)].map(foldName)),
    companies: distinct(
      runs
        .flatMap((run) => stretches(run, 1))
        .filter((words) => /^\p{Lu}/u.test(words) && words.length >= MIN_COMPANY_CHARS)
        .map(foldName),
    ),
    emails: distinct(all(EMAIL).map(([email]) => email.toLowerCase())),
    phones: distinct(
      all(DIGITS)
        .map(([run]) => run.replaceAll(/\D/g, ''))
        .filter(({ length }) => length >= MIN_PHONE_DIGITS && length <= MAX_PHONE_DIGITS)
        .map(lastDigits),
    ),
    accounts: distinct(tokens.map((token) => token.toLowerCase())),
    references: distinct(tokens),
    numbers: distinct([...numbers(CASE_NUMBER), ...numbers(NAMED_NUMBER), ...numbers(BARE_NUMBER)]),
    cases: distinct(numbers(CASE_NUMBER)),
  };
}

export const lastDigits = (phone: string): string => phone.replaceAll(/\D/g, '').slice(-LAST_DIGITS);

/** Every stretch of a run's words: a sentence may begin right before a name, and people write without capitals. */
const stretches = (words: readonly string[], least: number): string[] =>
  words.flatMap((_, from) =>
    Array.from({ length: MAX_NAME_WORDS - least + 1 }, (_unused, more) =>
      words.slice(from, from + least + more),
    )
      .filter(({ length }, more) => length === least + more)
      .map((stretch) => stretch.join(' ').replace(/(?:[’']s?|\.)$/u, '')),
  );

/** "Reis, Ana" is Ana Reis. */
const turned = (text: string): string[] =>
  [...text.matchAll(/(?<!\p{L})(\p{Lu}[\p{L}\p{M}’'-]+),\s+(\p{Lu}[\p{L}\p{M}’'-]+)/gu)].map(
    ([, last, first]) => `${first} ${last}`,
  );

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)].slice(0, MAX_CANDIDATES);
