import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import './draft.css';
import { type DraftedLine, draftedLines, enterNextLine, lineAtCaret } from './draft-lines.ts';
import { litLines, notesInReview, pointedLines } from './draft-store.ts';
import { acceptLineAlone, throwAwayLine } from './draft-undo.ts';

const key = new PluginKey<DecorationSet>('draftMarks');
/** Before the editor's own keys: a line break is another one's in a drafted line. */
const PRIORITY = 1_100;

/**
 * Shows in a note which of its lines were drafted and not yet reviewed, each with its two buttons. Mod-Enter accepts
 * the line the caret is in and goes to the next, Mod-Shift-Backspace throws it away.
 */
export const draftMarks = (noteId: string) =>
  Extension.create({
    name: 'draftMarks',
    priority: PRIORITY,
    addKeyboardShortcuts() {
      const { view } = this.editor;
      const at = () => (notesInReview.get().has(noteId) ? lineAtCaret(view.state) : undefined);
      const go = (act: typeof acceptLineAlone) => {
        const line = at();
        if (!line || line.isReviewed || !act(view, line.id)) return false;
        enterNextLine(view);
        return true;
      };
      const throwAway: typeof acceptLineAlone = (editor, id) => throwAwayLine(noteId, editor, id);
      return { 'Mod-Enter': () => go(acceptLineAlone), 'Mod-Shift-Backspace': () => go(throwAway) };
    },
    addProseMirrorPlugins: () => [draftPlugin(noteId)],
  });

function draftPlugin(noteId: string): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => drawn(state.doc, noteId),
      apply: (tr, before) => (tr.docChanged || tr.getMeta(key) ? drawn(tr.doc, noteId) : before),
    },
    props: {
      decorations: (state) => key.getState(state),
      handleDOMEvents: {
        mouseover: (_view, event) => point(noteId, lineIdAt(event.target)),
        mouseleave: (view) => point(noteId, caretLine(view.state)),
      },
    },
    view: (view) => follow(view, noteId),
  });
}

function point(noteId: string, id: string | undefined): boolean {
  const now = pointedLines.get();
  if (now?.noteId === noteId && now.lines[0] === id) return false;
  if (id) pointedLines.set({ noteId, lines: [id] });
  else if (now?.noteId === noteId) pointedLines.set(null);
  return false;
}

const lineIdAt = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-source]')?.dataset.source : undefined;
const caretLine = (state: EditorState): string | undefined => lineAtCaret(state)?.id;

function follow(view: EditorView, noteId: string) {
  const redraw = () => {
    if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, true));
  };
  const ends = [litLines.subscribe(redraw), notesInReview.subscribe(redraw)];
  return {
    update: (now: EditorView, before: EditorState) => {
      if (now.state.selection !== before.selection && now.hasFocus()) point(noteId, caretLine(now.state));
    },
    destroy: () => {
      for (const end of ends) end();
    },
  };
}

function drawn(doc: Node, noteId: string): DecorationSet {
  const proposed = notesInReview.get().get(noteId);
  const lit = litLines.get();
  const isLit = ({ id }: DraftedLine) => lit?.noteId === noteId && lit.lines.includes(id);
  const marks = draftedLines(doc).flatMap((line) => {
    const { at, node } = line;
    const isOpen = proposed !== undefined && !line.isReviewed && node.content.size > 0;
    const names = [isOpen && 'draft-line', isLit(line) && 'draft-line-lit'].filter(Boolean).join(' ');
    return [
      ...(names ? [Decoration.node(at, at + node.nodeSize, { class: names })] : []),
      ...(isOpen ? proposedTimes(line, proposed.get(line.id)) : []),
      ...(isOpen ? [buttons(noteId, line)] : []),
    ];
  });
  return DecorationSet.create(doc, marks);
}

/** A time that somebody has put in its place since is theirs, and looks like every other. */
function proposedTimes({ at, node }: DraftedLine, proposed: string | undefined): Decoration[] {
  const marks: Decoration[] = [];
  if (proposed === undefined) return marks;
  node.forEach((child, offset) => {
    if (child.type.name !== 'due' || child.attrs.at !== proposed) return;
    const from = at + 1 + offset;
    marks.push(Decoration.node(from, from + child.nodeSize, { class: 'due-proposed', title: PROPOSED }));
  });
  return marks;
}
const PROPOSED =
  'Nobody named a time: this one is proposed. Accept the line to agree to it, or put another time in its place.';

/** Not text of the note. Reached by the pointer; the keyboard has its own way. */
function buttons(noteId: string, { id, at, node }: DraftedLine): Decoration {
  const draw = (view: EditorView) => {
    const group = document.createElement('span');
    group.className = 'draft-buttons not-printed';
    group.contentEditable = 'false';
    group.append(
      button('Accept this line', '✓', 'accept', () => reviewed(view, acceptLineAlone(view, id))),
      button('Discard this line', '✕', 'discard', () => reviewed(view, throwAwayLine(noteId, view, id))),
    );
    return group;
  };
  return Decoration.widget(at + node.nodeSize - 1, draw, {
    side: 1,
    ignoreSelection: true,
    stopEvent: () => true,
    key: `draft ${id}`,
  });
}

const touch = window.matchMedia?.('(pointer: coarse)').matches ?? false;

/** The editor's undo is at hand after a click too; on a telephone its keyboard would come up. */
function reviewed(view: EditorView, isDone: boolean): void {
  if (isDone && !touch) view.focus();
}

function button(label: string, sign: string, name: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = `draft-${name}`;
  made.textContent = sign;
  made.title = label;
  made.setAttribute('aria-label', label);
  // The caret stays where it is.
  made.addEventListener('mousedown', (event) => event.preventDefault());
  made.addEventListener('click', act);
  return made;
}
