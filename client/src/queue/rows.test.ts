import { describe, expect, it } from 'vitest';
import { parseFilters } from './filters.ts';
import { arrange, type CasePage, foldSummary, heldStill } from './rows.ts';
import { summary } from './testing.ts';

const unresolved = parseFilters(new URLSearchParams());
const at = (minute: number) => `2026-11-18T09:${String(minute).padStart(2, '0')}:00.000Z`;
const row = (number: string, minute: number, more = {}) =>
  summary({ id: number, number, touchedAt: at(minute), ...more });
const numbers = (pages: readonly CasePage[]) => arrange(pages, unresolved, 'me').map((item) => item.number);

const pages: CasePage[] = [{ items: [row('C-3', 30), row('C-2', 20)], nextCursor: 'more' }];

describe('foldSummary', () => {
  it('replaces a row in place and lets its sort value move it', () => {
    const next = foldSummary(pages, row('C-2', 40, { eventSeq: 2 }), unresolved, 'me');
    expect(next[0]?.items.map((item) => item.number)).toEqual(['C-3', 'C-2']);
    expect(numbers(next)).toEqual(['C-2', 'C-3']);
  });

  it('ignores a message that is older than what is held', () => {
    const newer = foldSummary(pages, row('C-2', 40, { eventSeq: 5 }), unresolved, 'me');
    expect(foldSummary(newer, row('C-2', 35, { eventSeq: 4, subject: 'old' }), unresolved, 'me')).toBe(newer);
  });

  it('takes in a case that newly matches', () => {
    expect(numbers(foldSummary(pages, row('C-4', 50), unresolved, 'me'))).toEqual(['C-4', 'C-3', 'C-2']);
  });

  it('leaves out what does not match and what lies beyond the loaded pages', () => {
    expect(foldSummary(pages, row('C-5', 50, { status: 'closed' }), unresolved, 'me')).toBe(pages);
    expect(foldSummary(pages, row('C-1', 10), unresolved, 'me')).toBe(pages);
  });

  it('takes in a case at the very bottom when everything is loaded', () => {
    const whole: CasePage[] = [{ items: [row('C-3', 30)] }];
    expect(numbers(foldSummary(whole, row('C-1', 10), unresolved, 'me'))).toEqual(['C-3', 'C-1']);
  });
});

describe('arrange', () => {
  it('shows a case once, as newest, when it moved between two page loads', () => {
    const twice: CasePage[] = [
      { items: [row('C-3', 30), row('C-2', 20)] },
      { items: [row('C-2', 25, { eventSeq: 2 }), row('C-1', 10)] },
    ];
    const rows = arrange(twice, unresolved, 'me');
    expect(rows.map((item) => [item.number, item.eventSeq])).toEqual([
      ['C-3', 1],
      ['C-2', 2],
      ['C-1', 1],
    ]);
  });

  it('leaves out a row that no longer matches', () => {
    const next = foldSummary(pages, row('C-3', 45, { status: 'resolved', eventSeq: 2 }), unresolved, 'me');
    expect(numbers(next)).toEqual(['C-2']);
  });
});

describe('heldStill', () => {
  it('keeps order and leaving rows under the pointer, and counts who waits', () => {
    let next = foldSummary(pages, row('C-3', 45, { status: 'resolved', eventSeq: 2 }), unresolved, 'me');
    next = foldSummary(next, row('C-9', 59), unresolved, 'me');
    const held = heldStill(['C-3', 'C-2'], arrange(next, unresolved, 'me'), next);
    expect(held.rows.map((item) => [item.number, item.status])).toEqual([
      ['C-3', 'resolved'],
      ['C-2', 'open'],
    ]);
    expect(held.waiting).toBe(1);
  });
});
