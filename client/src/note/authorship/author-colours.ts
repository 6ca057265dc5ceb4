import { personColour } from '@caseroom/shared/colour';
import type { PersonRef } from '@caseroom/shared/primitives';
import { type Editor, Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type * as Y from 'yjs';
import type { Credit, CreditIndex } from './credits.ts';
import { type CreditedRange, creditedRanges } from './positions.ts';

interface ColourState {
  readonly index: CreditIndex | null;
  readonly ranges: readonly CreditedRange[];
  readonly drawn: DecorationSet;
}

/** Typing moves the colours along at once; they are counted again after this pause, ms. */
const RECOUNT_MS = 80;

const key = new PluginKey<ColourState>('authorColours');
const off: ColourState = { index: null, ranges: [], drawn: DecorationSet.empty };

/** Colours an editor's text by who wrote it. Off until `colourByAuthor` gives it an index. */
export const authorColours = (body: Y.XmlFragment) =>
  Extension.create({ name: 'authorColours', addProseMirrorPlugins: () => [colourPlugin(body)] });

/** Colours by this index from now on; null takes the colours away. */
export function colourByAuthor(editor: Editor, index: CreditIndex | null): void {
  if (editor.isDestroyed || key.getState(editor.state)?.index === index) return;
  editor.view.dispatch(editor.state.tr.setMeta(key, { index }));
}

/** Who wrote the text at a position, while the colours are on. */
export function creditAt(state: EditorState, pos: number): Credit | null {
  const ranges = key.getState(state)?.ranges ?? [];
  return ranges.find(({ from, to }) => from <= pos && pos < to)?.credit ?? null;
}

function colourPlugin(body: Y.XmlFragment): Plugin<ColourState> {
  return new Plugin<ColourState>({
    key,
    state: {
      init: () => off,
      apply(tr, before, _old, state) {
        const change = tr.getMeta(key) as { index: CreditIndex | null } | undefined;
        if (change) return change.index ? counted(body, change.index, state) : off;
        return tr.docChanged && before.index
          ? { ...before, drawn: before.drawn.map(tr.mapping, tr.doc) }
          : before;
      },
    },
    props: { decorations: (state) => key.getState(state)?.drawn },
    view: (view) => recounter(view),
  });
}

/** The document and its Yjs twin agree only once a change has gone through both; so counting waits for a pause. */
function recounter(view: EditorView) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const recount = () => {
    timer = undefined;
    const index = key.getState(view.state)?.index;
    if (index) view.dispatch(view.state.tr.setMeta(key, { index }));
  };
  return {
    update: (_view: EditorView, before: EditorState) => {
      if (view.state.doc !== before.doc && key.getState(view.state)?.index)
        timer ??= setTimeout(recount, RECOUNT_MS);
    },
    destroy: () => clearTimeout(timer),
  };
}

function counted(body: Y.XmlFragment, index: CreditIndex, state: EditorState): ColourState {
  const end = state.doc.content.size;
  const ranges = creditedRanges(body, index).filter(({ to }) => to <= end);
  const decorations = ranges.map(({ from, to, credit }) => Decoration.inline(from, to, authorAttrs(credit)));
  return { index, ranges, drawn: DecorationSet.create(state.doc, decorations) };
}

/** Attributes of coloured text, in the editor and in a version alike. */
function authorAttrs(credit: Credit): { class: string; style: string } {
  return { class: credit.movedBy ? 'by-author moved' : 'by-author', style: authorStyle(credit.author) };
}

export function authorStyle(author: Pick<PersonRef, 'colour'>): string {
  const { wash, washDark, ink, inkDark } = personColour(author.colour);
  return `--wash: ${wash}; --wash-dark: ${washDark}; --author-ink: ${ink}; --author-ink-dark: ${inkDark}`;
}
