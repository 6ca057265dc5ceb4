import { durationText } from '@caseroom/shared/duration';
import { useEffect, useState } from 'react';
import { clockOffset, nowMs } from './clock.ts';
import { createStore, useStore } from './store.ts';

export { durationText };

const DAY_MS = 86_400_000;
/** Past this, a date says more than a distance. */
const DISTANT_DAYS = 14;

/** How long ago, or the date when that is long. */
export function agoText(at: Date, now: Date): string {
  const distance = now.getTime() - at.getTime();
  return distance < DISTANT_DAYS * DAY_MS ? durationText(Math.max(0, distance)) : dateText(at, now);
}

// Made once: making one takes a browser a hundred times as long as using it, and a page shows times by the dozen.
const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', options);
const dayAndMonth = format({ day: 'numeric', month: 'short' });
const dayMonthAndYear = format({ day: 'numeric', month: 'short', year: 'numeric' });
const hoursAndMinutes = format({ hour: '2-digit', minute: '2-digit' });
const everything = format({
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const weekdays = { long: format({ weekday: 'long' }), short: format({ weekday: 'short' }) };

/** "18 Nov", with the year when it is another one. */
export const dateText = (at: Date, now: Date): string =>
  (at.getFullYear() === now.getFullYear() ? dayAndMonth : dayMonthAndYear).format(at);

/** "14:05", on the person's own clock. */
export const clockText = (at: Date): string => hoursAndMinutes.format(at);

/** "Tue 18 Nov 2026, 14:05". */
export const whenText = (at: Date): string =>
  at.toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

/** "Tuesday 18 November 2026, 14:05:12", for the title of a short time. */
export const fullText = (at: Date): string => everything.format(at);

/** "Tuesday", or "Tue". */
export const weekdayText = (at: Date, length: 'long' | 'short'): string => weekdays[length].format(at);

/** "Today", "Yesterday", "Tuesday 18 Nov"; by the person's own calendar. */
export function dayText(at: Date, now: Date): string {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(now) - midnight(at)) / DAY_MS);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return `${weekdayText(at, 'long')} ${dateText(at, now)}`;
}

/** One clock for the whole page, so that all its times move together and one timer is enough. */
const TICK_MS = 15_000;
const tick = createStore(nowMs());
const atTick = () => tick.set(nowMs());
let stop: (() => void) | undefined;
let watchers = 0;

function watchClock(): () => void {
  watchers += 1;
  stop ??= startClock();
  return () => {
    watchers -= 1;
    if (watchers > 0) return;
    stop?.();
    stop = undefined;
  };
}

function startClock(): () => void {
  const timer = window.setInterval(atTick, TICK_MS);
  const unfollow = clockOffset.subscribe(atTick);
  return () => {
    window.clearInterval(timer);
    unfollow();
  };
}

/** Now, to within 15 seconds, by the server's clock. */
export function useNow(): Date {
  useEffect(watchClock, []);
  // A fact newer than the last tick must not lie in the future.
  const [mounted] = useState(() => ({ at: nowMs(), offset: clockOffset.get() }));
  const ticked = useStore(tick);
  return new Date(mounted.offset === clockOffset.get() ? Math.max(ticked, mounted.at) : ticked);
}
