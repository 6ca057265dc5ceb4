import type { Inbox, Notification } from '@caseroom/shared/notification';
import { describe, expect, it } from 'vitest';
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
    expect(titleOf({ kind: 'follow-up.overdue', actor: null })).toBe('Overdue');
    expect(titleOf({ kind: 'swarm.asked', actor: null })).toBe('swarm asked');
  });

  it('leads to the place, or to the case', () => {
    expect(addressOf(item(1, false, { noteId: id(3), followUpId: id(4) }))).toBe(
      `/cases/${id(8)}?note=${id(3)}&task=${id(4)}`,
    );
    expect(addressOf(item(1, false, { noteId: 7 }))).toBe(`/cases/${id(8)}`);
  });
});
