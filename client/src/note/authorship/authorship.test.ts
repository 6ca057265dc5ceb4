import { noteText } from '@caseroom/shared/editor/text';
import type { Run } from '@caseroom/shared/note';
import { bodyName } from '@caseroom/shared/wire';
import { getSchema } from '@tiptap/core';
import { prosemirrorJSONToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { schemaExtensions } from '../editor/schema.ts';
import { liveTree, textRuns } from '../read/note-tree.ts';
import { CreditIndex, sharesOf } from './credits.ts';
import { creditedRanges } from './positions.ts';

const schema = getSchema(schemaExtensions);
const maya = { id: 'maya', name: 'Maya', colour: 0 };
const tomasz = { id: 'tomasz', name: 'Tomasz', colour: 1 };
const at = '2026-11-18T11:29:04.000Z';
const run = (author: typeof maya, client: number, clock: number, length: number): Run => ({
  text: 'x'.repeat(length),
  author,
  at,
  seq: 1,
  block: 0,
  client,
  clock,
  length,
});

const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const text = (string: string, ...marks: string[]) => ({
  type: 'text',
  text: string,
  marks: marks.map((type) => ({ type })),
});

/** A note with every kind of node that takes a position, written by client 1; client 2 then writes into the table. */
function richNote(): Y.Doc {
  const doc = new Y.Doc({ gc: false });
  doc.clientID = 1;
  const mention = { type: 'mention', attrs: { id: 'p1', label: 'Tomasz' } };
  prosemirrorJSONToYXmlFragment(
    schema,
    {
      type: 'doc',
      content: [
        { type: 'heading', attrs: { level: 3 }, content: [text('Situation')] },
        paragraph(
          text('Charged '),
          text('twice', 'bold'),
          { type: 'hardBreak' },
          text('by '),
          mention,
          text(' today 🙂.'),
        ),
        { type: 'horizontalRule' },
        {
          type: 'taskList',
          content: [{ type: 'taskItem', attrs: { checked: false }, content: [paragraph(text('Call back'))] }],
        },
        { type: 'codeBlock', content: [text('a = 1\nb = 2')] },
        {
          type: 'table',
          content: [
            { type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph(text('cell'))] }] },
          ],
        },
      ],
    },
    doc.getXmlFragment(bodyName),
  );
  const other = new Y.Doc();
  other.clientID = 2;
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const cell = other.getXmlFragment(bodyName).get(5) as Y.XmlElement;
  const inCell = (((cell.get(0) as Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlElement).get(
    0,
  ) as Y.XmlText;
  inCell.insert(2, 'XYZ');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  return doc;
}

const people = (client: number) => (client === 1 ? maya : client === 2 ? tomasz : undefined);

describe('credits', () => {
  it('split a stretch at the runs, and credit what they do not cover to the client’s person', () => {
    const index = new CreditIndex([run(tomasz, 1, 10, 5), run(maya, 1, 20, 5)], people);
    const found = index
      .stretches(1, 8, 20)
      .map(({ length, credit }) => [length, credit?.author.name, credit?.seq]);
    expect(found).toEqual([
      [2, 'Maya', null],
      [5, 'Tomasz', 1],
      [5, 'Maya', null],
      [5, 'Maya', 1],
      [3, 'Maya', null],
    ]);
  });

  it('start inside a run, and are nobody’s for an unknown client', () => {
    const index = new CreditIndex([run(tomasz, 1, 10, 5)], people);
    expect(index.stretches(1, 12, 2).map(({ length, credit }) => [length, credit?.author.name])).toEqual([
      [2, 'Tomasz'],
    ]);
    expect(index.stretches(9, 0, 4)).toEqual([{ length: 4, credit: null }]);
  });

  it('sum to shares, largest first', () => {
    const shares = sharesOf([
      { author: maya, length: 10 },
      { author: tomasz, length: 60 },
      { author: maya, length: 30 },
    ]);
    expect(shares.map(({ author, percent }) => [author.name, percent])).toEqual([
      ['Tomasz', 60],
      ['Maya', 40],
    ]);
  });
});

describe('credited ranges', () => {
  it('stand in the editor’s document where the text stands', () => {
    const body = richNote().getXmlFragment(bodyName);
    const node = yXmlFragmentToProseMirrorRootNode(body, schema);
    const ranges = creditedRanges(body, new CreditIndex([], people));
    const read = ranges.map(({ from, to, credit }) => `${credit.author.name}: ${node.textBetween(from, to)}`);
    expect(read).toEqual([
      'Maya: Situation',
      'Maya: Charged twice',
      'Maya: by ',
      'Maya:  today 🙂.',
      'Maya: Call back',
      'Maya: a = 1\nb = 2',
      'Maya: ce',
      'Tomasz: XYZ',
      'Maya: ll',
    ]);
  });
});

describe('the live tree', () => {
  it('reads what the note reads, with marks and authors', () => {
    const body = richNote().getXmlFragment(bodyName);
    const blocks = liveTree(body, new CreditIndex([], people));
    const runs = [...textRuns(blocks)];
    expect(runs.map((part) => part.text).join('')).toBe(
      noteText(body)
        .replace(/@Tomasz/, '')
        .replaceAll('\n', '')
        .replace('a = 1b', 'a = 1\nb'),
    );
    expect(runs.find((part) => part.text === 'twice')?.marks).toEqual({ bold: {} });
    expect(runs.find((part) => part.text === 'XYZ')?.credit?.author).toEqual(tomasz);
    expect(blocks[3]?.blocks[0]).toMatchObject({ name: 'taskItem', attrs: { checked: false } });
  });
});
