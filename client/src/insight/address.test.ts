import { describe, expect, test } from 'vitest';
import { type Asked, casesAt, parseAsked, queryOf, searchOf, steppedTo } from './address.ts';

const plain: Asked = { program: 'p', to: null, weeks: 4, team: null, person: null };
const read = (search: string) => parseAsked(new URLSearchParams(search), ['p', 'q']);

describe('the address of Insight', () => {
  test.each([
    ['nothing', '', plain],
    [
      'everything',
      'program=q&to=2026-11-23&weeks=8&team=Day&person=x',
      { program: 'q', to: '2026-11-23', weeks: 8, team: 'Day', person: 'x' },
    ],
    ['a program of others', 'program=z', plain],
    ['a length there is not', 'weeks=5', plain],
    ['a day there is not', 'to=2026-13-45', plain],
  ])('says %s', (_, search, asked) => {
    expect(read(search)).toEqual(asked);
  });

  test('is none without a program', () => {
    expect(parseAsked(new URLSearchParams(), [])).toBeNull();
  });

  test('reads as it was written', () => {
    const asked: Asked = { program: 'q', to: '2026-11-23', weeks: 12, team: 'Tier 2 & more', person: null };
    expect(parseAsked(new URLSearchParams(searchOf(queryOf(asked))), ['p', 'q'])).toEqual(asked);
  });

  test('leads from a number to its cases', () => {
    expect(casesAt(plain, { measure: 'timers', part: 'resolution', week: 0, only: 'missed' })).toBe(
      '/insight/cases?program=p&measure=timers&part=resolution&week=0&only=missed',
    );
  });
});

test.each([
  ['back', '2026-11-23', -1, '2026-10-26'],
  ['forward', '2026-09-28', 1, '2026-10-26'],
  ['forward to today', '2026-10-26', 1, null],
  ['forward past today', '2026-11-09', 1, null],
] as const)('four weeks %s from before %s', (_, end, direction, next) => {
  const period = { timeZone: 'UTC', weeks: 4, days: [end], latest: '2026-11-23' };
  expect(steppedTo(period, direction)).toBe(next);
});
