import type { ScorecardBody } from '@caseroom/shared/scorecard';
import { expect, it } from 'vitest';
import { addItem, addSection, changeItem, moveItem, removeItem, shareOf } from './scorecard-draft.ts';

const item = (id: string, weight = 10) => ({
  id,
  text: id,
  help: '',
  weight,
  scale: { kind: 'yes-no' as const },
  critical: false,
});
const body: ScorecardBody = {
  name: 'Notes',
  passPercent: 80,
  sections: [
    { title: 'One', items: [item('a'), item('b')] },
    { title: 'Two', items: [item('c', 20)] },
  ],
};
const shape = ({ sections }: ScorecardBody) =>
  sections.map(({ items }) => items.map(({ id }) => id).join('')).join(' ');

it.each<[string, ScorecardBody, string]>([
  ['adds an item', addItem(body, 1, 'd'), 'ab cd'],
  ['adds a section with its first item', addSection(body, 'd'), 'ab c d'],
  ['removes an item', removeItem(body, 0, 0), 'b c'],
  ['removes a section with its last item', removeItem(body, 1, 0), 'ab'],
  ['moves an item down', moveItem(body, 0, 0, 1), 'ba c'],
  ['moves an item up', moveItem(body, 0, 1, -1), 'ba c'],
  ['moves an item into the next section', moveItem(body, 0, 1, 1), 'a bc'],
  ['moves an item into the section before, which was its last', moveItem(body, 1, 0, -1), 'abc'],
  ['leaves the first item first', moveItem(body, 0, 0, -1), 'ab c'],
])('%s', (_, changed, expected) => expect(shape(changed)).toBe(expected));

it('says what share of the whole a weight is', () => {
  const heavier = changeItem(body, 0, 0, { weight: 70 });
  expect(heavier.sections.flatMap(({ items }) => items.map((one) => shareOf(heavier, one)))).toEqual([
    70, 10, 20,
  ]);
});
