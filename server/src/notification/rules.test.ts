import { describe, expect, test } from 'vitest';
import { readTarget } from '../case/meant.ts';
import { compareMentions, type KnownMention, type MentionFact, MOVED_WITHIN_MS } from './rules.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const fact = (clock: number, target = 'role:lead', text = 'Look'): MentionFact => ({
  client: 1,
  clock,
  target,
  text,
  by: 'maya',
});
const known = (clock: number, goneAt: Date | null = null, target = 'role:lead'): KnownMention => ({
  ...fact(clock, target),
  id: `m${clock}`,
  goneAt,
});

describe('compareMentions', () => {
  test('nothing is new twice', () => {
    expect(compareMentions([known(1)], [fact(1)], now)).toEqual({ added: [], kept: [], gone: [] });
  });

  test('a mention that is taken out and written anew is the same one', () => {
    const { added, kept, gone } = compareMentions([known(1)], [fact(9)], now);
    expect({ added, gone }).toEqual({ added: [], gone: [] });
    expect(kept.map(({ id, now: place }) => [id, place.clock])).toEqual([['m1', 9]]);
  });

  test('one that comes back soon is the same one, later it is another', () => {
    expect(compareMentions([known(1, ago(MOVED_WITHIN_MS))], [fact(9)], now).added).toEqual([]);
    expect(compareMentions([known(1, ago(MOVED_WITHIN_MS + 1))], [fact(9)], now).added).toEqual([fact(9)]);
  });

  test('a second mention of the same, or of somebody else in its place, is new', () => {
    expect(compareMentions([known(1)], [fact(1), fact(9)], now).added).toEqual([fact(9)]);
    const { added, gone } = compareMentions([known(1)], [fact(9, 'team:Day')], now);
    expect(added).toEqual([fact(9, 'team:Day')]);
    expect(gone.map(({ id }) => id)).toEqual(['m1']);
  });

  test('a line that reads differently now is kept as it reads', () => {
    expect(compareMentions([known(1)], [fact(1, 'role:lead', 'Look here')], now).kept).toHaveLength(1);
  });
});

test.each([
  [
    '3B241101-E2BB-4255-8CAF-4136C566A962',
    { is: 'person', personId: '3b241101-e2bb-4255-8caf-4136c566a962' },
  ],
  ['role:lead', { is: 'role', role: 'lead' }],
  ['team:Day', { is: 'team', team: 'Day' }],
  ['everyone', null],
])('the target %s', (target, meant) => {
  expect(readTarget(target)).toEqual(meant);
});
