import { Extension } from '@tiptap/core';
import { type EditorState, NodeSelection, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { ySyncPluginKey, yUndoPluginKey } from '@tiptap/y-tiptap';
import { crossesField, enterField, enterNext, fieldAt, fieldsIn } from './field-places.ts';
import { withoutFields } from './paste-fields.ts';

/** Before the editor's own keys. */
const PRIORITY = 1_000;

/**
 * Fields stay: what is deleted is their words, never they. Tab goes from one to the next, and Enter leaves one that
 * is a single line. What others do, and what is undone, is never held up.
 */
export const FieldKeys = Extension.create({
  name: 'fieldKeys',
  priority: PRIORITY,

  addKeyboardShortcuts() {
    const view = () => this.editor.view;
    return {
      Tab: () => leavesField(view()) && enterNext(view(), view().state.selection.from, 1),
      'Shift-Tab': () => leavesField(view()) && enterNext(view(), view().state.selection.from, -1),
      Enter: () => leaveLine(view()),
      Backspace: () => emptySelected(view()),
      Delete: () => emptySelected(view()),
    };
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('fieldKeys'),
        filterTransaction: keepsFields,
        props: {
          transformPasted: withoutFields,
          handleTextInput: (view, _from, _to, text) => {
            if (!emptySelected(view)) return false;
            view.dispatch(view.state.tr.insertText(text));
            return true;
          },
          handleDOMEvents: {
            cut: (view, event) => {
              if (!crossesField(view.state)) return false;
              const { dom, text } = view.serializeForClipboard(view.state.selection.content());
              event.clipboardData?.setData('text/html', dom.innerHTML);
              event.clipboardData?.setData('text/plain', text);
              event.preventDefault();
              return emptySelected(view);
            },
          },
        },
      }),
    ];
  },
});

/** In a table Tab goes from cell to cell, and in a list of a text it makes the item one of a list below. */
function leavesField({ state }: EditorView): boolean {
  const { $from } = state.selection;
  const here = fieldAt(state.doc, state.selection.from);
  if (!here) return false;
  for (let depth = $from.depth; depth > 1; depth--) {
    const { name } = $from.node(depth).type;
    if (name === 'tableRow') return false;
    if ((name === 'listItem' || name === 'taskItem') && here.node.attrs.type === 'rich') return false;
  }
  return true;
}

function leaveLine(view: EditorView): boolean {
  const { selection, doc } = view.state;
  const here = fieldAt(doc, selection.from);
  if (!here) return false;
  if (selection instanceof NodeSelection && here.at === selection.from) {
    enterField(view, here);
    return true;
  }
  if (here.node.attrs.type !== 'text') return false;
  enterNext(view, here.at, 1);
  return true;
}

/** A transaction of this person's that would take a field out does nothing. */
function keepsFields(transaction: Transaction, { doc }: EditorState): boolean {
  if (!transaction.docChanged || transaction.getMeta(ySyncPluginKey)) return true;
  const before = fieldsIn(doc);
  if (before.length === 0) return true;
  const after = new Set(fieldsIn(transaction.doc).map(({ node }) => node.attrs.key));
  return before.every(({ node }) => after.has(node.attrs.key));
}

/** Takes out the words and answers of what is selected where that reaches over the edge of a field. */
function emptySelected(view: EditorView): boolean {
  const { state } = view;
  if (!crossesField(state)) return false;
  const { from, to } = state.selection;
  const { tr } = state;
  const texts: { from: number; to: number }[] = [];
  state.doc.nodesBetween(from, to, (node, at) => {
    if (node.isTextblock)
      texts.push({ from: Math.max(from, at + 1), to: Math.min(to, at + 1 + node.content.size) });
    else if (node.type.name === 'fieldValue') tr.setNodeAttribute(at, 'value', null);
    else if (node.type.name === 'fieldOption') tr.setNodeAttribute(at, 'chosen', null);
    return !node.isTextblock;
  });
  for (const text of texts.reverse()) if (text.to > text.from) tr.delete(text.from, text.to);
  // One step of its own to undo, however soon after the typing.
  yUndoPluginKey.getState(state)?.undoManager.stopCapturing();
  view.dispatch(tr);
  return true;
}
