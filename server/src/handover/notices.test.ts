import { describe, expect, it } from 'vitest';
import { defaultShiftEnd, type NoticeFacts, noticeOf } from './notices.ts';

const END = new Date('2026-11-22T18:00:00Z');
const at = (time: string) => new Date(`2026-11-22T${time}:00Z`);
const offered: NoticeFacts = {
  state: 'offered',
  shiftEndsAt: END,
  movedAt: at('12:00'),
  remindedFor: null,
  leadsToldFor: null,
};

describe('whom an item is brought to mind', () => {
  it.each([
    ['nobody, long before', offered, '17:00', null],
    ['the receiver, three quarters of an hour before', offered, '17:15', 'receiver'],
    ['once', { ...offered, remindedFor: END }, '17:20', null],
    ['not of what was never sent', { ...offered, state: 'unsent' }, '17:20', null],
    ['the leads, half an hour before', { ...offered, remindedFor: END }, '17:30', 'leads'],
    ['also of what was never sent', { ...offered, state: 'unsent' }, '17:30', 'leads'],
    ['and of what came back', { ...offered, state: 'declined' }, '17:30', 'leads'],
    ['the leads alone when the server was away', offered, '19:00', 'leads'],
    ['once', { ...offered, leadsToldFor: END }, '19:00', null],
    ['again for another end of the shift', { ...offered, leadsToldFor: at('16:00') }, '17:31', 'leads'],
    ['not of what is accepted', { ...offered, state: 'accepted' }, '17:40', null],
    ['nor of what stays', { ...offered, state: 'withdrawn' }, '17:40', null],
    ['not in the first minutes of an offer', { ...offered, movedAt: at('17:40') }, '17:45', null],
    ['but after them', { ...offered, movedAt: at('17:40') }, '17:50', 'leads'],
    ['and at the end of the shift at the latest', { ...offered, movedAt: at('17:55') }, '18:00', 'leads'],
  ] as [string, NoticeFacts, string, string | null][])('%s', (_, facts, now, whom) => {
    expect(noticeOf(facts, at(now))).toBe(whom);
  });
});

it.each([
  ['14:00', '15:00'],
  ['14:01', '15:30'],
  ['14:31', '16:00'],
])('a shift that is ended at %s ends at %s unless somebody says otherwise', (now, end) => {
  expect(defaultShiftEnd(at(now))).toEqual(at(end));
});
