import { type CSSProperties, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './author-card.module.css';

/** One line of text on the screen. */
export interface Line {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

/** How far left of the pointer the card begins, so that it does not cover what comes next. */
const BESIDE_PX = 24;
const GAP_PX = 6;
const EDGE_PX = 8;

/** The line of an element that the pointer is on: text that wraps has several. */
export function lineAt(element: Element, { clientX, clientY }: { clientX: number; clientY: number }): Line {
  const lines = [...element.getClientRects()];
  const line =
    lines.find(({ top, bottom }) => top <= clientY && clientY <= bottom) ?? element.getBoundingClientRect();
  return { left: Math.max(line.left, clientX - BESIDE_PX), top: line.top, bottom: line.bottom };
}

/** A small card above a line of text, or below it where there is no room. */
export function BesideCard({ line, children }: { readonly line: Line; readonly children: ReactNode }) {
  const card = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<CSSProperties>({ visibility: 'hidden' });
  useLayoutEffect(() => {
    if (!card.current) return;
    const { width, height } = card.current.getBoundingClientRect();
    const left = Math.max(EDGE_PX, Math.min(line.left, window.innerWidth - width - EDGE_PX));
    const above = line.top - height - GAP_PX;
    setPlace({ left, top: above > EDGE_PX ? above : line.bottom + GAP_PX });
  }, [line]);
  return createPortal(
    <div ref={card} className={styles.card} style={place} role="tooltip">
      {children}
    </div>,
    document.body,
  );
}
