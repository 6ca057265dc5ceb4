import { noteJson, writeJson } from '@caseroom/shared/editor/text';
import { outlineOf } from '@caseroom/shared/note-kinds';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bodyOf, createNoteDoc } from '../note/doc.ts';
import { type Played, playNote } from './play.ts';
import {
  after,
  before,
  bold,
  by,
  drop,
  dropSection,
  heading,
  meanwhile,
  move,
  name,
  replace,
  split,
  type Turn,
  tick,
  under,
  write,
} from './script.ts';

const now = new Date(2026, 10, 22, 11, 47);

function outlineBytes(): Uint8Array {
  const doc = createNoteDoc();
  doc.transact(() => writeJson(bodyOf(doc), outlineOf('case') ?? { type: 'doc' }));
  return Y.encodeStateAsUpdate(doc);
}

const play = (turns: Turn[], initial: Uint8Array | null = null, seed = 'seed 1'): Played =>
  playNote(
    { kind: 'case', by: 'maya', at: '-3h00', turns },
    { now, seed, initial, idOf: (key) => `id of ${key}` },
  );

function docOf(played: Played, initial: Uint8Array | null = null) {
  const doc = createNoteDoc();
  if (initial) Y.applyUpdate(doc, initial);
  for (const edit of played.edits) Y.applyUpdate(doc, edit.payload);
  return noteJson(bodyOf(doc)).content;
}

describe('what acts do to the text', () => {
  const start = write('First line here.\nSecond line.');
  test.each([
    ['inserts after a phrase', after('First', ' and best'), 'First and best line here.\nSecond line.'],
    ['inserts before a phrase', before('line here', 'long '), 'First long line here.\nSecond line.'],
    ['replaces a phrase', replace('line here', 'one'), 'First one.\nSecond line.'],
    ['drops a phrase', drop(' here'), 'First line.\nSecond line.'],
    ['splits a line', split('First'), 'First\nline here.\nSecond line.'],
    ['moves a line', move('First', 'Second'), 'Second line.\nFirst line here.'],
  ])('%s', (_, act, text) => {
    expect(play([by('maya', '-2h00', start), by('raj', '-1h00', act)]).text).toBe(text);
  });
});

test('fills the outline: its empty line, its empty task, then below what stands there', () => {
  const initial = outlineBytes();
  const played = play(
    [
      by('maya', '-2h00', under('Situation', 'One.'), under('Next steps', '[ ] Call\n[x] Ask @tomasz')),
      by('raj', '-1h00', under('Situation', '- Two'), tick('Call'), dropSection('What was tried')),
    ],
    initial,
  );
  expect(played.firstSeq).toBe(2);
  expect(played.text).toBe(
    'Situation\nOne.\nTwo\nWhat the customer was told\n\nNext steps\nCall\nAsk @Tomasz Król',
  );
  expect(docOf(played, initial)?.at(-1)).toMatchObject({
    type: 'taskList',
    content: [{ attrs: { checked: true } }, { attrs: { checked: true } }],
  });
});

test('writes tables, code and quotes as the editor’s nodes', () => {
  const content = docOf(play([by('maya', '-1h00', write('| a | b |\n| c | d |\n```log\nx\n```\n> said'))]));
  expect(content).toMatchObject([
    {
      type: 'table',
      content: [{ content: [{ type: 'tableHeader' }, {}] }, { content: [{ type: 'tableCell' }, {}] }],
    },
    { type: 'codeBlock', attrs: { language: 'log' }, content: [{ text: 'x' }] },
    { type: 'blockquote', content: [{ type: 'paragraph', content: [{ text: 'said' }] }] },
  ]);
});

test('plain text behind a marked run does not take its mark', () => {
  expect(docOf(play([by('maya', '-1h00', write('**now** and then'))]))).toMatchObject([
    { content: [{ text: 'now', marks: [{ type: 'bold' }] }, { text: ' and then' }] },
  ]);
});

test('a mark and a heading change what a line is, not what it says', () => {
  const turns = [
    by('maya', '-2h00', write('Way round\nHold reset.')),
    by('raj', '-1h00', heading('Way'), bold('reset')),
  ];
  expect(docOf(play(turns))).toEqual([
    { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: 'Way round' }] },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Hold ' },
        { type: 'text', text: 'reset', marks: [{ type: 'bold' }] },
        { type: 'text', text: '.' },
      ],
    },
  ]);
});

test('two people typing at once take turns edit by edit, each under a client id of their own', () => {
  const long = 'some words that take a while to be typed by anybody on this floor';
  const played = play([
    by('maya', '-2h00', write('Base.')),
    by('maya', '-1h00', write(long)),
    meanwhile('raj', '-1h00', write(long)),
  ]);
  const changes = played.edits.filter((edit, i) => i > 0 && edit.by !== played.edits[i - 1]?.by);
  expect(changes.length).toBeGreaterThan(4);
  expect(played.text).toBe(`Base.\n${[long, long].join('\n')}`);
  expect(new Set(played.edits.flatMap((edit) => edit.newClients)).size).toBe(2);
});

test('is typed the same way every time, in many edits whose times rise', () => {
  const turns = [
    by('maya', '-2h00', write('It is typed a few words at a time, never as one block of text.')),
  ];
  const [one, two] = [play(turns), play(turns)];
  expect(one.edits).toEqual(two.edits);
  expect(one.edits.length).toBeGreaterThan(5);
  expect(play(turns, null, 'seed 2').edits).not.toEqual(one.edits);
  const times = one.edits.map((edit) => edit.at.getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('a name belongs to the version the note has reached', () => {
  const played = play([by('maya', '-2h00', write('One.'), name('Half')), by('raj', '-1h00', write('Two.'))]);
  const reached = played.edits.filter((edit) => edit.by === 'maya').length;
  expect(played.names).toMatchObject([{ seq: reached, label: 'Half', by: 'maya' }]);
});

test('a script that speaks of what is not there says so', () => {
  expect(() => play([by('maya', '-1h00', write('One.'), after('Two', '!'))])).toThrow('does not say “Two”');
  expect(() => play([by('maya', '-1h00', under('Nowhere', 'x'))])).toThrow('no section “Nowhere”');
});
