import { expect, test } from 'vitest';
import { textAfter } from './palette-state.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false };

test.each([
  ['a letter', 're', 'f', 'ref'],
  ['a space', 'refund', ' ', 'refund '],
  ['a letter of two code units', 'a', '😀', 'a😀'],
  ['Backspace takes one', 'a😀', 'Backspace', 'a'],
  ['Backspace in an empty box', '', 'Backspace', ''],
  ['a key that writes nothing', 're', 'ArrowDown', null],
  ['Enter', 're', 'Enter', null],
])('%s', (_name, before, key, after) => {
  expect(textAfter(before, { ...plain, key })).toBe(after);
});

test.each(['ctrlKey', 'metaKey', 'altKey'] as const)('with %s a letter is a command', (modifier) => {
  expect(textAfter('re', { ...plain, key: 'k', [modifier]: true })).toBeNull();
});
