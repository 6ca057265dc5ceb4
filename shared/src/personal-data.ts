import { z } from 'zod';
import { fold } from './fold.ts';

/** What of a text looks as if it belonged to a customer, and so into no text that is kept for everybody. */

/** `card-number` is never somebody's to publish; of the others a person says whether they are anybody's. */
export const FindingKind = z.enum(['card-number', 'e-mail', 'phone', 'name', 'account']);
export type FindingKind = z.infer<typeof FindingKind>;
export const findingNames: Record<FindingKind, string> = {
  'card-number': 'a payment card’s number',
  'e-mail': 'an e-mail address',
  phone: 'a telephone number',
  name: 'the customer’s name',
  account: 'the customer’s account',
};

/** `text` is as it stands, but for a card number, of which the last four digits are left. */
export const Finding = z.object({ kind: FindingKind, text: z.string() });
export type Finding = z.infer<typeof Finding>;

/** What is known of the customer the text may speak of. */
export interface KnownCustomer {
  readonly name?: string | undefined;
  readonly company?: string | undefined;
  readonly account?: string | undefined;
}

/** ISO/IEC 7812: payment card numbers have 12 to 19 digits, in groups as people write them. */
const MIN_CARD_DIGITS = 12;
const MAX_CARD_DIGITS = 19;
/** ITU-T E.164: at most 15 digits; with fewer than 7 it is more likely an amount or a step. */
const MIN_PHONE_DIGITS = 7;
const MAX_PHONE_DIGITS = 15;
/** Shorter parts of a name are words of their own. */
const MIN_NAME_CHARS = 3;

const digitRuns = /(?<![\p{L}\p{N}])\+?\(?\d(?:[ ().\-/\u00a0]{0,2}\d)+(?![\p{L}\p{N}])/gu;
const addresses = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** Everything that is found, each once, the gravest first. */
export function findPersonal(text: string, customer: KnownCustomer = {}): Finding[] {
  const found: Finding[] = [];
  for (const [run] of text.matchAll(digitRuns)) {
    const kind = kindOfDigits(run);
    if (kind) found.push({ kind, text: kind === 'card-number' ? masked(run) : run });
  }
  for (const [address] of text.matchAll(addresses)) found.push({ kind: 'e-mail', text: address });
  found.push(...namesIn(text, customer));
  const order = FindingKind.options;
  return distinct(found).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function kindOfDigits(run: string): 'card-number' | 'phone' | null {
  const digits = run.replace(/\D/g, '');
  const { length } = digits;
  if (length >= MIN_CARD_DIGITS && length <= MAX_CARD_DIGITS && passesLuhn(digits)) return 'card-number';
  const isLong = length >= MIN_PHONE_DIGITS && length <= MAX_PHONE_DIGITS;
  return isLong && !isDate(run) ? 'phone' : null;
}

/** The check digit of ISO/IEC 7812-1, annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [i, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

const isDate = (run: string): boolean =>
  /^\d{4}[-./]\d{1,2}[-./]\d{1,2}$/.test(run) || /^\d{1,2}[-./]\d{1,2}[-./]\d{4}$/.test(run);

const masked = (run: string): string => `•••• ${run.replace(/\D/g, '').slice(-4)}`;

function namesIn(text: string, { name, company, account }: KnownCustomer): Finding[] {
  const said = ` ${plainWords(text)} `;
  const says = (words: string) => words.length >= MIN_NAME_CHARS && said.includes(` ${words} `);
  const parts = (name ?? '').split(/\s+/u).filter((part) => says(plainWords(part)));
  return [
    ...parts.map((part): Finding => ({ kind: 'name', text: part })),
    ...(company && says(plainWords(company)) ? [{ kind: 'name' as const, text: company }] : []),
    ...(account && says(plainWords(account)) ? [{ kind: 'account' as const, text: account }] : []),
  ];
}

/** Words alone, so that "Ruiz’s" and "Ruiz," are both Ruiz. */
const plainWords = (text: string): string =>
  fold(text)
    .replace(/'s\b/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const distinct = (found: readonly Finding[]): Finding[] => [
  ...new Map(found.map((finding) => [`${finding.kind} ${finding.text}`, finding])).values(),
];
