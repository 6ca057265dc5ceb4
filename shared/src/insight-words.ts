import { daysLater } from './day.ts';
import { durationText } from './duration.ts';
import {
  type Compared,
  type Figure,
  type InsightPeriod,
  type Measure,
  type MeasureWords,
  measures,
  partNames,
} from './insight.ts';

/** A number as people read it; "–" where there is none. */
export function valueText({ fold }: Pick<MeasureWords, 'fold'>, { n, value }: Figure): string {
  if (fold === 'count') return String(n);
  if (value === null) return '–';
  return fold === 'median' ? lengthText(value) : `${Math.round(value)} %`;
}

/** Nothing takes no time: below a minute is said as such. */
const lengthText = (length_ms: number): string =>
  Math.abs(length_ms) < 60_000 ? '< 1 min' : durationText(length_ms);

/** "12 cases", "1 case". */
export const ofText = ({ of: [one, many] }: MeasureWords, n: number): string =>
  `${n} ${n === 1 ? one : many}`;

export const partText = (measure: Measure, part: string): string => partNames[measure]?.[part] ?? part;

export interface Change {
  readonly text: string;
  readonly direction: 'up' | 'down' | 'same';
  /** Null where neither way is better. */
  readonly isBetter: boolean | null;
}

/** How a figure moved from one period to the next; null when there was nothing before to compare with. */
export function changeOf(words: MeasureWords, { current, previous }: Compared): Change | null {
  const [now, before] = [current, previous].map((figure) =>
    words.fold === 'count' ? figure.n : figure.value,
  );
  if (now == null || before == null || (words.fold === 'count' && before === 0)) return null;
  const difference = now - before;
  const size = sizeOf(words, Math.abs(difference));
  if (size === null) return { text: 'as before', direction: 'same', isBetter: null };
  const direction = difference > 0 ? 'up' : 'down';
  const isBetter = words.better === null ? null : (words.better === 'more') === difference > 0;
  return { text: `${size} ${direction === 'up' ? 'more' : 'less'}`, direction, isBetter };
}

/** Null: too little to speak of. */
function sizeOf({ fold }: MeasureWords, difference: number): string | null {
  if (fold === 'median') return difference < 60_000 ? null : durationText(difference);
  const whole = Math.round(difference);
  if (whole === 0) return null;
  return fold === 'count' ? String(whole) : `${whole} ${whole === 1 ? 'point' : 'points'}`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
/** "16 Nov". */
export const dayText = (day: string): string => dayFormat.format(new Date(`${day}T00:00:00Z`));

/** "16 Nov – 22 Nov": from a day to the one before another. */
export const spanText = (from: string, to: string): string =>
  `${dayText(from)} – ${dayText(daysLater(to, -1))}`;

export const weekText = ({ days }: InsightPeriod, week: number): string =>
  spanText(days[week] as string, days[week + 1] as string);

export const halfText = ({ days, weeks }: InsightPeriod, half: 'current' | 'previous'): string =>
  half === 'current'
    ? spanText(days[weeks] as string, days[2 * weeks] as string)
    : spanText(days[0] as string, days[weeks] as string);

/** What a link to the cases of a figure is called for those who cannot see where it stands. */
export const figureLabel = (measure: Measure, figure: Figure, when: string): string => {
  const words = measures[measure];
  const value = words.fold === 'count' ? '' : `${valueText(words, figure)} of `;
  return `${when}: ${value}${ofText(words, figure.n)}`;
};
