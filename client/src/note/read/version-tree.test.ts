import type { ComparedBlock, DocJson, Run } from '@caseroom/shared/note';
import { describe, expect, it } from 'vitest';
import type { Block } from './note-tree.ts';
import { comparedTree, versionTree } from './version-tree.ts';

const maya = { id: 'm', name: 'Maya', colour: 0 };
const tomasz = { id: 't', name: 'Tomasz', colour: 1 };
const at = '2026-11-18T11:29:04.000Z';
const paragraph = (...content: DocJson[]): DocJson => ({ type: 'paragraph', content });
const text = (string: string, ...marks: string[]): DocJson => ({
  type: 'text',
  text: string,
  ...(marks.length > 0 && { marks: marks.map((type) => ({ type })) }),
});
const run = (block: number, author: typeof maya, string: string): Run => ({
  text: string,
  author,
  at,
  seq: 1,
  block,
  client: 1,
  clock: 0,
  length: string.length,
});

type Change = 'kept' | 'inserted' | 'deleted';
const compared = (
  type: string,
  within: string[],
  change: ComparedBlock['change'],
  ...runs: [Change, string][]
): ComparedBlock => ({
  type,
  attrs: {},
  within,
  change,
  runs: runs.map(([of, string]) => ({
    text: string,
    change: of,
    author: maya,
    at,
    seq: 1,
    moved: false,
    marks: [],
  })),
});

/** "p(Maya:text|…)", with + and - for what was inserted and deleted. */
function shown(blocks: readonly Block[], by: 'author' | 'change'): string {
  return blocks
    .map(({ name, line, blocks: inner }) => {
      const runs = line.map((part) => {
        if (part.is !== 'text') return `<${part.is === 'node' ? part.name : part.words}>`;
        const sign = { inserted: '+', deleted: '-', kept: '' }[part.change ?? 'kept'];
        return by === 'change' ? `${sign}${part.text}` : `${part.credit?.author.name ?? '?'}:${part.text}`;
      });
      return `${name}(${runs.join('|')}${shown(inner, by)})`;
    })
    .join(' ');
}

describe('a version', () => {
  it('shows each line’s runs over its content, whatever the marks', () => {
    const doc = {
      type: 'doc',
      content: [
        paragraph(text('Charged '), text('twice', 'bold'), { type: 'hardBreak' }, text('today')),
        { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('again'))] }] },
      ],
    };
    const runs = [
      run(0, maya, 'Charged tw'),
      run(0, tomasz, 'ice'),
      run(0, maya, '\n'),
      run(0, maya, 'today'),
      run(1, tomasz, 'again'),
    ];
    expect(shown(versionTree(doc, runs), 'author')).toBe(
      'paragraph(Maya:Charged |Maya:tw|Tomasz:ice|<hardBreak>|Maya:today) bulletList(listItem(paragraph(Tomasz:again)))',
    );
  });

  it('shows text that nobody is known for without an author', () => {
    expect(shown(versionTree({ type: 'doc', content: [paragraph(text('abc'))] }, []), 'author')).toBe(
      'paragraph(?:abc)',
    );
  });
});

describe('a comparison', () => {
  it('shows deleted text where it stood in the line', () => {
    const doc = { type: 'doc', content: [paragraph(text('We will confirm by 17:00'))] };
    const blocks = [
      compared(
        'paragraph',
        [],
        'changed',
        ['kept', 'We will '],
        ['deleted', 'refund today'],
        ['inserted', 'confirm by 17:00'],
      ),
    ];
    expect(shown(comparedTree(doc, blocks), 'change')).toBe(
      'paragraph(We will |-refund today|+confirm by 17:00)',
    );
  });

  it('shows lines that are gone between those that stay, inside the list they were in', () => {
    const item = (string: string) => ({ type: 'listItem', content: [paragraph(text(string))] });
    const doc = {
      type: 'doc',
      content: [paragraph(text('A')), { type: 'bulletList', content: [item('one'), item('three')] }],
    };
    const within = ['bulletList', 'listItem'];
    const blocks = [
      compared('paragraph', [], 'kept', ['kept', 'A']),
      compared('paragraph', [], 'deleted', ['deleted', 'B']),
      compared('paragraph', within, 'kept', ['kept', 'one']),
      compared('paragraph', within, 'deleted', ['deleted', 'two']),
      compared('paragraph', within, 'kept', ['kept', 'three']),
      compared('paragraph', within, 'deleted', ['deleted', 'four']),
      compared('paragraph', [], 'deleted', ['deleted', 'Z']),
    ];
    expect(shown(comparedTree(doc, blocks), 'change')).toBe(
      'paragraph(A) paragraph(-B) bulletList(listItem(paragraph(one)) listItem(paragraph(-two)) listItem(paragraph(three)) listItem(paragraph(-four))) paragraph(-Z)',
    );
  });

  it('shows an emptied note', () => {
    const blocks = [compared('paragraph', ['blockquote'], 'deleted', ['deleted', 'gone'])];
    expect(shown(comparedTree({ type: 'doc' }, blocks), 'change')).toBe('blockquote(paragraph(-gone))');
  });
});
