/**
 * Digits that may be kept nowhere (PCI DSS 3.3 and 3.5): card numbers and the codes that go with them. Pure, and the
 * same for a note, a message and whatever leaves for another service.
 */
export interface ForbiddenDigits {
  /** [from, to) in UTF-16 code units, from the first digit to the last. */
  readonly from: number;
  readonly to: number;
  readonly kind: 'card-number' | 'security-code';
}

/** What stands for a digit that was taken out. The length of a text stays. */
export const MASKED_DIGIT = '•';

/** ISO/IEC 7812: a card number has at most 19 digits; those of the schemes in use have 13 at least. */
const MIN_CARD_DIGITS = 13;
const MAX_CARD_DIGITS = 19;
/** Longest way from the word for a security code to the code, in characters. */
const MAX_CODE_AWAY = 80;

/** Digits as people write them in groups, also down several lines and paragraphs. */
const DIGIT_RUN = /\d(?:\u2060*[^\S\n]{0,2}[.\-\u2010-\u2015/_|,:;*·]?[^\S\n]{0,2}\n{0,2}\u2060*\d)*/g;
/** Schemes begin with 2 to 6 (ISO/IEC 7812 major industries in use for payment). */
const PAYMENT_START = /[2-6]/;
const CODE_WORDS =
  /\b(?:cvv2?|cvc2?|csc|cid|cvn|security (?:code|number)|(?:card )?verification (?:code|number|value)|(?:three|3|four|4)[- ]digit(?:s| code| number)? (?:on|from|at) (?:the|your) (?:back|front)|c[oó]digo de seguran[çz]a|c[oó]digo de seguridad|sicherheitscode|codice di sicurezza|beveiligingscode|kod(?:em|u)? bezpiecze[nń]stwa|code de s[eé]curit[eé]|cryptogramme|pr[üu]f(?:ziffer|nummer)|kartenpr[üu]fnummer)/giu;
/** Also one that was masked before: what follows it is no code. */
const CODE =
  /(?<![\d•$€£#.,:/-])(?:\d{3,4}|\d(?: \d){2,3}|•{3,4}|•(?: •){2,3})(?![\d•%:/-]|[.,]\d| \d(?!\d))/g;
/** What CODE looks at from where a code begins, characters: four digits and their spaces, and two that may not follow. */
const CODE_AND_AFTER_CHARS = 9;

/** Digits of any script; what is not seen between them. */
const FOREIGN = /(?=[^0-9])\p{Nd}|[\u00ad\u200b-\u200f\u2060\ufeff]/gu;

/** The text with its digits as 0 to 9 and one sign for all that is not seen. Places stay. */
export const asciiDigits = (text: string): string =>
  text.replace(FOREIGN, (one) => {
    const value = digitValue(one.codePointAt(0) as number);
    return value === null ? '\u2060' : `${value}`.padEnd(one.length, '\u2060');
  });

/** Unicode keeps the digits of a script together, in order; the five styles of mathematics follow each other. */
function digitValue(code: number): number | null {
  if (!isDigit(code)) return null;
  if (code >= MATH_ZERO && code < MATH_ZERO + 50) return (code - MATH_ZERO) % 10;
  let zero = code;
  while (isDigit(zero - 1)) zero -= 1;
  return code - zero;
}
const MATH_ZERO = 0x1d7ce;
const isDigit = (code: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(code));

/** What of a text is forbidden, in its order; nothing overlaps. */
export function findForbiddenDigits(written: string): ForbiddenDigits[] {
  const text = asciiDigits(written);
  const cards = [...text.matchAll(DIGIT_RUN)].flatMap(({ 0: run, index }) => cardsIn(run, index, text));
  const codes = [...text.matchAll(CODE_WORDS)].flatMap(({ 0: word, index }) =>
    codeAfter(text, index + word.length),
  );
  const found = [...cards, ...apartFrom(cards, codes)].sort((a, b) => a.from - b.from);
  // A digit outside of the basic plane takes two places; the last one's second is part of it.
  return found.map((one) => ({
    ...one,
    to: /[\udc00-\udfff]/.test(written[one.to] ?? '') ? one.to + 1 : one.to,
  }));
}

/** The codes, each once, that lie in no card number. Both stand in the order of the text: one walk, however long it is. */
function apartFrom(cards: readonly ForbiddenDigits[], codes: readonly ForbiddenDigits[]): ForbiddenDigits[] {
  let card = 0;
  let before = -1;
  return codes.filter(({ from, to }) => {
    if (from === before) return false;
    before = from;
    while ((cards[card]?.to ?? Infinity) <= from) card++;
    return to <= (cards[card]?.from ?? Infinity);
  });
}

const bullets = (digit: string): string => MASKED_DIGIT.repeat(digit.length);

/** The text with a bullet for each forbidden digit; separators and length stay. */
export function maskForbiddenDigits(text: string): string {
  let masked = '';
  let at = 0;
  for (const { from, to } of findForbiddenDigits(text)) {
    masked += text.slice(at, from) + text.slice(from, to).replace(/\p{Nd}/gu, bullets);
    at = to;
  }
  return masked + text.slice(at);
}

/** Lines that follow each other, masked as one text: a number may be read out over several. Line feeds inside a line stay. */
export function maskForbiddenLines(lines: readonly string[]): string[] {
  const masked = maskForbiddenDigits(lines.join('\n'));
  let at = 0;
  return lines.map((line) => {
    const from = at;
    at += line.length + 1;
    return masked.slice(from, from + line.length);
  });
}

interface Digit {
  readonly value: string;
  readonly at: number;
}

function cardsIn(run: string, offset: number, text: string): ForbiddenDigits[] {
  const digits = [...run.matchAll(/\d/g)].map(({ 0: value, index }): Digit => ({ value, at: index }));
  const found: ForbiddenDigits[] = [];
  for (let first = 0; first + MIN_CARD_DIGITS <= digits.length; first++) {
    if (!startsGroup(digits, first, run) || (first === 0 && text[offset - 1] === '+')) continue;
    const length = cardLength(digits, first, run);
    if (length === 0) continue;
    const [from, to] = [digits[first], digits[first + length - 1]] as [Digit, Digit];
    found.push({ from: offset + from.at, to: offset + to.at + 1, kind: 'card-number' });
    first += length - 1;
  }
  return found;
}

const startsGroup = (digits: readonly Digit[], index: number, run: string): boolean =>
  index === 0 || !/\d/.test(run[(digits[index] as Digit).at - 1] ?? '');
const endsGroup = (digits: readonly Digit[], index: number, run: string): boolean =>
  index === digits.length - 1 || !/\d/.test(run[(digits[index] as Digit).at + 1] ?? '');

/** How many digits from `first` on are a card number that ends where a group of digits ends; 0 when none are. */
function cardLength(digits: readonly Digit[], first: number, run: string): number {
  const values = digits.slice(first, first + MAX_CARD_DIGITS).map(({ value }) => value);
  if (!PAYMENT_START.test(values[0] ?? '') || new Set(values).size === 1) return 0;
  for (let length = values.length; length >= MIN_CARD_DIGITS; length--) {
    const last = first + length - 1;
    if (length === IMEI_DIGITS && isImei(values)) continue;
    if (!endsGroup(digits, last, run) || !passesLuhn(values.slice(0, length))) continue;
    const written = run.slice((digits[first] as Digit).at, (digits[last] as Digit).at + 1);
    if (isOneNumber(written)) return length;
  }
  return 0;
}

/**
 * Over several lines, and with signs that stand between numbers as well, only what is grouped as on a card: two
 * references below each other, and amounts in a row, are no card.
 */
const isOneNumber = (written: string): boolean =>
  !/[\n,:;*·]/.test(written) ||
  /^(?:\d{4}\D{1,3}){2,4}\d{1,4}$|^\d{4}\D{1,3}\d{6}\D{1,3}\d{4,5}$/.test(written);

/** The number of a telephone (IMEI) passes the same check; of 15 digits cards begin otherwise: 34, 37, 2131, 5, 6. */
const IMEI_DIGITS = 15;
const isImei = (values: readonly string[]): boolean =>
  !/^(?:3[47]|2131|[56])/.test(values.slice(0, 4).join(''));

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: readonly string[]): boolean {
  const sum = digits
    .toReversed()
    .map((digit, i) => (i % 2 === 0 ? Number(digit) : Number(digit) * 2))
    .reduce((all, value) => all + (value > 9 ? value - 9 : value), 0);
  return sum % 10 === 0;
}

/** Looks no further than a code may be away: a text may name codes at every fifth character and hold none. */
function codeAfter(text: string, word: number): ForbiddenDigits[] {
  // With the character before, which the pattern looks at.
  const near = text.slice(word - 1, word + MAX_CODE_AWAY + CODE_AND_AFTER_CHARS);
  CODE.lastIndex = 1;
  const found = CODE.exec(near);
  if (!found || found[0].startsWith(MASKED_DIGIT) || found.index - 1 > MAX_CODE_AWAY) return [];
  const from = word - 1 + found.index;
  return [{ from, to: from + found[0].length, kind: 'security-code' }];
}
