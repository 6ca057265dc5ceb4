import { useEffect, useRef } from 'react';

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** A chart is one stop for Tab; the arrows, Home and End walk over its bars and Enter opens one. */
export function useBarKeys<T extends HTMLElement>() {
  const ref = useRef<T>(null);
  useEffect(() => {
    const chart = ref.current;
    const bars = barsIn(chart);
    const held = bars.find((bar) => bar === document.activeElement) ?? bars.at(-1);
    for (const bar of bars) bar.tabIndex = bar === held ? 0 : -1;
    chart?.addEventListener('keydown', walk);
    return () => chart?.removeEventListener('keydown', walk);
  });
  return ref;
}

function walk(event: KeyboardEvent): void {
  const bars = barsIn(event.currentTarget as HTMLElement);
  const at = bars.indexOf(document.activeElement as HTMLElement);
  const step = steps[event.key];
  const ends: Readonly<Record<string, HTMLElement | undefined>> = { Home: bars[0], End: bars.at(-1) };
  const next = step ? bars[at + step] : ends[event.key];
  if (at < 0 || !next) return;
  event.preventDefault();
  for (const bar of bars) bar.tabIndex = bar === next ? 0 : -1;
  next.focus();
}

const barsIn = (chart: HTMLElement | null): HTMLElement[] => [
  ...(chart?.querySelectorAll<HTMLElement>('[data-bar]') ?? []),
];
