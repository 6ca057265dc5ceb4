import { describe, expect, it } from 'vitest';
import { resultOf, type Scale, ScorecardBody, type Scores } from './scorecard.ts';
import { defaultScorecards } from './scorecard-defaults.ts';

const item = (id: string, weight: number, scale: Scale = { kind: 'yes-no' }, critical = false) => ({
  id,
  text: `About ${id}`,
  help: '',
  weight,
  scale,
  critical,
});
const scorecard: ScorecardBody = {
  name: 'Notes',
  passPercent: 80,
  sections: [
    { title: 'Facts', items: [item('cause', 30), item('clarity', 10, { kind: 'points', max: 4 })] },
    { title: 'Duties', items: [item('verified', 40, { kind: 'yes-no' }, true), item('told', 20)] },
  ],
};

describe('resultOf', () => {
  it.each<[string, Scores, Partial<ReturnType<typeof resultOf>>]>([
    [
      'everything full',
      { cause: 1, clarity: 4, verified: 1, told: 1 },
      { percent: 100, passed: true, unscored: [], sections: [100, 100] },
    ],
    [
      'weights count, points in part',
      { cause: 0, clarity: 2, verified: 1, told: 1 },
      { percent: 65, passed: false, sections: [12.5, 100] },
    ],
    [
      'n/a takes its weight with it',
      { cause: 1, clarity: 2, verified: 1, told: 'n/a' },
      { percent: 93.8, passed: true, sections: [87.5, 100] },
    ],
    [
      'a critical item fails all',
      { cause: 1, clarity: 4, verified: 0, told: 1 },
      { percent: 0, weighted: 60, passed: false, failed: ['verified'], sections: [100, 33.3] },
    ],
    [
      'a critical item that does not apply fails nothing',
      { cause: 1, clarity: 4, verified: 'n/a', told: 1 },
      { percent: 100, passed: true, failed: [] },
    ],
    [
      'nothing applies',
      { cause: 'n/a', clarity: 'n/a', verified: 'n/a', told: 'n/a' },
      { percent: null, weighted: null, passed: null, unscored: [], sections: [null, null] },
    ],
    [
      'what has no score does not count yet',
      { cause: 1 },
      { percent: 100, unscored: ['clarity', 'verified', 'told'], sections: [100, null] },
    ],
    ['just at the bar', { cause: 1, clarity: 0, verified: 1, told: 'n/a' }, { percent: 87.5, passed: true }],
    ['nothing yet', {}, { percent: null, passed: null }],
  ])('%s', (_, scores, expected) => {
    expect(resultOf(scorecard, scores)).toMatchObject(expected);
  });
});

it('refuses two items with one id', () => {
  const twice = {
    ...scorecard,
    sections: [{ title: 'Facts', items: [item('cause', 1), item('cause', 2)] }],
  };
  expect(ScorecardBody.safeParse(twice).success).toBe(false);
});

it.each(Object.entries(defaultScorecards))('the scorecard for %s is a valid one', (_, body) => {
  expect(ScorecardBody.parse(body)).toEqual(body);
  expect(resultOf(body, {}).unscored.length).toBeGreaterThanOrEqual(8);
});
