import type { Editor } from '@tiptap/core';
import { type RefObject, useEffect } from 'react';
import { placeToWriteAt } from '../../case/go-to-note.ts';
import { useStore } from '../../platform/store.ts';
import { enterKey } from '../fields/field-places.ts';

/** Whether somebody is on their way to this note, which then comes into sight and connects. */
export function useIsWritingPlace(noteId: string, article: RefObject<HTMLElement | null>): boolean {
  const isWanted = useStore(placeToWriteAt)?.noteId === noteId;
  useEffect(() => {
    if (isWanted) article.current?.scrollIntoView({ block: 'start' });
  }, [isWanted, article]);
  return isWanted;
}

/** Takes whoever is on their way to a field of this note there, as soon as its editor stands. */
export function useEnterPlace(editor: Editor | null, noteId: string): void {
  const place = useStore(placeToWriteAt);
  const field = place?.noteId === noteId ? place.field : null;
  useEffect(() => {
    if (!editor || field === null) return;
    const enter = () => {
      placeToWriteAt.set(null);
      if (!enterKey(editor.view, field)) editor.commands.focus('end');
    };
    // The controls of fields are drawn a frame after the editor.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(enter);
    });
    return () => cancelAnimationFrame(frame);
  }, [editor, field]);
}
