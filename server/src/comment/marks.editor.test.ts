import { FlatNote, isLike, locate } from '@caseroom/shared/editor/anchor';
import { deleteSelection, joinBackward, setBlockType, splitBlock, toggleMark } from '@tiptap/pm/commands';
import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { bodyOf, editOn } from '../note/doc.ts';
import { Random } from '../note/history/testing/random.ts';
import { insertText, schema, type Writer, WritingDesk } from '../note/history/testing/writing-desk.ts';
import { type Placed, placeIn } from './place.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 12);
const STEPS = 60;
const LINES = 5;
const WORDS_A_LINE = 8;

interface Thread extends Placed {
  readonly id: string;
  readonly marked: boolean;
}

const uuid = (random: Random) => `00000000-0000-4000-8000-${String(random.below(1e9)).padStart(12, '0')}`;

/** Every word is there once, so that a quote has one place. */
function begin(writer: Writer): void {
  const lines = Array.from({ length: LINES }, (_, line) => {
    const words = Array.from({ length: WORDS_A_LINE }, (_, word) => `word${line}${word}`);
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words.join(' '))]);
    return paragraph;
  });
  writer.doc.transact(() => bodyOf(writer.doc).insert(0, lines));
  writer.send();
}

function act(writer: Writer, random: Random): void {
  const [size, at] = [writer.size(), random.below(writer.size())];
  const some = { from: at, to: Math.min(size, at + 1 + random.below(12)) };
  const acts = [
    () => writer.attempt(insertText('x'), { from: at }),
    () => writer.attempt(insertText('y'), { from: at }),
    () => writer.attempt(splitBlock, { from: at }),
    () => writer.attempt(joinBackward, { from: at }),
    () => writer.attempt(setBlockType(schema.nodes.heading as never, { level: 2 }), { from: at }),
    () => writer.attempt(setBlockType(schema.nodes.paragraph as never), { from: at }),
    () => writer.attempt(toggleMark(schema.marks.bold as never), some),
    () => writer.attempt(deleteSelection, some),
    () => writer.undo(),
  ];
  random.pick(acts)();
}

/** Somebody comments on one to three words of the note as it is; the server marks them, or not. */
function comment(desk: WritingDesk, random: Random): Thread | null {
  const doc = desk.version(desk.rows.length);
  const words = new FlatNote(bodyOf(doc)).text.split('\n').flatMap((line) => {
    const whole = line.split(' ').filter((word) => /^word\d\d$/.test(word));
    const from = random.below(Math.max(1, whole.length));
    const quote = whole.slice(from, from + 1 + random.below(3)).join(' ');
    return quote !== '' && line.includes(quote) ? [quote] : [];
  });
  if (words.length === 0) return null;
  const [id, marked, quote] = [uuid(random), random.chance(0.6), random.pick(words)];
  const asked = { quote, prefix: '', suffix: '' };
  let placed = placeIn(doc, asked, null);
  const bytes = editOn(doc, (copy) => {
    copy.clientID = desk.newClient();
    placed = placeIn(copy, asked, marked ? id : null);
  });
  if (bytes) desk.store('ines', bytes);
  return placed.anchor ? { ...placed, id, marked } : null;
}

function discussed(seed: number): { desk: WritingDesk; writers: Writer[]; threads: Thread[] } {
  const random = new Random(seed);
  const desk = new WritingDesk();
  const writers = ['maya', 'raj'].map((name) => desk.person(name));
  begin(writers[0] as Writer);
  const threads: Thread[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const writer = random.pick(writers);
    if (random.chance(0.6)) writer.receive();
    if (random.chance(0.05)) writer.goOffline();
    act(writer, random);
    if (random.chance(0.1)) writer.comeBack();
    const thread = random.chance(0.2) ? comment(desk, random) : null;
    if (thread) threads.push(thread);
  }
  for (const writer of [...writers, ...writers]) writer.comeBack();
  return { desk, writers, threads };
}

describe.each(Array.from({ length: RUNS }, (_, i) => [i + 1]))(
  'comments on a note that two people write (seed %i)',
  (seed) => {
    const { desk, writers, threads } = discussed(seed);
    const doc = desk.version(desk.rows.length);
    const note = new FlatNote(bodyOf(doc));

    it('are shown on their words while these stand, and are orphans only when they do not', () => {
      expect(threads.length).toBeGreaterThan(0);
      for (const thread of threads) {
        const shown = locate(note, doc, thread);
        const words = shown && note.text.slice(shown.from, shown.to);
        const isOnIts = (read: string | null) =>
          read !== null && (isLike(read, thread.quote) || read.replaceAll('\n', '').includes(thread.quote));
        const standing = note.find({ quote: thread.quote, prefix: '', suffix: '' });
        if (standing) expect(words).toSatisfy(isOnIts);
        // Two people who break one line offline leave its words there twice: either place is right, half of one is not.
        if (standing && shown && shown.from < standing.to && standing.from < shown.to)
          expect([shown.from <= standing.from, standing.to <= shown.to]).toEqual([true, true]);
        if (words !== null && !note.marks().has(thread.id)) expect(words).toSatisfy(isOnIts);
      }
    });

    it('are marked for every editor as for the server, so that opening the note edits nothing', () => {
      for (const writer of writers) {
        expect(new FlatNote(bodyOf(writer.doc)).marks()).toEqual(note.marks());
        let edits = 0;
        writer.doc.on('update', () => {
          edits += 1;
        });
        const { doc: shown, meta } = initProseMirrorDoc(bodyOf(writer.doc), schema);
        writer.doc.transact(() => updateYFragment(writer.doc, bodyOf(writer.doc), shown, meta));
        expect(edits).toBe(0);
      }
    });
  },
);
