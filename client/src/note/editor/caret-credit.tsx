import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { rightNow } from '../../platform/clock.ts';
import { creditAt } from '../authorship/author-colours.ts';
import { creditSentence } from '../authorship/credit-words.ts';
import styles from './caret-credit.module.css';

/** Who wrote the text at the caret: what hovering says, for the keyboard and for fingers. */
export function CaretCredit({ editor }: { readonly editor: Editor }) {
  const credit = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      creditAt(now.state, now.state.selection.from) ?? creditAt(now.state, now.state.selection.from - 1),
  });
  return (
    <output className={styles.line} aria-live="polite">
      {credit
        ? creditSentence(credit, rightNow())
        : 'Point at text, or move the caret into it, to see who wrote it.'}
    </output>
  );
}
