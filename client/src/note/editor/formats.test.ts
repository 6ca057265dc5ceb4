import { describe, expect, it } from 'vitest';
import { blockFormats, findFormats, insertFormats } from './formats.ts';

const found = (query: string) =>
  findFormats(query, [...blockFormats, ...insertFormats]).map((format) => format.id);

describe('the slash menu', () => {
  it('offers everything before anything is typed', () => {
    expect(found('')).toHaveLength(blockFormats.length + insertFormats.length);
  });
  it('finds by the beginnings of words, in any order', () => {
    expect(found('num')).toEqual(['numbers']);
    expect(found('list bul')).toEqual(['bullets']);
    expect(found('todo')).toEqual(['tasks']);
    expect(found('h2')).toEqual(['heading-2']);
  });
  it('finds nothing for words nobody uses', () => {
    expect(found('zebra')).toEqual([]);
  });
});
