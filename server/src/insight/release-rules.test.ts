import type { Figure, InsightReport, Measure, Series } from '@caseroom/shared/insight';
import { releasedMeasures, SMALL_COUNT } from '@caseroom/shared/insight-release';
import type { Role } from '@caseroom/shared/people';
import { describe, expect, test } from 'vitest';
import { judgeReleases, judgeSpan, releasable, withTags } from './release-rules.ts';

const series = (current: Figure): Series => ({ weeks: [], previous: { n: 90, value: 1 }, current });
const report = (measure: Measure, current: Figure, parts: Record<string, number> = {}): InsightReport => ({
  program: { id: 'p', name: 'P', client: 'P' },
  scope: 'people',
  period: { timeZone: 'UTC', days: [], weeks: 4, latest: '2026-11-23' },
  measures: [
    {
      measure,
      ...series(current),
      parts: Object.entries(parts).map(([part, n]) => ({ part, ...series({ n, value: n }) })),
    },
  ],
  teams: [],
  people: [],
});

describe('of a report', () => {
  test.each<[string, Figure, Figure | { n: null; value: null }]>([
    [
      'a figure of enough facts leaves, as a whole number',
      { n: SMALL_COUNT, value: 66.67 },
      { n: SMALL_COUNT, value: 67 },
    ],
    ['a figure of few facts does not', { n: SMALL_COUNT - 1, value: 75 }, { n: null, value: null }],
    ['nothing is few as well', { n: 0, value: null }, { n: null, value: null }],
  ])('%s', (_, figure, left) => {
    expect(releasable(report('timers', figure)).measures).toEqual([{ measure: 'timers', ...left }]);
  });

  test('reviews, handovers and people never leave', () => {
    expect(releasedMeasures).not.toContain('quality');
    const left = releasable({
      ...report('quality', { n: 50, value: 90 }),
      people: [{ key: 'x', name: 'Maya', team: null, figures: {} }],
    });
    expect(left).toEqual({ measures: [], tags: [] });
  });

  test('tags leave that are frequent, and chosen', () => {
    const figures = releasable(
      report(
        'tags',
        { n: 20, value: 20 },
        { billing: 9, porting: SMALL_COUNT, 'churn risk': SMALL_COUNT - 1 },
      ),
    );
    expect(figures.tags.map(({ tag }) => tag)).toEqual(['billing', 'porting']);
    expect(withTags(figures, ['porting', 'churn risk']).tags).toEqual([{ tag: 'porting', n: SMALL_COUNT }]);
  });
});

test.each<[Role, boolean, boolean]>([
  ['lead', true, true],
  ['client', true, false],
  ['qa', false, false],
  ['senior', false, false],
  ['agent', false, false],
])('a %s reads releases: %s, and releases: %s', (role, reads, releases) => {
  expect([judgeReleases(role, 'read') === null, judgeReleases(role, 'release') === null]).toEqual([
    reads,
    releases,
  ]);
});

test.each([
  ['that is over', '2026-10-26', '2026-11-22', null],
  ['that still runs', '2026-10-27', '2026-11-23', 'invalid'],
  ['right after another', '2026-10-19', '2026-11-16', null],
  ['that shares a day with another', '2026-10-18', '2026-11-15', 'conflict'],
])('a period %s', (_, from, to, refused) => {
  const facts = { today: '2026-11-22', others: [{ from: '2026-09-21', to: '2026-10-19' }] };
  expect(judgeSpan({ from, to }, facts)?.refused ?? null).toBe(refused);
});
