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

/** "18 Nov", with the year when it is another one. */
export function dateText(at: Date, now: Date): string {
  const year = at.getFullYear() === now.getFullYear() ? undefined : ('numeric' as const);
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...(year && { year }) });
}

/** "14:05", on the person's own clock. */
export const clockText = (at: Date): string =>
  at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** "Tuesday 18 November 2026, 14:05:12", for the title of a short time. */
export const fullText = (at: Date): string =>
  at.toLocaleString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });

/** "Today", "Yesterday", "Tuesday 18 Nov"; by the person's own calendar. */
export function dayText(at: Date, now: Date): string {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(now) - midnight(at)) / DAY_MS);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return `${at.toLocaleDateString('en-GB', { weekday: 'long' })} ${dateText(at, now)}`;
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
