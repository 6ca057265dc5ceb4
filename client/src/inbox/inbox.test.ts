import type { Inbox, Notification } from '@caseroom/shared/notification';
import { describe, expect, it } from 'vitest';
import { fresh } from './fresh.ts';
import { marked } from './inbox-data.ts';
import { addressOf, titleOf } from './words.ts';

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const item = (n: number, read: boolean, data: Notification['data'] = {}): Notification => ({
  id: id(n),
  kind: 'mention',
  actor: { id: id(9), name: 'Maya Okafor', colour: 1 },
  at: '2026-11-22T12:00:00.000Z',
  read,
  case: { id: id(8), number: 'C-1042', subject: 'Double charge' },
  eventSeq: 1,
  text: 'Call Elena',
  data,
});

describe('the inbox', () => {
  const inbox: Inbox = { unread: 1, items: [item(1, false), item(2, true)] };

  it('counts what is marked', () => {
    expect(marked(inbox, id(1), { read: true })).toEqual({
      unread: 0,
      items: [item(1, true), item(2, true)],
    });
    expect(marked(inbox, id(2), { read: false })).toMatchObject({ unread: 2 });
    expect(marked(inbox, id(1), { done: true })).toEqual({ unread: 0, items: [item(2, true)] });
    expect(marked(inbox, id(2), { done: true })).toEqual({ unread: 1, items: [item(1, false)] });
    expect(marked(inbox, id(7), { done: true })).toBe(inbox);
  });

  it('says what happened, of kinds it does not know as well', () => {
    expect(titleOf(item(1, false))).toBe('Maya Okafor mentioned you');
    expect(titleOf({ kind: 'follow-up.overdue', actor: null, data: {} })).toBe('Overdue');
    const warned = (percent: number) => ({
      timer: 'next-update',
      percent,
      dueAt: '2026-11-18T09:00:00.000Z',
    });
    const warning = { kind: 'timer.warning', actor: null };
    expect(titleOf({ ...warning, data: warned(75) })).toBe('Next update: 75 % of the time has passed');
    expect(titleOf({ ...warning, data: warned(100) })).toBe('Next update is overdue');
    expect(titleOf({ kind: 'case.merged-away', actor: null, data: {} })).toBe('case merged away');
  });

  it('leads to the place, or to the case', () => {
    expect(addressOf(item(1, false, { noteId: id(3), followUpId: id(4) }))).toBe(
      `/cases/${id(8)}?note=${id(3)}&task=${id(4)}`,
    );
    expect(addressOf(item(1, false, { noteId: 7 }))).toBe(`/cases/${id(8)}`);
  });

  it('shows in the browser what came after the last that was shown here, oldest first, and nothing at first', () => {
    const at = (n: number, time: string, read = false) => ({ ...item(n, read), at: time });
    const items = [
      at(3, '2026-11-22T12:03:00.000Z'),
      at(2, '2026-11-22T12:02:00.000Z'),
      at(1, '2026-11-22T12:01:00.000Z'),
    ];
    expect(fresh(items, null)).toEqual([]);
    expect(fresh(items, '2026-11-22T12:01:00.000Z').map((one) => one.id)).toEqual([id(2), id(3)]);
    expect(fresh([at(3, '2026-11-22T12:03:00.000Z', true)], '2026-11-22T12:01:00.000Z')).toEqual([]);
  });
});
