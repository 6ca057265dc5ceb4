import { joinBackward, setBlockType, splitBlock, toggleMark } from '@tiptap/pm/commands';
import { liftListItem, type sinkListItem, wrapInList } from '@tiptap/pm/schema-list';
import type { Command } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { authorshipAt } from './authorship.ts';
import { insertText, schema, type Writer, WritingDesk } from './testing/writing-desk.ts';

/** Who wrote each stretch, line by line: "quentin:Hello paula: there". A carrier is shown as "<paula". */
function credits(desk: WritingDesk): string[] {
  const { blocks, runs } = authorshipAt(desk.timeline(), desk.rows.length);
  const lines: string[][] = Array.from({ length: blocks }, () => []);
  let last: { block: number; by: string } | undefined;
  for (const { block, text, writer, mover } of runs) {
    const by = writer.personId + (mover ? `<${mover.personId}` : '');
    const line = lines[block] as string[];
    if (last?.block === block && last.by === by) line.push(`${line.pop()}${text}`);
    else line.push(`${by}:${text}`);
    last = { block, by };
  }
  return lines.map((line) => line.join(' '));
}

/** Quentin wrote this much; Paula has the note open. */
function noteBy(...lines: string[]): { desk: WritingDesk; quentin: Writer; paula: Writer } {
  const desk = new WritingDesk();
  const quentin = desk.person('quentin');
  for (const [i, line] of lines.entries()) {
    if (i === 0) quentin.run(replaceAll(['paragraph']), { from: 0 });
    else quentin.run(splitBlock, { from: quentin.endOf(lines[i - 1] as string) });
    if (i === 0) quentin.type(line);
    else quentin.run(appendTyped(line), { from: 1 });
  }
  return { desk, quentin, paula: desk.person('paula') };
}

const replaceAll =
  (blocks: string[]): Command =>
  (state, dispatch) => {
    const content = blocks.map((name) => schema.node(name));
    dispatch?.(state.tr.replaceWith(0, state.doc.content.size, content));
    return true;
  };

/** Types into the last, empty line at once. */
const appendTyped =
  (text: string): Command =>
  (state, dispatch) => {
    dispatch?.(state.tr.insertText(text, state.doc.content.size - 1));
    return true;
  };

const heading = setBlockType(schema.nodes.heading as never, { level: 2 });
const paragraph = setBlockType(schema.nodes.paragraph as never);
const bulletList = wrapInList(schema.nodes.bulletList as never);

describe('text keeps its writer', () => {
  it('when somebody presses Enter in the middle of a line', () => {
    const { desk, paula } = noteBy('hello world');
    paula.run(splitBlock, { from: paula.endOf('hello') });
    expect(credits(desk)).toEqual(['quentin:hello', 'quentin<paula: world']);
  });
  it('when Enter carries a single character', () => {
    const { desk, paula } = noteBy('hello k');
    paula.run(splitBlock, { from: paula.endOf('hello ') });
    expect(credits(desk)).toEqual(['quentin:hello ', 'quentin<paula:k']);
  });
  it('when Backspace joins two lines', () => {
    const { desk, paula } = noteBy('hello', 'big world');
    paula.run(joinBackward, { from: paula.startOf('big') });
    expect(credits(desk).join('|').replaceAll('<paula', '').replaceAll(' quentin:', '')).toBe(
      'quentin:hellobig world',
    );
  });
  it('when a paragraph becomes a heading and a paragraph again', () => {
    const { desk, paula } = noteBy('hello', 'Hi', 'end');
    paula.run(heading, { from: paula.startOf('Hi') });
    expect(credits(desk)).toEqual(['quentin:hello', 'quentin<paula:Hi', 'quentin:end']);
    paula.run(paragraph, { from: paula.startOf('Hi') });
    expect(credits(desk)).toEqual(['quentin:hello', 'quentin<paula:Hi', 'quentin:end']);
  });
  it('when lines become a list, and equal lines keep their own writers', () => {
    const { desk, quentin, paula } = noteBy('OK', 'middle');
    paula.run(splitBlock, { from: paula.endOf('middle') }).run(appendTyped('OK'), { from: 1 });
    quentin.receive().run(bulletList, { from: 1, to: quentin.endOf('middle') + 4 });
    expect(credits(desk)).toEqual(['quentin:OK', 'quentin:middle', 'paula<quentin:OK']);
    paula.receive().run(bulletItems(liftListItem), { from: 3, to: 5 });
    expect(credits(desk)[1]).toMatch(/^quentin(<paula)?:middle$/);
  });
  it('when formatting cuts the line in pieces', () => {
    const { desk, paula } = noteBy('hello big world');
    paula.run(toggleMark(schema.marks.bold as never), { from: paula.startOf('big'), to: paula.endOf('big') });
    paula.run(heading, { from: 2 });
    expect(credits(desk)).toEqual(['quentin<paula:hello big world']);
  });
  it('when somebody undoes their own deletion of it, and redoes and undoes it', () => {
    const { desk, paula } = noteBy('hexlo world');
    paula.run(insertText(''), { from: paula.startOf('x'), to: paula.endOf('x') });
    paula.undo();
    expect(credits(desk)).toEqual(['quentin:he quentin<paula:x quentin:lo world']);
    paula.redo().undo();
    expect(credits(desk)).toEqual(['quentin:he quentin<paula:x quentin:lo world']);
  });
  it('when a whole deleted line comes back by undo', () => {
    const { desk, paula } = noteBy('first', 'ab', 'last');
    const from = paula.startOf('ab') - 1;
    paula.run(deleteRange(from, from + 4), { from: 1 });
    expect(credits(desk)).toEqual(['quentin:first', 'quentin:last']);
    paula.undo();
    expect(credits(desk)).toEqual(['quentin:first', 'quentin<paula:ab', 'quentin:last']);
  });
  it('when a split or a heading is undone', () => {
    const { desk, paula } = noteBy('hello world');
    paula.run(splitBlock, { from: paula.endOf('hello') }).undo();
    expect(credits(desk)).toEqual(['quentin:hello quentin<paula: world']);
    paula.run(heading, { from: 1 }).undo();
    expect(credits(desk)).toEqual(['quentin<paula:hello world']);
  });
  it('when a piece is carried elsewhere in one edit', () => {
    const { desk, paula } = noteBy('alpha beta', 'gamma delta');
    paula.run(carry(paula.startOf('beta'), paula.endOf('beta'), paula.endOf('gamma')), { from: 1 });
    expect(credits(desk)).toEqual(['quentin:alpha ', 'quentin:gamma quentin<paula:beta quentin: delta']);
  });
  it('when it is cut, and pasted in another edit, once', () => {
    const { desk, paula } = noteBy('alpha beta', 'gamma delta');
    paula.run(insertText(''), { from: paula.startOf('beta'), to: paula.endOf('beta') });
    paula.run(insertText('beta'), { from: paula.endOf('gamma') });
    paula.run(insertText('beta'), { from: paula.endOf('delta') });
    expect(credits(desk)[1]).toBe('quentin:gamma quentin<paula:beta quentin: delta paula:beta');
  });
  it('when a line with a mention becomes a heading', () => {
    const { desk, quentin, paula } = noteBy('ask  soon');
    quentin.run(mention('Ann'), { from: quentin.endOf('ask ') });
    paula.receive().run(heading, { from: 1 });
    expect(credits(desk)).toEqual(['quentin<paula:ask @Ann soon']);
  });
  it('through any number of moves, showing the last carrier', () => {
    const { desk, quentin, paula } = noteBy('hello world');
    const third = desk.person('third');
    paula.run(heading, { from: 1 });
    third.receive().run(splitBlock, { from: third.endOf('hello') });
    expect(credits(desk)).toEqual(['quentin<paula:hello', 'quentin<third: world']);
    quentin.receive().run(paragraph, { from: 1 });
    expect(credits(desk)).toEqual(['quentin:hello', 'quentin<third: world']);
  });
});

describe('whoever types text is its writer', () => {
  it('also the same word again in the place where it was deleted', () => {
    const { desk, paula } = noteBy('hello world');
    const from = paula.startOf('world');
    paula.run(insertText(''), { from, to: from + 5 }).type('world', 'hello ');
    expect(credits(desk)).toEqual(['quentin:hello  paula:world']);
  });
  it('also in a new line after a deleted one with the same letter', () => {
    const { desk, paula } = noteBy('first', 'k');
    const from = paula.startOf('k') - 1;
    paula.run(deleteRange(from, from + 3), { from: 1 });
    paula.run(splitBlock, { from: paula.endOf('first') }).run(appendTyped('k'), { from: 1 });
    expect(credits(desk)).toEqual(['quentin:first', 'paula:k']);
  });
  it('also when they replace prose by other prose with common words in it', () => {
    const { desk, paula } = noteBy('The customer says that the router restarts in the evening.');
    const text = 'We replaced the modem and it works, says the neighbour of the customer.';
    const end = paula.endOf('evening.');
    paula.run(replaceBlocks(text), { from: 1, to: end });
    const mine = authorshipAt(desk.timeline(), desk.rows.length).runs.filter(
      (run) => run.writer.personId === 'paula',
    );
    expect(mine.map((run) => run.text).join('').length).toBeGreaterThan(text.length - 6);
  });
});

const bulletItems = (command: typeof liftListItem | typeof sinkListItem): Command =>
  command(schema.nodes.listItem as never);
const deleteRange =
  (from: number, to: number): Command =>
  (state, dispatch) => {
    dispatch?.(state.tr.delete(from, to));
    return true;
  };
const carry =
  (from: number, to: number, at: number): Command =>
  (state, dispatch) => {
    const slice = state.doc.slice(from, to);
    const transaction = state.tr.delete(from, to);
    dispatch?.(transaction.replace(transaction.mapping.map(at), transaction.mapping.map(at), slice));
    return true;
  };
const mention =
  (label: string): Command =>
  (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(schema.node('mention', { id: 'a', label }), false));
    return true;
  };
const replaceBlocks =
  (text: string): Command =>
  (state, dispatch) => {
    const block = schema.node('heading', { level: 2 }, schema.text(text));
    dispatch?.(state.tr.replaceWith(0, state.doc.content.size, block));
    return true;
  };
