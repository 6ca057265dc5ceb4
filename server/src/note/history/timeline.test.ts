import { noteJson, noteText } from '@caseroom/shared/editor/text';
import type { DocJson } from '@caseroom/shared/note';
import { joinBackward, setBlockType, splitBlock, toggleMark } from '@tiptap/pm/commands';
import { wrapInList } from '@tiptap/pm/schema-list';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { bodyOf } from '../doc.ts';
import { authorshipAt } from './authorship.ts';
import { compareVersions } from './compare.ts';
import { restoreTo } from './restore.ts';
import { Random } from './testing/random.ts';
import { insertText, schema, type Writer, WritingDesk } from './testing/writing-desk.ts';
import { walk, walkedText } from './walk.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 12);
const STEPS = 60;
const people = ['quentin', 'paula', 'third'];

/** People who write, format, split, join, undo, go offline and come back, in an order a seed decides. */
function wildNote(seed: number): WritingDesk {
  const random = new Random(seed);
  const desk = new WritingDesk();
  const writers = people.map((name) => desk.person(name));
  for (let step = 0; step < STEPS; step++) {
    const writer = random.pick(writers);
    if (random.chance(0.5)) writer.receive();
    if (random.chance(0.05)) writer.goOffline();
    act(writer, random);
    if (random.chance(0.1)) writer.comeBack();
    if (random.chance(0.06) && desk.rows.length > 1)
      putBack(desk, random.below(desk.rows.length), writer.name);
  }
  for (const writer of writers) writer.comeBack();
  return desk;
}

/** A restore as the server makes one. */
function putBack(desk: WritingDesk, toSeq: number, personId: string): void {
  const head = desk.rows.length;
  const copy = desk.version(head);
  copy.clientID = desk.newClient();
  const before = Y.encodeStateVector(copy);
  const version = desk.version(toSeq);
  copy.transact(() => restoreTo(copy, version));
  if (desk.store(personId, Y.encodeStateAsUpdate(copy, before)) > head) desk.restores.set(head + 1, toSeq);
}

function act(writer: Writer, random: Random): void {
  const size = writer.size();
  const from = random.below(size + 1);
  const to = Math.min(size, from + random.below(8));
  const word = random.pick(['a', 'b', 'ab', 'the ', 'router restarts', '\ud83d\ude00', 'Hi']);
  const block = (name: string, attrs = {}) => setBlockType(schema.nodes[name] as never, attrs);
  const action = random.below(12);
  if (action < 4) writer.attempt(insertText(word), { from });
  else if (action === 4) writer.attempt(insertText(''), { from, to });
  else if (action === 5) writer.attempt(splitBlock, { from });
  else if (action === 6) writer.attempt(joinBackward, { from });
  else if (action === 7) writer.attempt(block('heading', { level: 1 + random.below(3) }), { from, to });
  else if (action === 8) writer.attempt(toggleMark(schema.marks.bold as never), { from, to });
  else if (action === 9) writer.attempt(wrapInList(schema.nodes.bulletList as never), { from, to });
  else if (action === 10) writer.undo();
  else writer.redo();
}

interface Line {
  type: string;
  attrs: Record<string, unknown>;
  within: string[];
  text: [string, string][];
}

/** A document's lines with their attributes, surroundings and text by formatting. */
function linesOf(node: DocJson, within: string[] = []): Line[] {
  return (node.content ?? []).flatMap((child) => {
    if (['paragraph', 'heading', 'codeBlock'].includes(child.type)) {
      const text = (child.content ?? []).map((part): [string, string] => [
        part.text ?? '\ufffc',
        (part.marks ?? []).map((mark) => mark.type).join(),
      ]);
      return [{ type: child.type, attrs: child.attrs ?? {}, within, text: merged(text) }];
    }
    return linesOf(child, [...within, child.type]);
  });
}

function merged(parts: [string, string][]): [string, string][] {
  const result: [string, string][] = [];
  for (const [text, marks] of parts) {
    const last = result.at(-1);
    if (last && last[1] === marks) last[0] += text;
    else result.push([text, marks]);
  }
  return result;
}

const seeds = Array.from({ length: RUNS }, (_, i) => [i + 1]);

describe.each(seeds)('a note that many people wrote (seed %i)', (seed) => {
  const desk = wildNote(seed);
  const timeline = desk.timeline();
  const seqs = Array.from({ length: desk.rows.length + 1 }, (_, seq) => seq);
  const versions = seqs.map((seq) => desk.version(seq));

  it('[N24] reads at every seq as a replay up to there reads, in text, blocks and formatting', () => {
    for (const seq of seqs) {
      const body = bodyOf(versions[seq] as Y.Doc);
      const walked = walk(timeline, seq, seq);
      expect(walkedText(walked, 'inTo')).toBe(noteText(body));
      const lines = walked.map((block) => ({
        type: block.type,
        attrs: block.attrsTo,
        within: block.within.map((node) => node.type),
        text: merged(block.pieces.map((piece) => [piece.text, Object.keys(piece.marksTo).sort().join()])),
      }));
      expect(lines).toEqual(linesOf(noteJson(body)));
    }
  });

  it('compares any two versions into the text of both', () => {
    const random = new Random(seed);
    for (let i = 0; i < 40; i++) {
      const [from, to] = [random.pick(seqs), random.pick(seqs)];
      const blocks = compareVersions(timeline, from, to);
      const without = (change: string) =>
        blocks
          .flatMap((block) =>
            block.fragments.filter((fragment) => fragment.change !== change).map(({ text }) => text),
          )
          .join('');
      const letters = (seq: number) => sortedLetters(noteText(bodyOf(versions[seq] as Y.Doc)));
      expect(without('deleted')).toBe(noteText(bodyOf(versions[to] as Y.Doc)).replaceAll('\n', ''));
      expect(sortedLetters(without('inserted'))).toBe(letters(from));
    }
  });

  it('has runs that make the text, each where it says it is', () => {
    for (const seq of seqs) {
      const { blocks, runs } = authorshipAt(timeline, seq);
      const lines: string[] = Array(blocks).fill('');
      for (const run of runs) {
        lines[run.block] += run.text;
        expect(run.text.length).toBe(run.length);
      }
      expect(lines.join('\n')).toBe(noteText(bodyOf(versions[seq] as Y.Doc)));
    }
  });

  it('counts what every edit inserted and deleted', () => {
    for (const { seq, inserted, deleted, moved } of timeline.edits(0, timeline.seq)) {
      const length = (at: number) => noteText(bodyOf(versions[at] as Y.Doc)).replaceAll('\n', '').length;
      expect(inserted - deleted).toBe(length(seq) - length(seq - 1));
      expect(moved).toBeLessThanOrEqual(inserted);
    }
  });

  it('can be put back to any version, character by character, without touching what both share', () => {
    const random = new Random(seed);
    for (let i = 0; i < 10; i++) {
      const toSeq = random.pick(seqs);
      const doc = desk.version(timeline.seq);
      const version = versions[toSeq] as Y.Doc;
      doc.transact(() => restoreTo(doc, version));
      expect(noteJson(bodyOf(doc))).toEqual(noteJson(bodyOf(version)));
      const again = Y.encodeStateVector(doc);
      doc.transact(() => restoreTo(doc, version));
      expect(Y.encodeStateVector(doc)).toEqual(again);
    }
  });
});

const sortedLetters = (text: string): string => [...text.replaceAll('\n', '')].sort().join('');

/** Each person has letters of their own, few enough that the same words come again and again. */
const letters = new Map([
  ['quentin', 'ab'],
  ['paula', 'cd'],
  ['third', 'ef'],
]);

/** Letters that are credited to somebody who never typed them. */
function misplacedLetters(desk: WritingDesk): string[] {
  const { runs } = authorshipAt(desk.timeline(), desk.rows.length);
  return runs.flatMap(({ text, writer }) =>
    [...text].filter((letter) => !letters.get(writer.personId)?.includes(letter)),
  );
}

function typeOrDelete(writer: Writer, random: Random): void {
  const from = random.below(writer.size() + 1);
  const own = [...(letters.get(writer.name) as string)];
  if (random.chance(0.8)) writer.attempt(insertText(random.pick(own)), { from });
  else writer.attempt(insertText(''), { from, to: from + random.below(5) });
}

describe.each(seeds)('people who only type and delete, at the same time (seed %i)', (seed) => {
  it('are each credited with exactly what they typed', () => {
    const random = new Random(seed);
    const desk = new WritingDesk();
    desk.person('quentin').attempt(insertText('a'), { from: 0 });
    for (let step = 0; step < 300; step++) {
      const writer = desk.person(random.pick(people));
      if (random.chance(0.4)) writer.receive();
      typeOrDelete(writer, random);
    }
    expect(misplacedLetters(desk)).toEqual([]);
  });
});

describe.each(seeds)('people who take turns to type and to rearrange everything (seed %i)', (seed) => {
  // A single letter left over from a deletion across lines looks like one typed over the selection.
  it('are each credited with what they typed, but for a letter or two that no edit can tell apart', () => {
    const random = new Random(seed);
    const desk = new WritingDesk();
    for (let step = 0; step < 150; step++) {
      const writer = desk.person(random.pick(people)).receive();
      const from = random.below(writer.size() + 1);
      const to = Math.min(writer.size(), from + random.below(12));
      const action = random.below(16);
      if (action === 0) writer.attempt(splitBlock, { from });
      else if (action === 1) writer.attempt(joinBackward, { from });
      else if (action === 2)
        writer.attempt(setBlockType(schema.nodes.heading as never, { level: 2 }), { from, to });
      else if (action === 3) writer.attempt(setBlockType(schema.nodes.paragraph as never), { from, to });
      else if (action === 4) writer.attempt(wrapInList(schema.nodes.bulletList as never), { from, to });
      else if (action === 5) writer.attempt(toggleMark(schema.marks.bold as never), { from, to });
      else if (action === 6) writer.undo();
      else if (action === 7) writer.redo();
      else if (action === 8 && random.chance(0.3))
        putBack(desk, random.below(desk.rows.length + 1), writer.name);
      else typeOrDelete(writer, random);
    }
    expect(misplacedLetters(desk).length).toBeLessThanOrEqual(2);
  });
});
