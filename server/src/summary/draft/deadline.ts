import type { ParsedResult } from 'chrono-node';
import { GB } from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';

export interface Deadline {
  readonly at: Date;
  /** As they stood in the sentence. */
  readonly words: string;
}

/** When it was said, and where "tomorrow" is. */
export interface SaidAt {
  readonly at: Date;
  /** IANA time zone. */
  readonly timeZone: string;
}

/** A day without a time means its end of business. */
const END_OF_DAY_HOUR = 17;
const SATURDAY = 6;
/** A deadline further off is a warranty or a contract, and nobody's next step. */
const MAX_AHEAD_DAYS = 120;

const numbers: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  couple: 2,
  few: 3,
};
const NUMBER = `\\d{1,3}|${Object.keys(numbers).join('|')}`;
/** "within 3-5 business days", "up to 48 hours", "less than a week", "in the next couple of days". */
const SPAN = new RegExp(
  `\\b(?:(?:with)?in|up to|about|around|approximately|takes?|taking|less than|under|no (?:more|later) than|at (?:most|least)|over|next|after|another|maximum(?: of)?|be|usually|minimum(?: of)?)?\\s*(?:the )?(?:next |a )?(?<least>${NUMBER})(?:\\s*(?:-|–|to|or)\\s*(?<most>${NUMBER}))?\\s*(?:of )?(?<unit>(?:(?:business|working|calendar|full)[ -])?(?:minute|min|hour|hr|day|week|month)s?)\\b(?: or (?<more>${NUMBER})\\b(?! ?(?:am|pm|o'clock)))?`,
  'i',
);
/** A length of time that has passed is no deadline. */
const PASSED =
  /^\s*(?:ago|earlier|old|now|already|since|before)\b|^\s*(?:for|trial|period|warranty|guarantee)\b/i;
const END_OF_DAY =
  /\b(?:by |before |at )?(?:the )?(?:end of (?:the |this |our )?(?:business )?day|close of business|cob|eod)\b|\b(?:later )?(?:today|tonight|this (?:afternoon|evening))\b(?! (?:is|was))/i;

const CLOSE_OF_DAY =
  /\bend of (?:the |this |our )?(?:business )?day\b|\bclose of business\b|\bcob\b|\beod\b/i;

/** The time a sentence names for what it promises, in the zone it was said in; null when it names none ahead. */
export function deadlineIn(sentence: string, said: SaidAt): Deadline | null {
  const found = CLOSE_OF_DAY.test(sentence)
    ? endOfDay(sentence, said)
    : (endOfWeek(sentence, said) ??
      spanIn(sentence, said) ??
      namedTime(sentence, said) ??
      endOfDay(sentence, said));
  if (!found || found.at <= said.at) return null;
  const ahead_days = (found.at.getTime() - said.at.getTime()) / 86_400_000;
  return ahead_days > MAX_AHEAD_DAYS ? null : { at: found.at, words: found.words.trim().slice(0, 120) };
}

/** The end of the working day so many working days later: what is proposed where nobody named a time. */
export const workingDaysLater = (said: SaidAt, days: number): Date =>
  toDate(atHour(addWorkingDays(localOf(said), days), END_OF_DAY_HOUR));

function spanIn(sentence: string, said: SaidAt): Deadline | null {
  const match = SPAN.exec(sentence);
  if (!match?.groups) return null;
  if (PASSED.test(sentence.slice(match.index + match[0].length))) return null;
  if (
    /\b(?:last|past|previous|for|every|each|per|been|within the (?:last|past))\s*$/i.test(
      sentence.slice(0, match.index),
    )
  )
    return null;
  const { least = '', more, most = more ?? least, unit = 'day' } = match.groups;
  const amount = amountOf(most);
  const start = localOf(said);
  const words = match[0];
  if (/min/i.test(unit)) return { at: toDate(start.add({ minutes: amount })), words };
  if (/h(?:ou)?r/i.test(unit)) return { at: toDate(start.add({ hours: amount })), words };
  if (/business|working/i.test(unit) && /day/i.test(unit))
    return { at: toDate(atHour(addWorkingDays(start, amount), END_OF_DAY_HOUR)), words };
  const later = /week/i.test(unit)
    ? start.add({ weeks: amount })
    : /month/i.test(unit)
      ? start.add({ months: amount })
      : start.add({ days: amount });
  return { at: toDate(atHour(later, END_OF_DAY_HOUR)), words };
}

const amountOf = (word: string): number => numbers[word.toLowerCase()] ?? Number(word);

/** Days before months, as everywhere here. */
function namedTime(words: string, { at, timeZone }: SaidAt): Deadline | null {
  const local = localOf({ at, timeZone });
  const sentence = withMonth(words, local);
  const offset_min = local.offsetNanoseconds / 60e9;
  const all = GB.parse(sentence, { instant: at, timezone: offset_min }, { forwardDate: true });
  const found = all.find((one) => isDeadline(one) && !RECURS.test(sentence.slice(0, one.index)));
  if (!found) return null;
  // "Tuesday between 8 and 12" is kept by twelve.
  const timed = all.filter(({ start }) => start.isCertain('hour'));
  const hours = /\bbetween\b/i.test(sentence) ? timed.at(-1) : timed[0];
  const start = hours?.end ?? hours?.start ?? found.start;
  const day = found.start;
  const wall = Temporal.PlainDateTime.from({
    year: day.get('year') ?? local.year,
    month: day.get('month') ?? local.month,
    day: day.get('day') ?? local.day,
    hour: start.isCertain('hour') ? (start.get('hour') ?? END_OF_DAY_HOUR) : partOfDay(found.text),
    minute: start.isCertain('hour') ? (start.get('minute') ?? 0) : 0,
  });
  let due = inOfficeHours(wall, start).toZonedDateTime(timeZone);
  // Read as the small hours, it was tomorrow's; in the afternoon it may be today's.
  const sameDay = due.subtract({ days: 1 });
  if (isVagueHour(start) && !day.isCertain('day') && !day.isCertain('weekday') && toDate(sameDay) > at)
    due = sameDay;
  // "By Thursday" said on a Thursday is the next one.
  const isToday = due.toPlainDate().equals(local.toPlainDate());
  if (day.isCertain('weekday') && !day.isCertain('day') && isToday) due = due.add({ days: 7 });
  // "By 3pm" said at four is tomorrow's.
  if (toDate(due) <= at && !start.isCertain('day') && !start.isCertain('weekday')) due = due.add({ days: 1 });
  return {
    at: toDate(due),
    words: sentence === words ? found.text : (DAY_ALONE.exec(words)?.[0] ?? found.text),
  };
}

const DAY_ALONE =
  /\b(?:(?:on|by|before|until) )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?the (\d{1,2})(?:st|nd|rd|th)\b(?! (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|time|day|floor|attempt|call|street|avenue))/i;

/** "Saturday the 28th", "on the 5th": of this month, or of the next once it has passed. */
function withMonth(sentence: string, local: Temporal.ZonedDateTime): string {
  const match = DAY_ALONE.exec(sentence);
  const day = Number(match?.[1]);
  if (!match || day < 1 || day > 31) return sentence;
  const month = local.add({ months: day < local.day ? 1 : 0 });
  if (day > month.daysInMonth) return sentence;
  return sentence.replace(match[0], `on ${month.year}-${pad(month.month)}-${pad(day)}`);
}
const pad = (number: number): string => String(number).padStart(2, '0');

/** "At 2:30" said at a desk is in the afternoon. */
const FIRST_OFFICE_HOUR = 7;
const isVagueHour = (time: ParsedResult['start']): boolean =>
  time.isCertain('hour') && !time.isCertain('meridiem');

function inOfficeHours(wall: Temporal.PlainDateTime, time: ParsedResult['start']): Temporal.PlainDateTime {
  return isVagueHour(time) && wall.hour > 0 && wall.hour < FIRST_OFFICE_HOUR ? wall.add({ hours: 12 }) : wall;
}

/** "Every six hours", "since Monday", "from Tuesday": no time by which something is done. */
const RECURS = /\b(?:every|each|per|since|for the past|for the last|older than|after|as of|for)\s*$/i;

const isDeadline = ({ start, text }: ParsedResult): boolean =>
  (start.isCertain('day') || start.isCertain('weekday') || start.isCertain('hour')) &&
  !/^(?:now|second|just now|right now|today|tonight|this \w+)$/i.test(text) &&
  !/\bago$|^last\b|^yesterday/i.test(text);

const partOfDay = (words: string): number =>
  /morning/i.test(words)
    ? 12
    : /afternoon/i.test(words)
      ? END_OF_DAY_HOUR
      : /evening|night/i.test(words)
        ? 20
        : END_OF_DAY_HOUR;

function endOfDay(sentence: string, said: SaidAt): Deadline | null {
  const match = END_OF_DAY.exec(sentence);
  if (!match) return null;
  const local = localOf(said);
  const hour = /tonight|evening/i.test(match[0]) || local.hour >= END_OF_DAY_HOUR ? 23 : END_OF_DAY_HOUR;
  return { at: toDate(atHour(local, hour)), words: match[0] };
}

const END_OF_WEEK =
  /\b(?:by |before |at |until )?(?:the )?end of (?:the |this |next )?(?:working |business )?week\b|\b(?:by |before |sometime |early |later )?(?:this|next) week\b|\b(?:by|before) the weekend\b/i;
const FRIDAY = 5;

/** "By the end of the week", "next week": its Friday. */
function endOfWeek(sentence: string, said: SaidAt): Deadline | null {
  const match = END_OF_WEEK.exec(sentence);
  if (!match || /\b(?:mon|tues|wednes|thurs|fri)day\b/i.test(sentence)) return null;
  const local = localOf(said);
  const weeks = /next/i.test(match[0]) || local.dayOfWeek > FRIDAY ? 1 : 0;
  const friday = local.add({ days: FRIDAY - local.dayOfWeek + 7 * weeks });
  return { at: toDate(atHour(friday, END_OF_DAY_HOUR)), words: match[0] };
}

const localOf = ({ at, timeZone }: SaidAt): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);

const atHour = (moment: Temporal.ZonedDateTime, hour: number): Temporal.ZonedDateTime =>
  moment.with({ hour, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 });

function addWorkingDays(from: Temporal.ZonedDateTime, days: number): Temporal.ZonedDateTime {
  let day = from;
  for (let left = days; left > 0; ) {
    day = day.add({ days: 1 });
    if (day.dayOfWeek < SATURDAY) left--;
  }
  return day;
}

const toDate = (moment: Temporal.ZonedDateTime): Date => new Date(moment.epochMilliseconds);
