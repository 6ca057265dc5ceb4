import type { TextChange } from '@caseroom/shared/seen';
import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import { rightNow } from '../../platform/clock.ts';
import { useStore } from '../../platform/store.ts';
import styles from '../authorship/author-card.module.css';
import { BesideCard, type Line, lineAt } from '../authorship/beside-card.tsx';
import { momentText } from '../authorship/credit-words.ts';
import './change-marks.css';
import { markChanges, markedChanges } from './change-marks.ts';
import { CHANGE_ATTRIBUTE, shownChanges } from './shown-changes.ts';

const none: readonly TextChange[] = [];

interface PointedChange {
  readonly change: TextChange;
  /** Null over inserted text. */
  readonly deleted: string | null;
  readonly line: Line;
}

/** Marks in the editor what others did to this note, and says who and when at the pointer. */
export function ChangeMarks({ editor, noteId }: { readonly editor: Editor; readonly noteId: string }) {
  const changes = useStore(shownChanges).get(noteId) ?? none;
  const [pointed, setPointed] = useState<PointedChange | null>(null);
  useEffect(() => {
    markChanges(editor, changes);
    if (changes.length === 0) setPointed(null);
  }, [editor, changes]);
  useEffect(() => {
    if (changes.length === 0) return;
    const { dom } = editor.view;
    const point = (event: PointerEvent) => setPointed(pointedAt(editor, event));
    const leave = () => setPointed(null);
    dom.addEventListener('pointerover', point);
    dom.addEventListener('pointerleave', leave);
    return () => {
      dom.removeEventListener('pointerover', point);
      dom.removeEventListener('pointerleave', leave);
    };
  }, [editor, changes]);

  if (!pointed) return null;
  const { change, deleted, line } = pointed;
  return (
    <BesideCard line={line}>
      <div>
        {deleted === null ? 'Written by ' : 'Deleted by '}
        <strong>{change.by.name}</strong>, {momentText(change.at, rightNow())}
      </div>
      {deleted !== null && <div className={`${styles.provenance} since-gone`}>{deleted}</div>}
    </BesideCard>
  );
}

function pointedAt(editor: Editor, event: PointerEvent): PointedChange | null {
  const mark =
    event.target instanceof Element ? event.target.closest<HTMLElement>(`[${CHANGE_ATTRIBUTE}]`) : null;
  const change = mark && markedChanges(editor.state)[Number(mark.getAttribute(CHANGE_ATTRIBUTE))];
  if (!mark || !change) return null;
  return { change, deleted: mark.dataset.deleted ?? null, line: lineAt(mark, event) };
}
