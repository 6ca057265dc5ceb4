import { anyOf, type CheckWords } from './words.ts';

/** Times as people write them, in the languages the check knows. */

/** A clock: 17:00, 14h30, 5 pm, 14 Uhr, "between 9 and 12". */
const CLOCK =
  /(?<![\d.,])(?<hour>[01]?\d|2[0-3])(?:[:.h](?<minute>[0-5]\d)(?!\d|[.,]\d)|(?=\s*(?:[ap]\.?m\b|uhr\b|uur\b|h\b|hs\b|horas\b)))(?:\s*(?<half>[ap])\.?m\b)?|\b(?:noon|midnight|midday|mittag|mitternacht|mediodía|medianoche|midi|minuit|meio-dia|mezzogiorno|mezzanotte|południe)\b|\b(?:between|zwischen|entre|tra|tussen|między)\s+\d{1,2}\s+(?:and|und|y|et|e|en|a)\s+\d{1,2}\b/giu;
/** "WET", "CEST", "GMT+1", "UTC", "PST" and "your time" beside a clock. */
const ZONE =
  /\b(?:UTC|GMT|WES?T|CES?T|EES?T|BST|IST|MSK|[ECMP][SD]T|AK[SD]T|JST|KST|SGT|HKT|A[EWC][SD]T|NZ[SD]T|PHT|BRT|ART|CLT|COT|PET|MEZ|MESZ|[ECMP]T|HNE|HAE)\b|(?:GMT|UTC)?[+−-]\d{1,2}(?::\d{2})?\b|\b(?:your|local|their|lokale|Ihrer|sua|su|votre|ora|uw) (?:time|zeit|hora|heure|locale|tijd|lokale)\b|\b(?:hora local|heure locale|ora locale|Ortszeit|czasu)\b/u;

export interface Clock {
  readonly quote: string;
  /** Minutes of the day; null where it is no moment. */
  readonly minutes: number | null;
  readonly at: number;
}

export const clocksIn = (sentence: string): Clock[] =>
  [...sentence.matchAll(CLOCK)].map(({ 0: quote, index, groups = {} }) => {
    const { hour, minute = '0', half } = groups;
    const early = Number(hour) % 12;
    const hours = half === undefined ? Number(hour) : half.toLowerCase() === 'p' ? early + 12 : early;
    return { quote, minutes: hour === undefined ? null : hours * 60 + Number(minute), at: index };
  });

export const saysZone = (sentence: string): boolean => ZONE.test(sentence);

const lengthsOf = new WeakMap<CheckWords, RegExp>();
/** "within 2 hours", "in 45 Minuten": a clear promise without a clock. */
export function saysLength(sentence: string, words: CheckWords): boolean {
  let pattern = lengthsOf.get(words);
  if (!pattern) {
    pattern = new RegExp(
      `(?<!\\p{L})${anyOf(words.within)}\\s+(?:\\d+\\s*(?:[-–]\\s*\\d+\\s*)?|${anyOf(words.counts)}\\s+)${anyOf(words.units)}`,
      'iu',
    );
    lengthsOf.set(words, pattern);
  }
  return pattern.test(sentence);
}

export interface SaidDate {
  readonly quote: string;
  readonly at: number;
  readonly year: number | null;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

type Read = (
  match: RegExpExecArray,
) => readonly [year: string | undefined, month: number, day: string | undefined];
interface DateForms {
  readonly patterns: readonly (readonly [RegExp, Read])[];
  readonly weekdays: readonly string[];
  /** A month at the beginning. */
  readonly month: RegExp;
}

const forms = new Map<string, DateForms>();
const MAX_LANGUAGES = 50;

/** Dates in a language, in English, and in digits. `language` is BCP 47; that of the United States has the month first. */
export function datesIn(sentence: string, language: string): SaidDate[] {
  const found = formsOf(language).patterns.flatMap(([pattern, read]) =>
    [...sentence.matchAll(pattern)].flatMap((match) => {
      const [year, month, day] = read(match);
      const isDate = month >= 1 && month <= 12 && Number(day) >= 1 && Number(day) <= 31;
      return isDate
        ? [{ quote: match[0], at: match.index, year: yearOf(year), month, day: Number(day) }]
        : [];
    }),
  );
  return found.filter(({ at }, i) => found.findIndex((other) => other.at === at) === i);
}

const yearOf = (year: string | undefined): number | null =>
  year === undefined ? null : Number(year) + (year.length === 2 ? 2_000 : 0);

export const startsWithMonth = (text: string, language: string): boolean =>
  formsOf(language).month.test(text);

export const weekdaysIn = (language: string): readonly string[] => formsOf(language).weekdays;

function formsOf(language: string): DateForms {
  const known = forms.get(language);
  if (known) return known;
  const made = makeForms(language);
  if (forms.size < MAX_LANGUAGES) forms.set(language, made);
  return made;
}

function makeForms(language: string): DateForms {
  const byName = namesOf(language, 'month', 12, (i) => Date.UTC(2026, i, 15));
  const names = anyOf([...byName.keys()]);
  const of = '(?:\\s+(?:de|of))?';
  const monthOf = (name: string | undefined) => byName.get(name?.toLowerCase().replace(/\.$/, '') ?? '') ?? 0;
  const monthFirst = /-US\b/i.test(language);
  const digits: Read = ([, first, second, year]) => {
    const swapped = Number(second) > 12 || (monthFirst && Number(first) <= 12);
    return swapped ? [year, Number(first), second] : [year, Number(second), first];
  };
  return {
    month: new RegExp(`^(?:${names})(?!\\p{L})`, 'iu'),
    weekdays: [...namesOf(language, 'weekday', 7, (i) => Date.UTC(2026, 10, 16 + i)).keys()].filter(
      (name) => name.length > 3,
    ),
    patterns: [
      [/\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b/g, ([, year, month, day]) => [year, Number(month), day]],
      [/(?<![\d./-])(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?![\d/-]|\.\d)/g, digits],
      [/(?<![\d./-])(\d{1,2})\.(\d{1,2})\.(?!\d)/g, ([, day, month]) => [undefined, Number(month), day]],
      // Only after a word that stands before days: "24/7" and "1/2" are none. Looks back from digits alone.
      [
        /(?=\d)(?<=(?<!\p{L})(?:on|by|el|le|il|dia|em|até|op|den|dnia|del|al|entro|avant|hasta)\s+)(?!24\/7)(\d{1,2})\/(\d{1,2})(?![\d/])/giu,
        digits,
      ],
      [
        new RegExp(
          `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|\\.|er|º|ª|°)?${of}\\s+(${names})(?!\\p{L})(?:\\.(?=\\s+\\d{4}))?(?:,?${of}\\s+(\\d{4}))?`,
          'giu',
        ),
        ([, day, month, year]) => [year, monthOf(month), day],
      ],
      [
        new RegExp(
          `(?<!\\p{L})(${names})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,?\\s+(\\d{4}))?`,
          'giu',
        ),
        ([, month, day, year]) => [year, monthOf(month), day],
      ],
    ],
  };
}

/** Names as the language writes them, long and short, as a word of their own and within a date ("listopada"). */
function namesOf(
  language: string,
  what: 'month' | 'weekday',
  count: number,
  moment: (i: number) => number,
): Map<string, number> {
  const names = new Map<string, number>();
  for (const locale of [language, 'en'])
    for (const length of ['long', 'short'] as const)
      for (const rest of [{}, { day: 'numeric' as const }]) {
        const format = new Intl.DateTimeFormat(locale, { [what]: length, timeZone: 'UTC', ...rest });
        for (let i = 0; i < count; i++) {
          const name = format.formatToParts(moment(i)).find(({ type }) => type === what)?.value ?? '';
          if (/\p{L}/u.test(name)) names.set(name.replace(/\.$/, '').toLowerCase(), i + 1);
        }
      }
  return names;
}

const DAY_MS = 86_400_000;

/** Days since 1970. Without a year, the nearest such day is meant. */
export function dayOf({ year, month, day }: SaidDate, today: number): number {
  if (year !== null) return Date.UTC(year, month - 1, day) / DAY_MS;
  const thisYear = new Date(today * DAY_MS).getUTCFullYear();
  const near = [thisYear - 1, thisYear, thisYear + 1].map((one) => Date.UTC(one, month - 1, day) / DAY_MS);
  return near.reduce((best, other) => (Math.abs(other - today) < Math.abs(best - today) ? other : best));
}

export interface LocalNow {
  /** Since 1970. */
  readonly day: number;
  /** That have passed of it. */
  readonly minutes: number;
}

/** By somebody's clock. */
export function localNow(now: Date, timeZone: string): LocalNow {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(now);
  const {
    year = 0,
    month = 1,
    day = 1,
    hour = 0,
    minute = 0,
  } = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)])) as Record<string, number>;
  return { day: Date.UTC(year, month - 1, day) / DAY_MS, minutes: hour * 60 + minute };
}

/** A word that says what stands after it is no farther away, in characters, even with a little one between. */
const NEAR_CHARS = 80;
const justBefore = (sentence: string, at: number): string => sentence.slice(Math.max(0, at - NEAR_CHARS), at);

/** Whether something stands right after one of these words. */
export const standsAfter = (sentence: string, at: number, words: readonly string[]): boolean =>
  new RegExp(`(?<!\\p{L})${anyOf(words)}\\s+(?:\\p{L}{1,3}\\s+)?$`, 'iu').test(justBefore(sentence, at));

/** Whether something stands right after one of the words that say "by". A range ("1 to 20 October") says none. */
export function isAfterBy(sentence: string, at: number, words: CheckWords): boolean {
  const before = justBefore(sentence, at);
  const pattern = new RegExp(
    `(?<!\\p{L})${anyOf(words.by)}\\s+(?:\\p{L}{1,4}\\s+|\\p{L}{4,12},?\\s+)?$`,
    'iu',
  );
  const found = pattern.exec(before);
  return found !== null && !/\d(?:\.?\s*\p{L}{3,10})?\.?\s*$/u.test(before.slice(0, found.index));
}
