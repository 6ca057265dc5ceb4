import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { type EditorState, Selection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import * as Y from 'yjs';
import type { NoteSession } from '../live/note-session.ts';
import { fieldNames } from './field-nodes.ts';

/** A field at the top of a note. */
export interface FieldPlace {
  readonly at: number;
  readonly node: ProseMirrorNode;
}

export function fieldsIn(doc: ProseMirrorNode): FieldPlace[] {
  const places: FieldPlace[] = [];
  doc.forEach((node, at) => {
    if (fieldNames.has(node.type.name)) places.push({ at, node });
  });
  return places;
}

/** The field that a position stands in, or that begins there. */
export function fieldAt(doc: ProseMirrorNode, position: number): FieldPlace | null {
  const place = doc.resolve(position);
  const node = place.depth > 0 ? place.node(1) : place.nodeAfter;
  const at = place.depth > 0 ? place.before(1) : position;
  return node && fieldNames.has(node.type.name) ? { at, node } : null;
}

/** Whether anything selected reaches over the edge of a field. */
export function crossesField({ doc, selection }: EditorState): boolean {
  if (selection.empty) return false;
  return fieldsIn(doc).some(({ at, node }) => {
    const end = at + node.nodeSize;
    const isInside = selection.from > at && selection.to < end;
    return !isInside && selection.from < end && selection.to > at;
  });
}

/** Puts the caret at the end of a field's text, or the focus on its control. */
export function enterField(view: EditorView, { at, node }: FieldPlace): void {
  const dom = view.nodeDOM(at);
  if (!(dom instanceof HTMLElement)) return;
  if (node.type.name === 'field') {
    const end = Selection.near(view.state.doc.resolve(at + node.nodeSize - 1), -1);
    view.focus();
    view.dispatch(view.state.tr.setSelection(end).scrollIntoView());
  } else {
    const control = dom.querySelector<HTMLElement>('input:checked, input:not([type="hidden"])');
    control?.focus();
    control?.scrollIntoView({ block: 'nearest' });
  }
}

/** Goes to the field before or after a position; false when there is none. Those nobody is asked for are passed over. */
export function enterNext(view: EditorView, position: number, step: 1 | -1): boolean {
  const here = fieldAt(view.state.doc, position);
  const from = here?.at ?? position;
  const isOn = ({ at }: FieldPlace) => (view.nodeDOM(at) as HTMLElement | null)?.dataset.away === undefined;
  const all = fieldsIn(view.state.doc).filter(isOn);
  const next = step > 0 ? all.find(({ at }) => at > from) : all.filter(({ at }) => at < from).at(-1);
  if (next) enterField(view, next);
  return next !== undefined;
}

export const hasFields = ({ body }: NoteSession): boolean =>
  body.toArray().some((child) => child instanceof Y.XmlElement && fieldNames.has(child.nodeName));

/** Goes to the first field that one writes in and that says nothing yet. */
export function enterFirstEmpty(view: EditorView): void {
  const empty = fieldsIn(view.state.doc).find(
    ({ node }) => node.type.name === 'field' && node.textContent.trim() === '',
  );
  if (empty) enterField(view, empty);
}

/** Goes to the field of a key; false when the note has none. */
export function enterKey(view: EditorView, key: string): boolean {
  const place = fieldsIn(view.state.doc).find(({ node }) => node.attrs.key === key);
  if (place) enterField(view, place);
  return place !== undefined;
}
