import { describe, expect, it } from 'vitest';
import { findMoves, MIN_INNER_UNITS, type MovableText } from './lineage.ts';

const piece = (text: string, whole = false): MovableText => ({ text, whole });
const block = (text: string): MovableText => piece(text, true);

/** What was found, as the text that moved. */
const moved = (inserted: MovableText[], removed: MovableText[]): string[] =>
  findMoves(inserted, removed).map(({ inserted: i, to, removed: r, from, length }) => {
    const text = inserted[i]?.text.slice(to, to + length);
    expect(removed[r]?.text.slice(from, from + length)).toBe(text);
    return text as string;
  });

describe('moved text', () => {
  it.each([
    ['the tail of a line', [block(' world')], [piece(' world')], [' world']],
    ['a line without its Markdown', [block('Hello')], [block('# Hello')], ['Hello']],
    ['a short line without its Markdown', [block('Hi')], [block('#Hi')], ['Hi']],
    ['a short line as it is', [block('OK')], [block('OK')], ['OK']],
    ['two lines joined', [piece('onetwo')], [block('one'), block('two')], ['one', 'two']],
    ['two letters out of a line that is gone', [piece('ce')], [block('aced')], ['ce']],
    ['words that changed places', [piece('gamma beta')], [piece('beta gamma')], ['gamma', 'beta']],
    [
      'a long piece inside other text',
      [piece(`new: ${'x'.repeat(MIN_INNER_UNITS)}; new`)],
      [piece(`old-${'x'.repeat(MIN_INNER_UNITS)}, old`)],
      ['x'.repeat(MIN_INNER_UNITS)],
    ],
  ])('is %s', (_, inserted, removed, expected) => {
    expect(moved(inserted, removed)).toEqual(expect.arrayContaining(expected));
  });
  it.each([
    ['one letter', [piece('a')], [piece('a')]],
    ['two letters that were not a block', [piece('ab')], [piece('ab')]],
    ['one letter of a line that is gone', [piece('e')], [block('ace')]],
    ['a common word inside other text', [piece('We have the one.')], [piece('Send the two?')]],
    ['nothing at all', [block('')], [block('')]],
  ])('is not %s', (_, inserted, removed) => {
    expect(moved(inserted, removed)).toEqual([]);
  });
  it('pairs equal pieces in order and uses each once', () => {
    const found = findMoves([block('OK'), block('OK'), block('OK')], [block('OK'), block('OK')]);
    expect(found.map(({ inserted, removed }) => [inserted, removed])).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });
  it('prefers the longest match', () => {
    const found = findMoves([piece('the router')], [piece('the'), piece('the router')]);
    expect(found).toEqual([{ inserted: 0, to: 0, removed: 1, from: 0, length: 10 }]);
  });
  it('never cuts a surrogate pair', () => {
    for (const text of moved([piece('\u{1F600}abc')], [piece('\u{1F601}abc')])) expect(text).toBe('abc');
  });
  it('stays quick on text that repeats itself', () => {
    const before = performance.now();
    findMoves([piece('ab'.repeat(30_000))], [piece('ba'.repeat(30_000)), piece('aba'.repeat(20_000))]);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
