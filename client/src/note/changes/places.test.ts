import type { ChangedText, TextChange } from '@caseroom/shared/seen';
import { bodyName } from '@caseroom/shared/wire';
import { getSchema } from '@tiptap/core';
import { prosemirrorJSONToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { schemaExtensions } from '../editor/schema.ts';
import { changePlaces } from './places.ts';

const schema = getSchema(schemaExtensions);
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });

/** Three lines by client 1, in a document that forgets what is deleted, as browsers' do. */
function note(): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const content = [
    paragraph('Charged twice today'),
    { type: 'horizontalRule' },
    paragraph('Call back'),
    paragraph('End'),
  ];
  prosemirrorJSONToYXmlFragment(schema, { type: 'doc', content }, doc.getXmlFragment(bodyName));
  return doc;
}

const blockOf = (doc: Y.Doc, index: number) => doc.getXmlFragment(bodyName).get(index) as Y.XmlElement;
const textOf = (doc: Y.Doc, index: number) => blockOf(doc, index).get(0) as Y.XmlText;
const clockOf = (type: Y.XmlElement | Y.XmlText) => (type._item as Y.Item).id.clock;

const change = (...parts: Partial<ChangedText>[]): TextChange => ({
  by: { id: 'tomasz', name: 'Tomasz', colour: 1 },
  at: '2026-11-22T09:40:00.000Z',
  seq: 2,
  parts: parts.map((part) => ({ change: 'inserted', text: '', client: 2, clock: 0, length: 1, ...part })),
});

/** What the editor's own document says between two positions. */
const between = (doc: Y.Doc, from: number, to: number) =>
  yXmlFragmentToProseMirrorRootNode(doc.getXmlFragment(bodyName), schema).textBetween(from, to);

/** Somebody else, client 2, does something to the note. */
function byOther(doc: Y.Doc, act: (other: Y.Doc) => void): void {
  const other = new Y.Doc();
  other.clientID = 2;
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  other.transact(() => act(other));
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
}

describe('the places of changes in the editor', () => {
  it('are where the inserted text stands, also behind a rule and when it is typed into', () => {
    const doc = note();
    byOther(doc, (other) => textOf(other, 2).insert(4, ' her'));
    textOf(doc, 2).insert(6, '!!');
    const { inserted } = changePlaces(doc.getXmlFragment(bodyName), [change({ length: 4 })]);
    expect(inserted.map(({ from, to }) => between(doc, from, to))).toEqual([' h', 'er']);
  });

  it('are where deleted text stood inside a line', () => {
    const doc = note();
    const clock = clockOf(textOf(doc, 0)) + 1 + 'Charged '.length;
    byOther(doc, (other) => textOf(other, 0).delete('Charged '.length, 'twice '.length));
    const gone = change({ change: 'deleted', client: 1, clock, text: 'twice ' });
    const [place] = changePlaces(doc.getXmlFragment(bodyName), [gone]).deleted;
    expect(place).toMatchObject({ change: 0, text: 'twice ' });
    expect(between(doc, 1, place?.at ?? 0)).toBe('Charged ');
  });

  it('are between the lines where a whole line stood', () => {
    const doc = note();
    const clock = clockOf(blockOf(doc, 2));
    byOther(doc, (other) => other.getXmlFragment(bodyName).delete(2, 1));
    const gone = change({ change: 'deleted', client: 1, clock, text: 'Call back' });
    const [place] = changePlaces(doc.getXmlFragment(bodyName), [gone]).deleted;
    const root = yXmlFragmentToProseMirrorRootNode(doc.getXmlFragment(bodyName), schema);
    expect(root.resolve(place?.at ?? 0).nodeAfter?.textContent).toBe('End');
  });

  it('are nowhere once inserted text has gone again, or deleted text is back under other clocks', () => {
    const doc = note();
    byOther(doc, (other) => textOf(other, 0).insert(0, 'x'));
    textOf(doc, 0).delete(0, 1);
    const both = [change({ length: 1 }), change({ change: 'deleted', client: 9, text: 'never here' })];
    expect(changePlaces(doc.getXmlFragment(bodyName), both)).toEqual({ inserted: [], deleted: [] });
  });
});
