import { expect, it } from 'vitest';
import { readFilters } from './filters.ts';

const me = '0b6d7a7e-58a5-4a8c-9f0e-0d6f3f0a0001';
const other = '0b6d7a7e-58a5-4a8c-9f0e-0d6f3f0a0002';

it('reads nothing as no filter', () => {
  const none = {
    statuses: null,
    owners: null,
    priorities: null,
    tags: null,
    programs: null,
    numbers: null,
    patterns: [],
  };
  expect(readFilters({}, me)).toEqual(none);
  expect(readFilters({ status: '', owner: ' ', tag: ',', q: '' }, me)).toEqual(none);
});

it('reads lists, and me as the asker', () => {
  const asked = {
    status: 'open, waiting',
    owner: `me,${other}`,
    priority: 'P1',
    tag: 'Churn Risk,vip',
    program: other,
    number: 'C-1042, c-7',
    q: 'Zoë',
  };
  expect(readFilters(asked, me)).toEqual({
    statuses: ['open', 'waiting'],
    owners: [me, other],
    priorities: ['P1'],
    tags: ['churn risk', 'vip'],
    programs: [other],
    numbers: [1042, 7],
    patterns: ['%zoe%'],
  });
});

it('names every list that holds something else', () => {
  const refusal = readFilters(
    { status: 'open,lost', owner: 'you', priority: 'P9', tag: 'a\0b', program: "'; drop", number: '12' },
    me,
  );
  const fields = ['status', 'owner', 'priority', 'tag', 'program', 'number'].map((path) =>
    expect.objectContaining({ path }),
  );
  expect(refusal).toEqual({ refused: 'invalid', detail: expect.any(String), fields });
});
