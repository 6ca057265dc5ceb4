import { useEffect, useRef } from 'react';
import type { Place } from './use-place.ts';

interface HistoryKeys {
  readonly at: number;
  readonly headSeq: number;
  readonly go: (change: Partial<Place>) => void;
}

/** The arrows step through the versions from anywhere on the page; Home and End go to the first and the newest. */
export function useHistoryKeys(keys: HistoryKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target))
        return;
      const { at, headSeq, go } = latest.current;
      const next = seqAfter(event, at, headSeq);
      if (next === null) return;
      event.preventDefault();
      go({ at: next });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Shift takes ten steps at once. */
function seqAfter({ key, shiftKey }: KeyboardEvent, at: number, headSeq: number): number | null {
  const step = shiftKey ? 10 : 1;
  if (key === 'ArrowLeft') return Math.max(0, at - step);
  if (key === 'ArrowRight') return Math.min(headSeq, at + step);
  if (key === 'Home') return 0;
  return key === 'End' ? headSeq : null;
}

/** Fields and menus use these keys themselves. */
const isTaken = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"]') !==
    null;
