import { type RefObject, useEffect } from 'react';
import { passagesAt } from '../note/passages/passage.ts';
import { activeThread, DRAFT_ID, pointedThread } from './active.ts';

/** A click on commented text goes to its thread, and one beside it leaves the thread; pointing points at both. */
export function useTextClicks(
  column: RefObject<HTMLElement | null>,
  onOpen: () => void,
  onLeave: () => void,
): void {
  useEffect(() => {
    const { current } = column;
    if (!current) return;
    const click = ({ target }: MouseEvent) => {
      const ids = passagesAt(target).filter((id) => id !== DRAFT_ID);
      const [first] = ids;
      if (first !== undefined) {
        const selection = document.getSelection();
        if (selection && !selection.isCollapsed) return;
        // Where several lie over each other, the next click goes on to the next.
        const at = ids.indexOf(activeThread.get() ?? '');
        activeThread.set(ids[(at + 1) % ids.length] ?? first);
        onOpen();
      } else if (target instanceof Element && target.closest('.note-prose')) onLeave();
    };
    const point = ({ target }: PointerEvent) => {
      if (target instanceof Element && target.closest('[data-card]')) return;
      pointedThread.set(passagesAt(target).find((id) => id !== DRAFT_ID) ?? null);
    };
    current.addEventListener('click', click);
    current.addEventListener('pointerover', point);
    return () => {
      current.removeEventListener('click', click);
      current.removeEventListener('pointerover', point);
    };
  }, [column, onOpen, onLeave]);
}
