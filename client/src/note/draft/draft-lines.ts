import type { Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

/** A drafted line as it stands in an editor. */
export interface DraftedLine {
  readonly id: string;
  readonly at: number;
  readonly node: Node;
  readonly isReviewed: boolean;
}

/** The drafted lines of a note, each once, in reading order. */
export function draftedLines(doc: Node): DraftedLine[] {
  const found: DraftedLine[] = [];
  const seen = new Set<string>();
  doc.descendants((node, at) => {
    const id: unknown = node.attrs.source;
    if (node.type.name === 'paragraph' && typeof id === 'string' && !seen.has(id)) {
      seen.add(id);
      found.push({ id, at, node, isReviewed: node.attrs.reviewed === true });
    }
    return !node.isTextblock;
  });
  return found;
}

/** A line whose words are gone has been thrown away. */
export const openLines = (doc: Node): DraftedLine[] =>
  draftedLines(doc).filter(({ isReviewed, node }) => !isReviewed && node.content.size > 0);

export const lineAtCaret = ({ doc, selection }: EditorState): DraftedLine | undefined =>
  draftedLines(doc).find(({ at, node }) => selection.from > at && selection.from <= at + node.nodeSize);

const lineWith = (view: EditorView, id: string): DraftedLine | undefined =>
  draftedLines(view.state.doc).find((line) => line.id === id);

export function acceptLine(view: EditorView, id: string): boolean {
  const line = lineWith(view, id);
  if (!line || line.isReviewed) return false;
  view.dispatch(view.state.tr.setNodeAttribute(line.at, 'reviewed', true));
  return true;
}

export function acceptAllLines(view: EditorView): void {
  const { tr, doc } = view.state;
  for (const { at } of openLines(doc)) tr.setNodeAttribute(at, 'reviewed', true);
  if (tr.docChanged) view.dispatch(tr);
}

/** Takes a line out of the note, with the list item it was; the editor's undo brings it back. */
export function discardLine(view: EditorView, id: string): boolean {
  const line = lineWith(view, id);
  if (!line) return false;
  view.dispatch(withoutLine(view.state, line));
  return true;
}

const lists = new Set(['listItem', 'taskItem', 'bulletList', 'orderedList', 'taskList']);

function withoutLine({ doc, tr, schema }: EditorState, { at, node }: DraftedLine): Transaction {
  const $at = doc.resolve(at);
  let [from, to] = [at, at + node.nodeSize];
  let depth = $at.depth;
  while (depth > 0 && $at.node(depth).childCount === 1 && lists.has($at.node(depth).type.name)) {
    from = $at.before(depth);
    to = $at.after(depth);
    depth--;
  }
  // A field keeps a line to write in.
  const isOnly = $at.node(depth).childCount === 1;
  return isOnly ? tr.replaceWith(from, to, schema.nodes.paragraph?.create() as Node) : tr.delete(from, to);
}

/** Puts the caret into the next line that nobody has looked at; false when there is none. */
export function enterNextLine(view: EditorView): boolean {
  const { doc, selection, tr } = view.state;
  const open = openLines(doc);
  const next = open.find(({ at }) => at > selection.from) ?? open[0];
  if (!next) return false;
  view.dispatch(
    tr.setSelection(TextSelection.create(doc, next.at + next.node.nodeSize - 1)).scrollIntoView(),
  );
  return true;
}
