import { FlatNote, locate } from '@caseroom/shared/editor/anchor';
import { splitBlock } from '@tiptap/pm/commands';
import { Fragment, Slice } from '@tiptap/pm/model';
import type { Command } from '@tiptap/pm/state';
import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { bodyOf, editOn } from '../note/doc.ts';
import { restoreTo } from '../note/history/restore.ts';
import { insertText, schema, type Writer, WritingDesk } from '../note/history/testing/writing-desk.ts';
import { commentKey } from './mark.ts';
import { type Placed, placeIn } from './place.ts';

const THREAD = '5f0c9a52-4f6e-4b7e-9a53-8a5a8d2f3b11';
const OTHER = '0f8a3f7a-1a5c-4d52-8f0e-3b1c2d4e5f60';
const BEFORE = 'That we will refund ';
const QUOTE = 'today, and call back';
const AFTER = ' on the number ending 4471.';

/** A line that Maya wrote, in which Inês commented on QUOTE. The server marks it, as in a room. */
function commented({ mark = true } = {}): { desk: WritingDesk; maya: Writer; placed: Placed } {
  const desk = new WritingDesk();
  const maya = desk.person('maya');
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(BEFORE + QUOTE + AFTER)]);
  maya.doc.transact(() => bodyOf(maya.doc).insert(0, [paragraph]));
  maya.send();
  const placed = comment(desk, THREAD, QUOTE, mark);
  maya.receive();
  return { desk, maya, placed };
}

function comment(desk: WritingDesk, threadId: string, quote: string, mark = true): Placed {
  let placed: Placed | null = null;
  const doc = desk.version(desk.rows.length);
  const bytes = editOn(doc, (copy) => {
    placed = placeIn(copy, { quote, prefix: '', suffix: '' }, mark ? threadId : null);
  });
  if (bytes) desk.store('ines', bytes);
  return placed as unknown as Placed;
}

/** The words the thread is shown at now; null for an orphan. */
function shownAt(desk: WritingDesk, placed: Placed, id = THREAD): string | null {
  const doc = desk.version(desk.rows.length);
  const note = new FlatNote(bodyOf(doc));
  const range = locate(note, doc, { id, ...placed });
  return range && note.text.slice(range.from, range.to);
}
const pieces = (desk: WritingDesk): string => {
  const doc = desk.version(desk.rows.length);
  return bodyOf(doc)
    .toArray()
    .map((block) =>
      (block as Y.XmlElement)
        .toArray()
        .flatMap((text) => (text as Y.XmlText).toDelta() as { insert: string; attributes?: object }[])
        .map(({ insert, attributes }) => (attributes ? `[${insert}]` : insert))
        .join(''),
    )
    .join(' / ');
};

const toHeading: Command = (state, dispatch) => {
  const { $from } = state.selection;
  dispatch?.(state.tr.setNodeMarkup($from.before(), schema.nodes.heading, { level: 2 }));
  return true;
};
const remove: Command = (state, dispatch) => {
  dispatch?.(state.tr.deleteSelection());
  return true;
};
const paste =
  (slice: Slice): Command =>
  (state, dispatch) => {
    dispatch?.(state.tr.replaceSelection(slice));
    return true;
  };
function copied(writer: Writer, from: number, to: number): Slice {
  return initProseMirrorDoc(bodyOf(writer.doc), schema).doc.slice(from, to);
}
const anyLine = new Slice(Fragment.empty, 0, 0);

describe('the mark of a thread, in the real editor binding', () => {
  it('is stored under the key that the editor itself would use', () => {
    const { desk, maya } = commented();
    const { doc, meta } = initProseMirrorDoc(bodyOf(maya.doc), schema);
    const again = new Y.Doc();
    const written = initProseMirrorDoc(bodyOf(again), schema);
    updateYFragment(again, bodyOf(again), doc, written.meta);
    const keys = (of: Y.Doc) =>
      ((bodyOf(of).get(0) as Y.XmlElement).get(0) as Y.XmlText)
        .toDelta()
        .flatMap((part: { attributes?: object }) => Object.keys(part.attributes ?? {}));
    expect(keys(again)).toEqual([commentKey(THREAD)]);
    expect(keys(desk.version(desk.rows.length))).toEqual(keys(again));
    expect(meta).toBeDefined();
  });

  it('makes an editor that opens the note edit nothing, also where two threads overlap', () => {
    const { desk, maya } = commented();
    comment(desk, OTHER, `refund ${QUOTE}`);
    maya.receive();
    let edits = 0;
    maya.doc.on('update', () => {
      edits += 1;
    });
    const { doc, meta } = initProseMirrorDoc(bodyOf(maya.doc), schema);
    maya.doc.transact(() => updateYFragment(maya.doc, bodyOf(maya.doc), doc, meta));
    expect(edits).toBe(0);
    expect(pieces(desk)).toBe(`That we will [refund ][${QUOTE}]${AFTER}`);
  });

  it('stays as it is when somebody types elsewhere in its line', () => {
    const { desk, maya, placed } = commented();
    comment(desk, OTHER, `refund ${QUOTE}`);
    maya.receive().run(insertText('!'), { from: maya.endOf('4471.') });
    expect(pieces(desk)).toBe(`That we will [refund ][${QUOTE}]${AFTER}!`);
    expect(shownAt(desk, placed)).toBe(QUOTE);
    expect(desk.rows.at(-1)?.payload.length).toBeLessThan(60);
  });

  it('is not carried on by who types behind it', () => {
    const { desk, maya } = commented();
    maya.run(insertText(' her'), { from: maya.endOf(QUOTE) });
    expect(pieces(desk)).toBe(`${BEFORE}[${QUOTE}] her${AFTER}`);
  });
});

describe.each([
  ['at its mark', { mark: true }],
  ['without a mark (coaching, readers)', { mark: false }],
])('a thread, %s', (_name, how) => {
  const cases: [string, (maya: Writer) => void, string | null][] = [
    ['text inserted before it', (maya) => maya.run(insertText('Yes. '), { from: 1 }), QUOTE],
    ['Enter before it', (maya) => maya.run(splitBlock, { from: maya.startOf(QUOTE) }), QUOTE],
    ['its line made a heading', (maya) => maya.run(toHeading, { from: 3 }), QUOTE],
    [
      'deleted and undone',
      (maya) => maya.run(remove, { from: maya.startOf(QUOTE), to: maya.endOf(QUOTE) }).undo(),
      QUOTE,
    ],
    [
      'cut and pasted elsewhere',
      (maya) => {
        const [from, to] = [maya.startOf(QUOTE), maya.endOf(QUOTE)];
        const slice = copied(maya, from, to);
        maya.run(remove, { from, to }).run(paste(slice), { from: 1 });
      },
      QUOTE,
    ],
    ['deleted', (maya) => maya.run(remove, { from: maya.startOf(QUOTE), to: maya.endOf(QUOTE) }), null],
  ];
  it.each(cases)('%s', (_what, happens, expected) => {
    const { desk, maya, placed } = commented(how);
    happens(maya);
    expect(shownAt(desk, placed)).toBe(expected);
  });

  it('undo of the writer’s last typing, after the comment', () => {
    const { desk, maya, placed } = commented(how);
    maya.run(insertText('x'), { from: 1 }).undo();
    expect(shownAt(desk, placed)).toBe(QUOTE);
  });
});

describe('a thread', () => {
  it.each([
    ['marked', { mark: true }],
    ['not marked', { mark: false }],
  ])('whose line is broken inside it goes from its first piece to its last (%s)', (_name, how) => {
    const { desk, maya, placed } = commented(how);
    maya.run(splitBlock, { from: maya.endOf('today,') });
    expect(shownAt(desk, placed)).toBe('today,\n and call back');
  });
  it('stays where it was when an editor that does not mind pastes a copy of its text far behind', () => {
    const { desk, maya, placed } = commented();
    const slice = copied(maya, maya.startOf(QUOTE), maya.endOf(QUOTE));
    maya.type('. So much for this line, and now the same again: ', '4471');
    maya.run(paste(slice), { from: maya.endOf('same again: ') });
    expect(shownAt(desk, placed)).toBe(QUOTE);
  });
});

describe('a quote', () => {
  it('is found by what stands around it when it stands there twice, and nowhere when that does not tell', () => {
    const { maya } = commented();
    maya.run(paste(anyLine), { from: 1 }).run(insertText('Call today, or call today. '), { from: 1 });
    const note = new FlatNote(bodyOf(maya.doc));
    expect(note.find({ quote: 'all today', prefix: 'or c', suffix: '.' })).toEqual({ from: 16, to: 25 });
    expect(note.find({ quote: 'all today', prefix: 'c', suffix: '' })).toEqual({ from: 16, to: 25 });
    expect(note.find({ quote: 'today', prefix: '', suffix: '' })).toBeNull();
  });
});

it('stays on its words when a version from before it is put back', () => {
  const { desk, maya, placed } = commented();
  maya.type(' Twice.', '4471.');
  const before = desk.version(1);
  const bytes = editOn(desk.version(desk.rows.length), (copy) => restoreTo(copy, before));
  desk.store('ines', bytes as Uint8Array);
  expect(pieces(desk)).toBe(`${BEFORE}[${QUOTE}]${AFTER}`);
  expect(shownAt(desk, placed)).toBe(QUOTE);
});

it('a word that a long note says over and over is looked for in one go', () => {
  const doc = new Y.Doc();
  const lines = Array.from({ length: 5_000 }, () => {
    const line = new Y.XmlElement('paragraph');
    line.insert(0, [new Y.XmlText('a'.repeat(40))]);
    return line;
  });
  bodyOf(doc).insert(0, lines);
  const note = new FlatNote(bodyOf(doc));
  const start = performance.now();
  expect(note.find({ quote: 'a', prefix: '', suffix: '' })).toBeNull();
  expect(performance.now() - start).toBeLessThan(2_000);
});
