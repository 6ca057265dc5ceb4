import { expect, test } from 'vitest';
import { blocksOf, inlinesOf } from './markup.ts';

const plain = (text: string) => ({ text, marks: {} });

test('reads a block a line', () => {
  const blocks = blocksOf('One\n# Two\n- three\n1. four\n[ ] five\n[x] six\n> seven\n---');
  expect(blocks.map((block) => block.type)).toEqual([
    'paragraph',
    'heading',
    'bulletList',
    'orderedList',
    'taskList',
    'taskList',
    'blockquote',
    'horizontalRule',
  ]);
  expect(blocks[4]).toEqual({ type: 'taskList', line: [plain('five')], done: false });
  expect(blocks[5]).toEqual({ type: 'taskList', line: [plain('six')], done: true });
});

test('keeps code as it is, less the indentation of the script', () => {
  expect(blocksOf('```log\n    a\n      b\n```\nafter')).toEqual([
    { type: 'codeBlock', code: 'a\n  b', language: 'log' },
    { type: 'paragraph', line: [plain('after')], done: false },
  ]);
  expect(() => blocksOf('```\nnever closed')).toThrow('code without an end');
});

test('reads tables by cells', () => {
  expect(blocksOf('| a | |\n| **b** | c |')).toEqual([
    {
      type: 'table',
      rows: [
        [[plain('a')], []],
        [[{ text: 'b', marks: { bold: {} } }], [plain('c')]],
      ],
    },
  ]);
});

test('reads marks, links and mentions inside a line', () => {
  expect(inlinesOf('a **b** `c` ~~d~~ _e_')).toEqual([
    plain('a '),
    { text: 'b', marks: { bold: {} } },
    plain(' '),
    { text: 'c', marks: { code: {} } },
    plain(' '),
    { text: 'd', marks: { strike: {} } },
    plain(' '),
    { text: 'e', marks: { italic: {} } },
  ]);
  expect(inlinesOf('ask @maya')).toEqual([plain('ask '), { mention: 'maya' }]);
  expect(inlinesOf('[here](https://example.com/a)')).toMatchObject([
    { text: 'here', marks: { link: { href: 'https://example.com/a' } } },
  ]);
});

test('an address and a stranger are no mention', () => {
  expect(inlinesOf('fleet@maya.example @nobody')).toEqual([plain('fleet@maya.example @nobody')]);
});
