import { IconMessagePlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { surfaces, wishToComment } from '../note/surfaces.ts';
import styles from './comment-margin.module.css';
import { rangeInText } from './selection.ts';

interface Offer {
  readonly noteId: string;
  readonly left: number;
  readonly top: number;
}

const GAP_PX = 8;
const HEIGHT_PX = 32;

/** For those who only read a note: a button beside the text they have selected. Who writes has a bar there. */
export function SelectButton() {
  const [offer, setOffer] = useState<Offer | null>(null);
  useEffect(() => {
    let frame = 0;
    const look = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setOffer(offerNow()));
    };
    const hide = () => setOffer(null);
    document.addEventListener('selectionchange', look);
    document.addEventListener('scroll', hide, { capture: true, passive: true });
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('selectionchange', look);
      document.removeEventListener('scroll', hide, { capture: true });
    };
  }, []);
  if (!offer) return null;
  const comment = () => {
    setOffer(null);
    wishToComment(offer.noteId);
  };
  return createPortal(
    <button
      type="button"
      className={styles.select}
      style={{ left: offer.left, top: offer.top }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={comment}
    >
      <IconMessagePlus size={16} stroke={1.8} aria-hidden /> Comment
    </button>,
    document.body,
  );
}

function offerNow(): Offer | null {
  for (const { article, editor, note } of surfaces.get().values()) {
    if (editor || !rangeInText(article)) continue;
    const rect = document.getSelection()?.getRangeAt(0).getBoundingClientRect();
    if (!rect || rect.width === 0) return null;
    const above = rect.top - HEIGHT_PX - GAP_PX;
    return {
      noteId: note.id,
      left: Math.max(GAP_PX, rect.left),
      top: above > 0 ? above : rect.bottom + GAP_PX,
    };
  }
  return null;
}
