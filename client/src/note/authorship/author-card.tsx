import type { Doer } from '@caseroom/shared/note';
import { type CSSProperties, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './author-card.module.css';
import { momentText, provenanceText } from './credit-words.ts';
import type { Credit } from './credits.ts';

/** A stretch of text that somebody points at, and where it is on the screen. */
export interface Pointed {
  readonly credit: Credit;
  /** In a comparison, of text that is gone. */
  readonly deletedBy?: Doer | undefined;
  readonly rect: { readonly left: number; readonly top: number; readonly bottom: number };
}

/** The line of an element that the pointer is on: text that wraps has several. */
export function lineAt(
  element: Element,
  { clientX, clientY }: { clientX: number; clientY: number },
): Pointed['rect'] {
  const lines = [...element.getClientRects()];
  const line =
    lines.find(({ top, bottom }) => top <= clientY && clientY <= bottom) ?? element.getBoundingClientRect();
  return { left: Math.max(line.left, clientX - BESIDE_PX), top: line.top, bottom: line.bottom };
}

/** How far left of the pointer the card begins, so that it does not cover what comes next. */
const BESIDE_PX = 24;
const GAP_PX = 6;
const EDGE_PX = 8;

/** Who wrote the text that is pointed at, beside it. */
export function AuthorCard({
  pointed,
  verified,
}: {
  readonly pointed: Pointed | null;
  readonly verified?: boolean;
}) {
  const card = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<CSSProperties>({ visibility: 'hidden' });
  useLayoutEffect(() => {
    if (!pointed || !card.current) return;
    const { width, height } = card.current.getBoundingClientRect();
    const left = Math.max(EDGE_PX, Math.min(pointed.rect.left, window.innerWidth - width - EDGE_PX));
    const above = pointed.rect.top - height - GAP_PX;
    setPlace({ left, top: above > EDGE_PX ? above : pointed.rect.bottom + GAP_PX });
  }, [pointed]);
  if (!pointed) return null;
  const { credit, deletedBy } = pointed;
  const now = new Date();
  return createPortal(
    <div ref={card} className={styles.card} style={place} role="tooltip">
      <div>
        Written by <strong>{credit.author.name}</strong>
        {credit.at === null ? ', just now' : `, ${momentText(credit.at, now)}`}
      </div>
      <div className={styles.provenance}>
        {provenanceText(credit, now)}
        {verified && credit.seq !== null && ' · verified'}
      </div>
      {deletedBy && (
        <div className={styles.provenance}>
          deleted by {deletedBy.name}, {momentText(deletedBy.at, now)} · edit {deletedBy.seq}
        </div>
      )}
    </div>,
    document.body,
  );
}
