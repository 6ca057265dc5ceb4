import { describe, expect, it } from 'vitest';
import type { Passage } from '../passages/passage.ts';
import { withPassages } from './note-passages.ts';
import type { Block, Inline } from './note-tree.ts';

const text = (words: string): Inline => ({ is: 'text', text: words, marks: {}, credit: null });
const mention: Inline = { is: 'node', name: 'mention', attrs: { label: 'Maya' } };
const block = (name: string, line: Inline[], blocks: Block[] = []): Block => ({
  name,
  attrs: {},
  blocks,
  line,
});
const passage = (line: number, from: number, to: number, more: Partial<Passage> = {}): Passage => ({
  id: 'a',
  lines: [{ line, from, to }],
  tone: 'comment',
  active: false,
  ...more,
});
const told = (blocks: readonly Block[]): string =>
  blocks
    .map(({ line, blocks: inner }) =>
      inner.length > 0
        ? told(inner)
        : line
            .map((one) =>
              one.is === 'words'
                ? `{${one.words}}`
                : one.is === 'node'
                  ? '@'
                  : one.piece
                    ? `[${one.text}]`
                    : one.text,
            )
            .join(''),
    )
    .join('\n');

describe('passages in a note for reading', () => {
  const note = [
    block('heading', [text('Situation')]),
    block(
      'bulletList',
      [],
      [block('listItem', [], [block('paragraph', [text('Ask '), mention, text(' to refund today.')])])],
    ),
  ];

  it('cuts runs at the edges of a passage, counting an inline node as one character', () => {
    expect(told(withPassages(note, [passage(1, 6, 15)]))).toBe('Situation\nAsk @ [to refund] today.');
  });

  it('puts suggested words behind those that would go', () => {
    const gone = { line: 1, from: 16, to: 21 };
    const other = { by: 'Inês', gone, line: 1, offset: 21, words: 'by 17:00' };
    expect(told(withPassages(note, [passage(1, 9, 21, { other })]))).toBe(
      'Situation\nAsk @ to [refund ][today]{by 17:00}.',
    );
  });

  it('leaves a note without passages as it is', () => {
    expect(withPassages(note, [])).toBe(note);
  });
});
