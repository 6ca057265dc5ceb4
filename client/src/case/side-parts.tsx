import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import styles from './side-pane.module.css';

/** The parts one jumps to, in the order in which they stand. */
const parts = ['To do', 'Contact', 'Answers', 'Timeline'] as const;
export type SidePart = (typeof parts)[number];

/** How much of the pane's height, from above, a part must have reached to be the one that is looked at. */
const LOOKED_AT = 0.3;

/** Stays above what scrolls below it: the pane is longer than a screen, and a part of it is wanted in the middle of a call. */
export function SidePartsBar() {
  const bar = useRef<HTMLElement>(null);
  const at = usePartInSight(bar);
  const jump = (part: SidePart) => {
    const found = partIn(bar.current, part);
    found?.scrollIntoView();
    found?.focus({ preventScroll: true });
  };
  return (
    <nav className={`${styles.bar} not-printed`} aria-label="Parts of the details" ref={bar}>
      {parts.map((part) => (
        <button
          key={part}
          type="button"
          className={styles.jump}
          aria-current={part === at || undefined}
          onClick={() => jump(part)}
        >
          {part}
        </button>
      ))}
    </nav>
  );
}

/** What a button of the bar leads to. */
export function SidePartGroup({ part, children }: { readonly part: SidePart; readonly children: ReactNode }) {
  return (
    <div className={styles.part} data-side-part={part} tabIndex={-1}>
      {children}
    </div>
  );
}

const partIn = (bar: HTMLElement | null, part: SidePart) =>
  bar?.parentElement?.querySelector<HTMLElement>(`[data-side-part="${part}"]`) ?? null;

/** The last part that has come up to the line of sight; none while the customer at the top is looked at. */
function usePartInSight(bar: RefObject<HTMLElement | null>): SidePart | null {
  const [at, setAt] = useState<SidePart | null>(null);
  useEffect(() => {
    const pane = bar.current?.parentElement;
    if (!pane) return;
    const look = () => {
      const { top, height } = pane.getBoundingClientRect();
      const line = top + height * LOOKED_AT;
      const isAtEnd = pane.scrollTop > 0 && pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 1;
      const reached = parts.filter(
        (part) => (partIn(bar.current, part)?.getBoundingClientRect().top ?? Infinity) <= line,
      );
      setAt(pane.scrollTop === 0 ? null : isAtEnd ? 'Timeline' : (reached.at(-1) ?? null));
    };
    pane.addEventListener('scroll', look, { passive: true });
    return () => pane.removeEventListener('scroll', look);
  }, [bar]);
  return at;
}
