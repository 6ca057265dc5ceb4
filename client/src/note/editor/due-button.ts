import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey, Selection, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { hasDue } from './follow-up-item.ts';

/** A task one writes in, without a due time, offers to be given one. */
export const DueButton = Extension.create({
  name: 'dueButton',
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        key: new PluginKey('dueButton'),
        props: {
          decorations: (state) => {
            const end = editor.isEditable ? endOfTask(state) : null;
            if (end === null) return null;
            return DecorationSet.create(state.doc, [
              Decoration.widget(end, drawButton, { side: 1, key: 'due' }),
            ]);
          },
        },
      }),
    ];
  },
});

/** Where the first line of the task that holds the caret ends; null where there is nothing to offer. */
function endOfTask({ selection }: EditorState): number | null {
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name !== 'taskItem') continue;
    const line = node.firstChild;
    const isBare = !line || line.content.size === 0 || line.textContent.includes('@@') || hasDue(node);
    return isBare ? null : $from.start(depth) + line.nodeSize - 1;
  }
  return null;
}

/** Out of the tab order, since "@@" does the same from the keyboard. */
function drawButton(view: EditorView): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'due-button not-printed';
  button.textContent = 'Due…';
  button.tabIndex = -1;
  button.addEventListener('mousedown', (event) => {
    event.preventDefault();
    const end = endOfTask(view.state);
    if (end !== null) view.dispatch(askForTime(view.state, end));
    view.focus();
  });
  return button;
}

function askForTime({ tr, doc }: EditorState, end: number): Transaction {
  const before = doc.textBetween(end - 1, end, '', ' ');
  const asked = tr.insertText(/\s/.test(before) ? '@@' : ' @@', end);
  return asked.setSelection(Selection.near(asked.doc.resolve(asked.mapping.map(end))));
}
