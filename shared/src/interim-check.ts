import { findForbiddenDigits } from './forbidden-digits.ts';
import { type InterimFinding, type InterimRule, interimRules, MAX_INTERIM_CHARS } from './interim.ts';
import { sentencesIn } from './writing.ts';

/** What is looked at before a message leaves. Everything that needs a database was looked up by the caller. */
export interface CheckFacts {
  readonly subject: string;
  readonly text: string;
  readonly language: string;
  /** The customer's. */
  readonly timeZone: string;
  readonly now: Date;
  /** The program's own internal words. */
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

/** Words that belong to the floor, in every program. */
export const internalPhrases: readonly string[] = [
  'internal only',
  'internal note',
  'internally',
  'do not share',
  'not for the customer',
  'do not tell the customer',
  'the customer is',
  'between us',
  'off the record',
  'leads only',
  'churn risk',
  'difficult customer',
  'goodwill budget',
  'tier 2',
  'tier two',
  'SLA',
  'runbook',
  'workaround is not approved',
  'root cause unknown',
  'no idea',
  'our fault',
  'blame',
  'Jira',
  'Confluence',
  'Slack channel',
];

/** Promises nobody can be held to. A sentence that also says when is clear enough. */
const vaguePromises: readonly string[] = [
  'as soon as possible',
  'asap',
  'soon',
  'shortly',
  'in due course',
  'at some point',
  'in a timely manner',
  'at the earliest',
  'when we can',
  'we will be in touch',
  'we’ll be in touch',
  'bear with us',
  'hopefully',
  'should be fine',
  'do our best',
  'try our best',
  'a while',
  'lo antes posible',
  'en breve',
  'dès que possible',
  'prochainement',
  'so bald wie möglich',
  'so schnell wie möglich',
  'in Kürze',
  'assim que possível',
  'em breve',
];

/** Everything that speaks against a release, the gravest first. */
export function checkRelease(facts: CheckFacts): InterimFinding[] {
  const words = facts.subject === '' ? facts.text : `${facts.subject}\n${facts.text}`;
  const found: Found[] = [
    ...findForbiddenDigits(words).map(({ kind }) => digits(kind)),
    ...plainFaults(facts),
    ...facts.others.map((quote) =>
      at('other-customer', quote, 'This belongs to another customer of the program.'),
    ),
    ...[...internalPhrases, ...facts.phrases].flatMap((phrase) => phrasesIn(words, phrase)),
    ...mentionsIn(words),
    ...sentencesIn(words.split('\n'), facts.language).flatMap((sentence) => promisesIn(sentence, facts)),
  ];
  return tidy(found);
}

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

const literal = (phrase: string): string =>
  phrase.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+');
const wholeWords = (phrase: string, flags: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${literal(phrase)}(?![\\p{L}\\p{N}])`, flags);

/** Words all in capitals are names of systems: "SLA" is not in "slant", nor is it "sla". */
function phrasesIn(words: string, phrase: string): Found[] {
  const flags = phrase === phrase.toUpperCase() ? 'u' : 'iu';
  const [quote] = wholeWords(phrase, flags).exec(words) ?? [];
  return quote === undefined
    ? []
    : [at('internal-phrase', quote, 'These words are for the floor. Say it in the customer’s words.')];
}

const mentionsIn = (words: string): Found[] =>
  [...words.matchAll(/(?<![\p{L}\p{N}.])@\p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*)?/gu)].map(([quote]) =>
    at('mention', quote, 'A mention calls a colleague. Write the name, or leave it out.'),
  );

function promisesIn(sentence: string, facts: CheckFacts): Found[] {
  const past = pastDateIn(sentence, facts);
  if (past !== null)
    return [at('past-date', past, 'This is over already. Say a time that is still to come.')];
  if (saysWhen(sentence, facts.language)) return [];
  return vaguePromises.flatMap((phrase) => {
    const [quote] = wholeWords(phrase, 'iu').exec(sentence) ?? [];
    return quote === undefined
      ? []
      : [at('vague-promise', quote, 'Say by when: a time can be kept, “soon” cannot.')];
  });
}

// Dates

const CLOCK = /\b(?:[01]?\d|2[0-3])[:.h][0-5]\d\b|\b(?:1[0-2]|[1-9]) ?[ap]m\b/i;
const LENGTH =
  /\b(?:within|in|innerhalb|dans|dentro de|em) (?:the next )?\d+ (?:min|hour|day|business|working|stunde|tag|heure|jour|hora|d[ií]a|dia)/i;

const saysWhen = (sentence: string, language: string): boolean =>
  CLOCK.test(sentence) || LENGTH.test(sentence) || datesIn(sentence, language).length > 0;

/** Sentences about what will be; what was may well lie in the past. English tells them apart by these. */
const AHEAD = /\b(?:will|shall|’ll|'ll|by|until|before|going to|expect|promise|next|plan|due)\b/i;

/** The words of a date that is over, in a sentence about what is to come; null when there is none. */
function pastDateIn(sentence: string, { language, timeZone, now }: CheckFacts): string | null {
  if (new Intl.Locale(language).language === 'en' && !AHEAD.test(sentence)) return null;
  const today = localDay(now, timeZone);
  const past = datesIn(sentence, language).find((date) => dayOf(date, today) < today);
  if (past) return past.quote;
  const clock = /\b(?:by|before|until|at)\s+([01]?\d|2[0-3]):([0-5]\d)\b/i.exec(sentence);
  if (!clock || !/\btoday\b/i.test(sentence)) return null;
  const [quote, hours, minutes] = clock as unknown as [string, string, string];
  return Number(hours) * 60 + Number(minutes) < localMinutes(now, timeZone) ? `${quote} today` : null;
}

interface SaidDate {
  readonly quote: string;
  readonly year: number | null;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

/** Dates as people write them: 2026-11-22, 22.11.2026, 22 November, November 22. */
function datesIn(sentence: string, language: string): SaidDate[] {
  const byName = monthsOf(language);
  const names = [...byName.keys()]
    .map(literal)
    .sort((a, b) => b.length - a.length)
    .join('|');
  const of = '(?:\\s+(?:de|of))?';
  const patterns: [RegExp, (m: RegExpExecArray) => [string | undefined, number, string | undefined]][] = [
    [/\b(\d{4})-(\d{2})-(\d{2})\b/g, (m) => [m[1], Number(m[2]), m[3]]],
    [/\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b/g, (m) => [m[3], Number(m[2]), m[1]]],
    [
      new RegExp(
        `\\b(\\d{1,2})(?:st|nd|rd|th|\\.|er)?${of}\\s+(${names})(?!\\p{L})(?:,?${of}\\s+(\\d{4}))?`,
        'giu',
      ),
      (m) => [m[3], byName.get(m[2]?.toLowerCase() ?? '') ?? 0, m[1]],
    ],
    [
      new RegExp(`(?<!\\p{L})(${names})\\s+(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,?\\s+(\\d{4}))?`, 'giu'),
      (m) => [m[3], byName.get(m[1]?.toLowerCase() ?? '') ?? 0, m[2]],
    ],
  ];
  return patterns.flatMap(([pattern, read]) =>
    [...sentence.matchAll(pattern)].flatMap((match) => {
      const [year, month, day] = read(match);
      const isDate = month >= 1 && month <= 12 && Number(day) >= 1 && Number(day) <= 31;
      return isDate ? [{ quote: match[0], year: year ? Number(year) : null, month, day: Number(day) }] : [];
    }),
  );
}

/** Kept: formatting names costs a hundred times what looking for them does. */
const months = new Map<string, ReadonlyMap<string, number>>();
const MAX_LANGUAGES = 50;

/** Names of the months, long and short, in the language and in English. */
function monthsOf(language: string): ReadonlyMap<string, number> {
  const known = months.get(language);
  if (known) return known;
  const names = new Map<string, number>();
  for (const locale of [language, 'en'])
    for (const month of ['long', 'short'] as const)
      for (let m = 0; m < 12; m++) {
        const name = new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' }).format(
          Date.UTC(2026, m, 15),
        );
        if (/\p{L}/u.test(name)) names.set(name.replace(/\.$/, '').toLowerCase(), m + 1);
      }
  if (months.size < MAX_LANGUAGES) months.set(language, names);
  return names;
}

const DAY_MS = 86_400_000;
/** Without a year, the nearest such day is meant. */
function dayOf({ year, month, day }: SaidDate, today: number): number {
  if (year !== null) return Date.UTC(year, month - 1, day) / DAY_MS;
  const thisYear = new Date(today * DAY_MS).getUTCFullYear();
  const near = [thisYear - 1, thisYear, thisYear + 1].map((one) => Date.UTC(one, month - 1, day) / DAY_MS);
  return near.reduce((best, other) => (Math.abs(other - today) < Math.abs(best - today) ? other : best));
}

function localParts(now: Date, timeZone: string): Record<string, number> {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(now);
  return Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
}

/** Days since 1 January 1970 of the local date. */
function localDay(now: Date, timeZone: string): number {
  const { year = 0, month = 1, day = 1 } = localParts(now, timeZone);
  return Date.UTC(year, month - 1, day) / DAY_MS;
}
function localMinutes(now: Date, timeZone: string): number {
  const { hour = 0, minute = 0 } = localParts(now, timeZone);
  return hour * 60 + minute;
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
