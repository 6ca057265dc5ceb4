import { findForbiddenDigits } from './forbidden-digits.ts';
import { type InterimFinding, type InterimRule, interimRules, MAX_INTERIM_CHARS } from './interim.ts';
import { floorWords, wordsFor } from './interim-check/languages.ts';
import { gapsIn, ibansIn, insideMarkup, mentionsIn } from './interim-check/markup.ts';
import { promiseFaults } from './interim-check/promises.ts';
import { type CheckWords, phrasesIn, type SaidPhrase, says, without } from './interim-check/words.ts';

/** What is looked at before a message leaves. Everything that needs a database was looked up by the caller. */
export interface CheckFacts {
  readonly subject: string;
  readonly text: string;
  readonly language: string;
  /** The customer's. */
  readonly timeZone: string;
  /** The program's: the clock that most of its writers look at. */
  readonly floorZone: string;
  readonly now: Date;
  /** How the world reaches this deployment, "https://desk.example"; null: nobody said. */
  readonly desk: string | null;
  /** The program's own internal words; `*` stands for the rest of a word. */
  readonly phrases: readonly string[];
  /** Names, addresses, numbers of other customers that stand in the words. */
  readonly others: readonly string[];
  /** Variables without a value. */
  readonly missing: readonly string[];
  /** Why the channel cannot be used; null when it can. */
  readonly channelFault: string | null;
  /** False: the channel needs a recipient and has none that it can use. */
  readonly hasRecipient: boolean;
  readonly nextUpdateAt: Date | null;
  readonly optedOut: boolean;
}

/** Everything that speaks against a release, the gravest first. */
export function checkRelease(facts: CheckFacts): InterimFinding[] {
  // What is longer never leaves: its rest need not be read.
  const text = facts.text.slice(0, MAX_INTERIM_CHARS);
  const words = facts.subject === '' ? text : `${facts.subject}\n${text}`;
  const languages = wordsFor(words, facts.language);
  const inside = [
    ...[...new Set([floorWords, ...languages])].flatMap((one) => insideWords(words, one)),
    ...phrasesIn(words, facts.phrases),
  ];
  const found: Found[] = [
    ...findForbiddenDigits(withoutLeads(words)).map(({ kind }) => digits(kind)),
    ...plainFaults(facts),
    ...facts.others.map((quote) => at('other-customer', quote, hints.other)),
    ...ibansIn(words).map((quote) => at('bank-account', quote, hints.account)),
    ...inside.map(({ quote }) => at('internal-phrase', quote, hints.inside)),
    ...insideMarkup(words, facts.desk).map((quote) => at('internal-phrase', quote, hints.markup)),
    ...mentionsIn(words).map((quote) => at('mention', quote, hints.mention)),
    ...gapsIn(words, languages).map((quote) => at('placeholder', quote, hints.gap)),
    ...promiseFaults(words, languages, facts),
  ];
  return tidy(found);
}

/** What of a text is the floor's. Who apologises may say whose fault it was. */
function insideWords(text: string, { internal, spared, admissions, sorry }: CheckWords): SaidPhrase[] {
  const rest = without(text, spared);
  return [...phrasesIn(rest, internal), ...(says(text, sorry) ? [] : phrasesIn(rest, admissions))];
}

const hints = {
  other: 'This belongs to another customer of the program.',
  account: 'An account number. Its last digits are enough, unless they are to pay into it.',
  inside: 'These words are for the floor. Say it in the customer’s words.',
  markup: 'The customer cannot open this, and it means nothing to them. Leave it out.',
  mention: 'A mention calls a colleague. Write the name, or leave it out.',
  gap: 'Something was to stand here. Write it, or take this out.',
} as const;

/** Marks of items, "•" and "2.", stand between the digits of a number only on paper. */
const withoutLeads = (words: string): string => words.replaceAll(/^(?:•|\d{1,2}\.) /gm, '');

type Found = Omit<InterimFinding, 'key' | 'never'>;
const at = (rule: InterimRule, quote: string, hint: string): Found => ({ rule, quote, hint });

/** The digits themselves are not repeated. */
const digits = (kind: 'card-number' | 'security-code'): Found =>
  kind === 'card-number'
    ? at('forbidden-digits', 'card number', 'Take the card number out. The last four digits are enough.')
    : at('forbidden-digits', 'security code', 'Take the security code out. Nobody needs it.');

function plainFaults(facts: CheckFacts): Found[] {
  const { text, missing, now, nextUpdateAt } = facts;
  const faults: Found[] = missing.map((name) =>
    at('missing-variable', `{{${name}}}`, 'The record has no value for it. Write the words instead.'),
  );
  const say = (is: boolean, rule: InterimRule, hint: string) => is && faults.push(at(rule, '', hint));
  say(text.trim() === '', 'empty', 'Write what the customer is to read.');
  say(text.length > MAX_INTERIM_CHARS, 'too-long', `Keep it below ${MAX_INTERIM_CHARS} characters.`);
  if (facts.channelFault) faults.push(at('channel-off', '', facts.channelFault));
  say(!facts.channelFault && !facts.hasRecipient, 'no-recipient', 'Say where it is to go.');
  say(nextUpdateAt === null, 'no-next-update', 'Say by when they hear from you again.');
  say(
    nextUpdateAt !== null && nextUpdateAt <= now,
    'next-update-past',
    'Choose a time that is still to come.',
  );
  say(
    facts.optedOut,
    'opted-out',
    'This customer asked for no more messages. Override it only to answer them.',
  );
  return faults;
}

const order = Object.keys(interimRules) as InterimRule[];

/** Each finding once, the gravest rule first. */
function tidy(found: readonly Found[]): InterimFinding[] {
  const byKey = new Map<string, InterimFinding>();
  for (const finding of found) {
    const key = `${finding.rule}:${finding.quote.toLowerCase()}`;
    if (!byKey.has(key)) byKey.set(key, { ...finding, key, never: interimRules[finding.rule].never });
  }
  return [...byKey.values()].sort((a, b) => order.indexOf(a.rule) - order.indexOf(b.rule));
}
