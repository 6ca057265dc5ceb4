import type { TextChange } from '@caseroom/shared/seen';
import { type Editor, Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type * as Y from 'yjs';
import { authorStyle } from '../authorship/author-colours.ts';
import { changePlaces, type DeletedPlace } from './places.ts';
import { CHANGE_ATTRIBUTE } from './shown-changes.ts';

interface MarksState {
  readonly changes: readonly TextChange[];
  readonly drawn: DecorationSet;
}

/** Typing moves the marks along at once; they are placed again after this pause, ms. */
const RECOUNT_MS = 80;

const key = new PluginKey<MarksState>('changeMarks');
const none: MarksState = { changes: [], drawn: DecorationSet.empty };

/** Marks what others wrote and deleted in an editor's text. Draws nothing until `markChanges` is called. */
export const changeMarks = (body: Y.XmlFragment) =>
  Extension.create({ name: 'changeMarks', addProseMirrorPlugins: () => [marksPlugin(body)] });

/** Marks these changes from now on; an empty list takes the marks away. */
export function markChanges(editor: Editor, changes: readonly TextChange[]): void {
  if (editor.isDestroyed || key.getState(editor.state)?.changes === changes) return;
  editor.view.dispatch(editor.state.tr.setMeta(key, { changes }));
}

export const markedChanges = (state: EditorState): readonly TextChange[] =>
  key.getState(state)?.changes ?? [];

function marksPlugin(body: Y.XmlFragment): Plugin<MarksState> {
  return new Plugin<MarksState>({
    key,
    state: {
      init: () => none,
      apply(tr, before, _old, state) {
        const set = tr.getMeta(key) as { changes: readonly TextChange[] } | undefined;
        if (set) return set.changes.length > 0 ? placed(body, set.changes, state) : none;
        return tr.docChanged && before.changes.length > 0
          ? { ...before, drawn: before.drawn.map(tr.mapping, tr.doc) }
          : before;
      },
    },
    props: { decorations: (state) => key.getState(state)?.drawn },
    view: (view) => replacer(view),
  });
}

/** The document and its Yjs twin agree only once a change has gone through both; so placing waits for a pause. */
function replacer(view: EditorView) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const replace = () => {
    timer = undefined;
    const changes = markedChanges(view.state);
    if (changes.length > 0) view.dispatch(view.state.tr.setMeta(key, { changes }));
  };
  return {
    update: (_view: EditorView, before: EditorState) => {
      if (view.state.doc !== before.doc && markedChanges(view.state).length > 0)
        timer ??= setTimeout(replace, RECOUNT_MS);
    },
    destroy: () => clearTimeout(timer),
  };
}

function placed(body: Y.XmlFragment, changes: readonly TextChange[], state: EditorState): MarksState {
  const end = state.doc.content.size;
  const { inserted, deleted } = changePlaces(body, changes);
  const marks = [
    ...inserted
      .filter(({ to }) => to <= end)
      .map(({ change, from, to }) => insertedMark(changes, change, from, to)),
    ...deleted.filter(({ at }) => at <= end).map((place) => deletedMark(changes, place)),
  ];
  return { changes, drawn: DecorationSet.create(state.doc, marks) };
}

function insertedMark(changes: readonly TextChange[], change: number, from: number, to: number): Decoration {
  return Decoration.inline(from, to, {
    class: 'since-inserted',
    style: authorStyle((changes[change] as TextChange).by),
    [CHANGE_ATTRIBUTE]: String(change),
  });
}

/** Holds no text: what it stands for is on its card, and copying the note must not copy what was deleted. */
function deletedMark(changes: readonly TextChange[], { change, at, text }: DeletedPlace): Decoration {
  const { by } = changes[change] as TextChange;
  const draw = () => {
    const mark = document.createElement('span');
    mark.className = 'since-deleted';
    mark.contentEditable = 'false';
    mark.setAttribute(CHANGE_ATTRIBUTE, String(change));
    mark.setAttribute('style', authorStyle(by));
    mark.setAttribute('role', 'img');
    mark.setAttribute('aria-label', `${by.name} deleted “${text}”`);
    mark.dataset.deleted = text;
    return mark;
  };
  return Decoration.widget(at, draw, {
    side: -1,
    ignoreSelection: true,
    key: `gone ${change} ${at} ${text}`,
  });
}
