import type { Editor } from '@tiptap/core';
import type { PointerEvent } from 'react';
import type { Pointed } from './author-card.tsx';
import { creditAt } from './author-colours.ts';
import { lineAt } from './beside-card.tsx';

/** The coloured text under the pointer, in an editor. */
export function pointedIn(editor: Editor, event: PointerEvent): Pointed | null {
  const { target } = event;
  const stretch = target instanceof Element ? target.closest<HTMLElement>('.by-author') : null;
  if (!stretch || !editor.view.dom.contains(stretch)) return null;
  const credit = creditAt(editor.state, editor.view.posAtDOM(stretch, 0));
  return credit && { credit, rect: lineAt(stretch, event) };
}
