import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { attributesOf, type OtherWords, PASSAGE_ATTRIBUTE, type Passage, piecesOf } from './passage.ts';
import './passage.css';
import { noPassages, passagesNow, shownPassages } from './shown-passages.ts';

const key = new PluginKey<DecorationSet>('passages');

/** Shows in an editor what `shownPassages` has for its note. Typing moves the passages along until they are set anew. */
export const passageMarks = (noteId: string) =>
  Extension.create({ name: 'passageMarks', addProseMirrorPlugins: () => [passagePlugin(noteId)] });

const passagesOf = (noteId: string): readonly Passage[] => shownPassages.get().get(noteId) ?? noPassages;

function passagePlugin(noteId: string): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, { doc }) => drawn(doc, passagesOf(noteId)),
      apply(tr, before) {
        const set = tr.getMeta(key) as readonly Passage[] | undefined;
        if (set) return drawn(tr.doc, set);
        if (!tr.docChanged) return before;
        // What comes from others replaces the whole document, with which everything drawn would go.
        if (tr.getMeta(ySyncPluginKey)?.isChangeOrigin) return drawn(tr.doc, passagesNow(noteId));
        return before.map(tr.mapping, tr.doc);
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => follow(view, noteId),
  });
}

function follow(view: EditorView, noteId: string) {
  let shown = passagesOf(noteId);
  const unsubscribe = shownPassages.subscribe(() => {
    const next = passagesOf(noteId);
    if (next === shown || view.isDestroyed) return;
    shown = next;
    view.dispatch(view.state.tr.setMeta(key, next));
  });
  return { destroy: unsubscribe };
}

function drawn(doc: Node, passages: readonly Passage[]): DecorationSet {
  if (passages.length === 0) return DecorationSet.empty;
  const starts = lineStarts(doc);
  const place = (line: number, offset: number) => (starts[line] ?? doc.content.size) + offset;
  const pieces = piecesOf(passages).map((piece) =>
    Decoration.inline(place(piece.line, piece.from), place(piece.line, piece.to), attributesOf(piece)),
  );
  const others = passages.flatMap(({ id, other }) =>
    other && other.words !== '' ? [otherWords(id, other, place(other.line, other.offset))] : [],
  );
  return DecorationSet.create(doc, [...pieces, ...others]);
}

/** Where the content of each textblock begins. */
function lineStarts(doc: Node): number[] {
  const starts: number[] = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock) starts.push(pos + 1);
    return !node.isTextblock;
  });
  return starts;
}

/** Not text of the note: it is neither selected nor copied with it. */
function otherWords(id: string, { by, words }: OtherWords, at: number): Decoration {
  const draw = () => {
    const mark = document.createElement('ins');
    mark.className = 'passage-words';
    mark.contentEditable = 'false';
    mark.setAttribute(PASSAGE_ATTRIBUTE, id);
    mark.setAttribute('aria-label', `${by} suggests “${words}”`);
    mark.setAttribute('role', 'note');
    mark.textContent = words;
    return mark;
  };
  return Decoration.widget(at, draw, { side: 1, ignoreSelection: true, key: `other ${id} ${words}` });
}
