import { describe, expect, it } from 'vitest';
import { countPressing, groupFollowUps } from './groups.ts';

const now = new Date(2026, 10, 22, 12, 0);
const due = (day: number, hour: number) => ({ dueAt: new Date(2026, 10, day, hour).toISOString() });

describe('follow-ups by urgency', () => {
  it('begin with what is overdue and leave out what is empty', () => {
    const items = [due(21, 9), due(22, 12), due(22, 23), due(23, 0)];
    expect(groupFollowUps(items, now)).toEqual([
      ['overdue', [items[0], items[1]]],
      ['today', [items[2]]],
      ['later', [items[3]]],
    ]);
    expect(groupFollowUps([due(23, 0)], now).map(([key]) => key)).toEqual(['later']);
    expect(countPressing(items, now)).toBe(3);
  });
});
