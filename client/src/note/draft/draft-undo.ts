import type { EditorView } from '@tiptap/pm/view';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import { createStore } from '../../platform/store.ts';
import { acceptLine, discardLine, draftedLines } from './draft-lines.ts';

/** A line that was just thrown away here, and how it comes back. */
export interface ThrownAway {
  readonly noteId: string;
  readonly words: string;
  /** Brings it back; false once something else was written, which undoing would take instead. */
  readonly undo: () => boolean;
}

export const thrownAway = createStore<ThrownAway | null>(null);

/** Accepts a line as an edit of its own: undoing takes back no more than that. */
export function acceptLineAlone(view: EditorView, id: string): boolean {
  const manager = yUndoPluginKey.getState(view.state)?.undoManager;
  manager?.stopCapturing();
  const isAccepted = acceptLine(view, id);
  manager?.stopCapturing();
  return isAccepted;
}

/** Throws a line away as an edit of its own, so that it comes back alone. */
export function throwAwayLine(noteId: string, view: EditorView, id: string): boolean {
  const words =
    draftedLines(view.state.doc)
      .find((line) => line.id === id)
      ?.node.textContent.trim() ?? '';
  const manager = yUndoPluginKey.getState(view.state)?.undoManager;
  manager?.stopCapturing();
  if (!discardLine(view, id)) return false;
  manager?.stopCapturing();
  const own = manager?.undoStack.at(-1);
  const undo = () => {
    thrownAway.set(null);
    if (!manager || manager.undoStack.at(-1) !== own) return false;
    manager.undo();
    return true;
  };
  thrownAway.set({ noteId, words, undo });
  return true;
}
