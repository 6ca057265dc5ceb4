import { dateText } from '../../platform/time.ts';
import { daysFrom } from '../due-words.ts';

/** A day of the program's calendar as a moment of this one's: it is the same day wherever it is read. */
const momentOfDay = (day: string): Date => new Date(`${day}T12:00`);

/** "Recheck due today", "Recheck 9 days overdue", "Recheck 12 Feb". */
export function recheckWords(
  { dueOn, isDue }: { readonly dueOn: string; readonly isDue: boolean },
  now: Date,
): string {
  const at = momentOfDay(dueOn);
  if (!isDue) return `Recheck ${dateText(at, now)}`;
  const late = -daysFrom(now, at);
  if (late <= 0) return 'Recheck due today';
  return `Recheck ${late} ${late === 1 ? 'day' : 'days'} overdue`;
}

const intervals = [
  { value: 'once', label: 'Once', days: null },
  { value: '7', label: 'Every week', days: 7 },
  { value: '30', label: 'Every 30 days', days: 30 },
  { value: '90', label: 'Every 90 days', days: 90 },
  { value: '180', label: 'Every 180 days', days: 180 },
  { value: '365', label: 'Every year', days: 365 },
] as const;

/** The choices of a menu; an interval that a template brought is among them. */
export function intervalChoices(everyDays: number | null): { value: string; label: string }[] {
  const known = intervals.map(({ value, label }) => ({ value, label }));
  const isKnown = intervals.some(({ days }) => days === everyDays);
  return isKnown ? known : [...known, { value: String(everyDays), label: `Every ${everyDays} days` }];
}

export const intervalValue = (everyDays: number | null): string =>
  everyDays === null ? 'once' : String(everyDays);
export const intervalDays = (value: string): number | null => (value === 'once' ? null : Number(value));

/** "2026-11-22", by this clock. */
export function dayOf(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
