import type { DocJson } from '@caseroom/shared/note';
import { describe, expect, it } from 'vitest';
import { endOf, findPassage, linesOf, passageBetween, quoteOf } from './passages.ts';

const text = (words: string): DocJson => ({ type: 'text', text: words });
const doc: DocJson = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 3 }, content: [text('Situation')] },
    {
      type: 'paragraph',
      content: [text('Charged '), { ...text('twice'), marks: [{ type: 'bold' }] }, text(' on 18 Nov.')],
    },
    {
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [
            {
              type: 'paragraph',
              content: [
                text('Ask '),
                { type: 'mention', attrs: { id: 'x', label: 'Tomasz' } },
                text(' why.'),
              ],
            },
          ],
        },
      ],
    },
  ],
};
const lines = linesOf(doc);
const lengths = lines.map(({ length }) => length);

it('counts textblocks in reading order, and a mention as one unit', () => {
  expect(lengths).toEqual([9, 24, 10]);
});

describe('a passage', () => {
  it.each([
    [{ line: 1, unit: 0 }, { line: 1, unit: 13 }, 'Charged twice'],
    [{ line: 0, unit: 0 }, { line: 1, unit: 7 }, 'Situation Charged'],
    [{ line: 1, unit: 17 }, { line: 2, unit: 5 }, '18 Nov. Ask @Tomasz'],
    [{ line: 0, unit: 0 }, { line: 2, unit: 10 }, 'Situation Charged twice on 18 Nov. Ask @Tomasz why.'],
  ])('from %o to %o reads %j and ends there', (from, to, quote) => {
    const passage = passageBetween(lengths, from, to);
    expect(passage && quoteOf(lines, passage)).toBe(quote);
    expect(passage && endOf(lengths, passage)).toEqual(to);
  });

  it('is none between a place and itself, and reads empty where nothing is', () => {
    expect(passageBetween(lengths, { line: 1, unit: 3 }, { line: 1, unit: 3 })).toBeNull();
    expect(quoteOf(lines, { line: 9, start: 0, length: 5 })).toBe('');
  });
});

it.each([
  ['TWICE', 'twice'],
  ['ask @tom', 'Ask @Tomasz'],
  [' why.', 'why.'],
  ['nowhere', null],
  ['  ', null],
])('finds %j', (words, quote) => {
  const passage = findPassage(lines, words);
  expect(passage && quoteOf(lines, passage)).toBe(quote);
});
