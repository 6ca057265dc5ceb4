/** What in some words could be somebody's: looked up among the program's customers. */
export interface Candidates {
  /** Lower case, two to four words. */
  readonly names: readonly string[];
  /** Lower case. */
  readonly emails: readonly string[];
  /** Digits alone. */
  readonly phones: readonly string[];
  /** Lower case. */
  readonly accounts: readonly string[];
  /** Of cases: 1042 for "C-1042". */
  readonly numbers: readonly number[];
}

/** Shorter runs of digits are prices, years and times. */
const MIN_PHONE_DIGITS = 7;
const MAX_PHONE_DIGITS = 15;
const MIN_ACCOUNT_CHARS = 5;
const MAX_NAME_WORDS = 4;
/** More is no message but an attack on the database. */
const MAX_CANDIDATES = 400;

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
const DIGITS = /\+?\d(?:[ ().\-/]{0,2}\d)+/g;
const CASE_NUMBER = /\bC-(\d{1,15})\b/gi;
const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}_/-]*\d[\p{L}\p{N}_/-]*|\d+/gu;
/** Particles stand in names without a capital: "Ana de Souza", "Jan van der Berg". */
const NAME_RUN =
  /\p{Lu}[\p{L}’'-]+(?:\s+(?:(?:de|da|do|dos|del|van|der|von|al|bin|la|le)\s+)*\p{Lu}[\p{L}’'-]+)+/gu;

export function candidatesIn(text: string): Candidates {
  const all = (pattern: RegExp) => [...text.matchAll(pattern)];
  return {
    names: distinct(all(NAME_RUN).flatMap(([run]) => namesOf(run.toLowerCase().split(/\s+/)))),
    emails: distinct(all(EMAIL).map(([email]) => email.toLowerCase())),
    phones: distinct(
      all(DIGITS)
        .map(([run]) => run.replaceAll(/\D/g, ''))
        .filter(({ length }) => length >= MIN_PHONE_DIGITS && length <= MAX_PHONE_DIGITS),
    ),
    accounts: distinct(
      all(TOKEN)
        .map(([token]) => token.toLowerCase())
        .filter(({ length }) => length >= MIN_ACCOUNT_CHARS),
    ),
    numbers: distinct(all(CASE_NUMBER).map((match) => Number(match[1]))),
  };
}

/** A sentence may begin with a capital right before a name: every stretch of words could be the name. */
function namesOf(words: readonly string[]): string[] {
  return words.flatMap((_, from) =>
    Array.from({ length: MAX_NAME_WORDS - 1 }, (_unused, more) => words.slice(from, from + more + 2))
      .filter(({ length }, more) => length === more + 2)
      .map((name) => name.join(' ')),
  );
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)].slice(0, MAX_CANDIDATES);
