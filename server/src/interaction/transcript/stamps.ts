/** Times as transcripts of text write them: "[10:02]", "00:01:02.500", "12/03/2025, 10:02:11 PM", "2026-03-12T10:02:11Z". */
const CLOCK = String.raw`\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[ap]\.?\s?m\b\.?)?`;
const DAY = String.raw`\d{1,4}[./-]\d{1,2}[./-]\d{1,4}`;
/** A regular expression's source, without groups that capture. */
export const STAMP = String.raw`(?:(?:${DAY}(?:,?\s+(?:(?:à|às|at|um|kl\.?|alle)\s+)?|T))?${CLOCK}(?:Z|[+-]\d\d:?\d\d)?|${DAY},? klo \d{1,2}\.\d{2})`;

interface Stamp {
  /** The three numbers of the date in the order in which they stand; null without a date. */
  readonly day: readonly [number, number, number] | null;
  /** Hours, minutes, seconds; with two numbers only the first two, which may be minutes and seconds. */
  readonly parts: readonly number[];
  readonly half: 'am' | 'pm' | null;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Milliseconds since the conversation began, for each stamp of it; null where there is none. */
export function elapsedOf(stamps: readonly (string | null)[]): (number | null)[] {
  const read = stamps.map((stamp) => (stamp === null ? null : readStamp(stamp)));
  const given = read.filter((stamp) => stamp !== null);
  const [first] = given;
  if (!first) return stamps.map(() => null);
  const isMinutes = shortAreMinutes(given);
  const isMonthFirst = given.some(({ day }) => day !== null && day[0] <= 31 && day[1] > 12);
  const times = unwrapped(read.map((stamp) => stamp && timeOf(stamp, isMinutes, isMonthFirst)));
  const began = isElapsed(first, isMinutes) ? 0 : (times.find((time) => time !== null) ?? 0);
  return times.map((time) => (time === null ? null : time - began));
}

function readStamp(stamp: string): Stamp | null {
  const found =
    /^(?:(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:,?\s+(?:\p{L}+\.?\s+)?|T))?(\d{1,3})[:.](\d{2})(?::(\d{2}))?(?:[.,](\d{1,3}))?\s?([ap])?/iu.exec(
      stamp,
    );
  if (!found) return null;
  const [, a, b, c, hours, minutes, seconds, fraction, half] = found;
  const ms = Number(`0.${fraction ?? '0'}`);
  const last = seconds === undefined ? [] : [Number(seconds) + ms];
  return {
    day: a === undefined ? null : [Number(a), Number(b), Number(c)],
    parts: [Number(hours), Number(minutes) + (seconds === undefined ? ms : 0), ...last],
    half: half === undefined ? null : half.toLowerCase() === 'p' ? 'pm' : 'am',
  };
}

/** Whether "01:30" is a minute and a half: recordings begin at zero, and hours end at 23. */
function shortAreMinutes(stamps: readonly Stamp[]): boolean {
  const short = stamps.filter(({ parts, half, day }) => parts.length === 2 && half === null && day === null);
  return short.some(({ parts }) => (parts[0] ?? 0) > 23) || short[0]?.parts[0] === 0;
}

/** A recording counts from its own beginning, a clock does not. */
const isElapsed = ({ day, half, parts }: Stamp, isMinutes: boolean): boolean =>
  day === null && half === null && (parts.length === 2 ? isMinutes : parts[0] === 0);

function timeOf({ day, parts, half }: Stamp, isMinutes: boolean, isMonthFirst: boolean): number {
  const [first = 0, second = 0, third] = parts;
  if (third === undefined && isMinutes) return first * MINUTE_MS + second * SECOND_MS;
  const hours = half === null ? first : (first % 12) + (half === 'pm' ? 12 : 0);
  return (
    (day ? dayOf(day, isMonthFirst) * DAY_MS : 0) +
    hours * HOUR_MS +
    second * MINUTE_MS +
    (third ?? 0) * SECOND_MS
  );
}

/** Days since 1970. Years come first or last; two digits are of this century. */
function dayOf([a, b, c]: readonly [number, number, number], isMonthFirst: boolean): number {
  const [year, month, day] = a > 31 ? [a, b, c] : isMonthFirst ? [c, a, b] : [c, b, a];
  return Math.floor(Date.UTC(year < 100 ? 2000 + year : year, month - 1, day) / DAY_MS);
}

/** A clock that goes back by half a day has passed midnight. */
function unwrapped(times: readonly (number | null)[]): (number | null)[] {
  let nights = 0;
  let before: number | null = null;
  return times.map((time) => {
    if (time === null) return null;
    if (before !== null && time < DAY_MS && before - time > DAY_MS / 2) nights++;
    before = time;
    return time + nights * DAY_MS;
  });
}
