import { describe, expect, it } from 'vitest';
import { type Passage, piecesOf } from './passage.ts';

const passage = (id: string, from: number, to: number, more: Partial<Passage> = {}): Passage => ({
  id,
  lines: [{ line: 0, from, to }],
  tone: 'comment',
  active: false,
  ...more,
});
const told = (passages: readonly Passage[]) =>
  piecesOf(passages).map(({ line, from, to, ids }) => `${line}:${from}-${to} ${ids.join('+')}`);

describe('passages as pieces of lines', () => {
  it('cuts where passages overlap, and joins nothing that does not touch', () => {
    expect(told([passage('a', 2, 8), passage('b', 5, 12), passage('c', 20, 22)])).toEqual([
      '0:2-5 a',
      '0:5-8 a+b',
      '0:8-12 b',
      '0:20-22 c',
    ]);
  });

  it('goes line by line, whatever the order of the passages', () => {
    const long = passage('long', 0, 0, {
      lines: [
        { line: 3, from: 0, to: 4 },
        { line: 2, from: 5, to: 9 },
      ],
    });
    expect(told([long, passage('a', 1, 2)])).toEqual(['0:1-2 a', '2:5-9 long', '3:0-4 long']);
  });

  it('strikes only the words that would go', () => {
    const gone = { line: 0, from: 3, to: 6 };
    const suggested = passage('a', 0, 9, { other: { by: 'Inês', gone, line: 0, offset: 6, words: 'x' } });
    expect(piecesOf([suggested]).map(({ from, struck }) => [from, struck])).toEqual([
      [0, false],
      [3, true],
      [6, false],
    ]);
  });

  it('looks like coaching only where nothing else lies over it', () => {
    const pieces = piecesOf([passage('a', 0, 6, { tone: 'coaching' }), passage('b', 3, 9, { active: true })]);
    expect(pieces.map(({ coaching, active }) => [coaching, active])).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
  });
});
