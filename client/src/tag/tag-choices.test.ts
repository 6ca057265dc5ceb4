import type { VocabularyTag } from '@caseroom/shared/tag';
import { expect, it } from 'vitest';
import { answersTo, tagOptions } from './tag-choices.ts';

const tag = (name: string, more: Partial<VocabularyTag> = {}): VocabularyTag => ({
  id: name,
  name,
  group: 'reason',
  colour: 'blue',
  about: '',
  keywords: [],
  oldNames: [],
  retired: false,
  ...more,
});
const tags = [
  tag('angry', { group: 'sentiment' }),
  tag('billing', { oldNames: ['invoice'], keywords: ['charged twice'] }),
  tag('fax', { retired: true }),
];

it('offers each group what the case has not, then what was typed before', () => {
  expect(tagOptions(tags, ['vip', 'invoice', 'fax', 'billing'], [])).toEqual([
    { group: 'Reason', items: ['billing'] },
    { group: 'Sentiment', items: ['angry'] },
    { group: 'Typed before', items: ['vip'] },
  ]);
  expect(tagOptions(tags, [], ['billing', 'angry'])).toEqual([]);
});

it.each([
  ['', true],
  ['BILL', true],
  ['invoice', true],
  ['twice charged', true],
  ['refund', false],
])('answers to what was typed: %s', (typed, expected) => {
  expect(answersTo(tags[1] as VocabularyTag, typed)).toBe(expected);
});
