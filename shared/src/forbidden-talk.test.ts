import { expect, test } from 'vitest';
import { maskForbiddenTalk } from './forbidden-talk.ts';

/** C and A take turns, C first. */
const masked = (...texts: string[]): string =>
  maskForbiddenTalk(texts.map((text, i) => ({ who: i % 2 ? 'A' : 'C', text }))).join(' | ');

test.each([
  ['read out in words', ['It is four one one one, one one one one, one one one one, one one one one.']],
  ['with doubles', ['four triple one double one double one, 1111 1111']],
  ['over turns that another interrupts', ['It is 4111 1111', 'Mm-hm, go on', '1111 1111 thanks']],
  [
    'in words, over turns',
    ['four one one one one one', 'yes', 'one one one one one one', 'okay', 'one one one one'],
  ],
])('a card number %s keeps no digit and its length', (_, texts) => {
  const found = masked(...texts);
  expect(found).not.toMatch(/\d{3}|one|triple/);
  expect(found).toHaveLength(texts.join(' | ').length);
});

test('a code in words is masked after its word', () => {
  expect(masked('The security code is seven three seven.')).toBe('The security code is ••••• ••••• •••••.');
});

test('a code in words is masked where the other one asked for it', () => {
  expect(masked('Hi', 'And the security code?', 'It is seven three seven')).toBe(
    'Hi | And the security code? | It is ••••• ••••• •••••',
  );
});

test.each([
  [['One of the two or three phones, maybe four.']],
  [['Order 4111 1111', 'And the other one? I had a look at 12 of them', '1111 1111']],
  [['1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13']],
])('%j stays', (texts) => expect(masked(...texts)).toBe(texts.join(' | ')));
