import { Collaboration } from '@tiptap/extension-collaboration';
import type { XmlFragment } from 'yjs';

/**
 * The text of a note, with everybody's own undo. Its keys are taken even when there is nothing to undo: left to
 * others, "redo" without Shift would be looked up, which is "undo", or the browser would undo by itself.
 */
export const sharedText = (fragment: XmlFragment) =>
  Collaboration.extend({
    addKeyboardShortcuts() {
      const undo = () => this.editor.commands.undo() || true;
      const redo = () => this.editor.commands.redo() || true;
      return { 'Mod-z': undo, 'Mod-y': redo, 'Shift-Mod-z': redo };
    },
  }).configure({ fragment });
