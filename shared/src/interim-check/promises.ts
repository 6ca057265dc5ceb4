import type { InterimRule } from '../interim.ts';
import { sentencesIn } from '../writing.ts';
import {
  clocksIn,
  datesIn,
  dayOf,
  isAfterBy,
  type LocalNow,
  localNow,
  saysLength,
  saysZone,
  standsAfter,
  startsWithMonth,
  weekdaysIn,
} from './dates.ts';
import { type CheckWords, phrasesIn, says, without } from './words.ts';

/** What a sentence promises, and whether anybody can be held to it. */

export interface PromiseFacts {
  /** BCP 47, what the message is said to be written in. */
  readonly language: string;
  /** The customer's. */
  readonly timeZone: string;
  /** The program's: the clock that most of its writers look at. */
  readonly floorZone: string;
  readonly now: Date;
}

interface Fault {
  readonly rule: Extract<InterimRule, 'past-date' | 'vague-promise'>;
  readonly quote: string;
  readonly hint: string;
}

const PAST = 'This is over already. Say a time that is still to come.';
const VAGUE = 'Say by when: a time can be kept, “soon” cannot.';
const NO_TIME = 'Say at what time, and in their time zone: a day is long.';
/** One array, whose pattern is built once. */
const NONE: readonly string[] = [];
const WHOSE = 'Their clock and yours differ. Say in whose time it is.';

/** The sentences of a text. The point of "20. November" ends none. */
function sentencesOf(text: string, language: string): string[] {
  const joined: string[] = [];
  for (const sentence of sentencesIn(text.split('\n'), language)) {
    const last = joined.at(-1);
    if (last !== undefined && /\p{L}.*\b\d{1,2}\.$/u.test(last) && startsWithMonth(sentence, language))
      joined[joined.length - 1] = `${last} ${sentence}`;
    else joined.push(sentence);
  }
  return joined;
}

/** What the sentences of a text promise, in each of these languages, and nobody can be held to. */
export function promiseFaults(text: string, languages: readonly CheckWords[], facts: PromiseFacts): Fault[] {
  const { language, now } = facts;
  const clocks: Clocks = {
    language,
    theirs: localNow(now, facts.timeZone),
    ours: localNow(now, facts.floorZone),
  };
  const sentences = sentencesOf(text, language);
  const contacts = sentences.some((sentence) => saysWhen(sentence, languages, clocks))
    ? []
    : sentences.flatMap((sentence) => openContacts(sentence, languages));
  return [...sentences.flatMap((sentence) => faultsIn(sentence, languages, clocks)), ...contacts];
}

/** Something that is to come has its time. */
const saysWhen = (sentence: string, languages: readonly CheckWords[], facts: Clocks): boolean =>
  languages
    .map((words) => ({ words, ...read(sentence, words, facts) }))
    .some(
      ({ words, isAhead, isClear }) =>
        (isAhead || says(sentence, words.by)) && (isClear || clocksIn(sentence).length > 0),
    );

/** "We will let you know": when, the message does not say. */
const openContacts = (sentence: string, languages: readonly CheckWords[]): Fault[] =>
  /\?\s*$/.test(sentence)
    ? []
    : languages
        .filter(({ conditions }) => !says(sentence, conditions))
        .flatMap(({ contacts }) => phrasesIn(sentence, contacts))
        .map(({ quote }) => ({ rule: 'vague-promise', quote, hint: VAGUE }));

interface Clocks {
  readonly language: string;
  readonly theirs: LocalNow;
  readonly ours: LocalNow;
}

/** Of what is over already nothing else is said; a question promises nothing. */
function faultsIn(sentence: string, languages: readonly CheckWords[], facts: Clocks): Fault[] {
  const said = languages.map((words) => read(sentence, words, facts));
  const past = said.flatMap((one) => one.past);
  if (past.length > 0) return past.map((quote) => ({ rule: 'past-date', quote, hint: PAST }));
  if (/\?\s*$/.test(sentence)) return [];
  const isAhead = said.some((one) => one.isAhead);
  const clock = clocksIn(sentence).find(({ minutes }) => minutes !== null);
  if (clock) {
    const isOpen = isAhead && !saysZone(sentence) && zonesDiffer(facts);
    return isOpen ? [{ rule: 'vague-promise', quote: clock.quote, hint: WHOSE }] : [];
  }
  if (clocksIn(sentence).length > 0 || said.some((one) => one.isClear)) return [];
  return said.flatMap(({ vague, days }) => [
    ...vague.map((quote): Fault => ({ rule: 'vague-promise', quote, hint: VAGUE })),
    ...days.map((quote): Fault => ({ rule: 'vague-promise', quote, hint: NO_TIME })),
  ]);
}

interface Said {
  /** Times that are over and were still to come. */
  readonly past: readonly string[];
  /** Of what is to come. */
  readonly isAhead: boolean;
  /** It says a date, or how long it takes. */
  readonly isClear: boolean;
  readonly vague: readonly string[];
  /** Days without a time: "tomorrow", "by Friday". */
  readonly days: readonly string[];
}

function read(whole: string, words: CheckWords, facts: Clocks): Said {
  const sentence = without(whole, words.ignored);
  const isOwn = words.language === new Intl.Locale(facts.language).language;
  const language = isOwn || words.language === 'en' ? facts.language : words.language;
  const tomorrows = phrasesIn(sentence, words.tomorrow);
  const hasBy = (at: number) => isAfterBy(sentence, at, words);
  const isComing = says(sentence, words.ahead);
  const dates = datesIn(sentence, language);
  const days = [weekdaysIn(language), words.weekdays ?? NONE, words.someDay]
    .flatMap((names) => phrasesIn(sentence, names))
    .filter(({ at }) => isComing || hasBy(at));
  return {
    past: pastIn(sentence, { words, dates, isComing, hasBy, hasTomorrow: tomorrows.length > 0 }, facts),
    isAhead: isComing || tomorrows.length > 0 || days.length > 0,
    isClear: dates.length > 0 || saysLength(sentence, words),
    vague: phrasesIn(sentence, words.vague).map(({ quote }) => quote),
    days: [...tomorrows, ...days].map(({ quote }) => quote),
  };
}

interface Dated {
  readonly words: CheckWords;
  readonly dates: ReturnType<typeof datesIn>;
  readonly isComing: boolean;
  readonly hasTomorrow: boolean;
  readonly hasBy: (at: number) => boolean;
}

function pastIn(
  sentence: string,
  { words, dates, isComing, hasTomorrow, hasBy }: Dated,
  { theirs: local }: Clocks,
): string[] {
  // "Your order of 18 November will arrive on 25 November": what has been is only named.
  const isAhead = dates.some((date) => dayOf(date, local.day) >= local.day);
  const isPromised = (at: number) =>
    hasBy(at) || (isComing && !isAhead && !standsAfter(sentence, at, words.of));
  const past = dates.filter((date) => dayOf(date, local.day) < local.day && isPromised(date.at));
  if (past.length > 0) return past.map(({ quote }) => quote);
  const [today] = phrasesIn(sentence, words.today);
  const over = today && !hasTomorrow && dates.length === 0 ? clocksIn(sentence) : [];
  const late = over.filter(
    ({ minutes, at }) => minutes !== null && minutes < local.minutes && (isComing || hasBy(at)),
  );
  return [
    ...late.map(({ quote }) => `${quote} ${today?.quote ?? ''}`),
    ...phrasesIn(sentence, words.yesterday)
      .filter(({ at }) => hasBy(at))
      .map(({ quote }) => quote),
  ];
}

const zonesDiffer = ({ theirs, ours }: Clocks): boolean =>
  theirs.day !== ours.day || theirs.minutes !== ours.minutes;
