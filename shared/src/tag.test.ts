import { expect, it } from 'vitest';
import { isRefusal } from './refusal.ts';
import { settleTags, type TagGroup } from './tag.ts';

const tag = (name: string, group: TagGroup, more: { retired?: boolean; oldNames?: string[] } = {}) => ({
  name,
  group,
  retired: false,
  oldNames: [],
  ...more,
});
const tags = [
  tag('billing', 'reason', { oldNames: ['invoice', 'bills'] }),
  tag('roaming', 'reason'),
  tag('angry', 'sentiment'),
  tag('calm', 'sentiment'),
  tag('fax', 'product', { retired: true }),
];

it.each<[string, boolean, string[], string[], string[] | RegExp]>([
  ['takes what is of the vocabulary', false, [], ['billing', 'angry'], ['billing', 'angry']],
  ['gives old names their present one', false, [], ['invoice', 'bills', 'billing'], ['billing']],
  ['refuses what is typed freely', false, [], ['vip'], /“vip” is not one of/],
  ['takes what is typed freely where that is allowed', true, [], ['vip'], ['vip']],
  ['keeps what the case has, typed once', false, ['vip'], ['vip', 'roaming'], ['vip', 'roaming']],
  ['gives nothing that is retired', true, [], ['fax'], /retired/],
  ['leaves what is retired where it is', false, ['fax'], ['fax', 'roaming'], ['fax', 'roaming']],
  [
    'puts one feeling in the place of another',
    false,
    ['angry', 'billing'],
    ['angry', 'billing', 'calm'],
    ['billing', 'calm'],
  ],
  ['refuses two feelings at once', false, [], ['angry', 'calm'], /Sentiment: choose one/],
  [
    'leaves two feelings that are there already',
    false,
    ['angry', 'calm'],
    ['angry', 'calm', 'roaming'],
    ['angry', 'calm', 'roaming'],
  ],
  ['takes everything away', false, ['vip', 'fax'], [], []],
])('%s', (_what, freeTags, before, asked, expected) => {
  const settled = settleTags({ freeTags, tags }, before, asked);
  if (expected instanceof RegExp) expect(isRefusal(settled) && settled.detail).toMatch(expected);
  else expect(settled).toEqual(expected);
});
