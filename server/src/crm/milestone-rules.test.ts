import type { CrmMilestone } from '@caseroom/shared/crm';
import { expect, it } from 'vitest';
import { type Entry, milestoneOf, titleOf } from './milestone-rules.ts';

const entry = (kind: string, more: Partial<Entry> = {}): Entry => ({
  kind,
  data: {},
  noteKind: null,
  noteTitle: null,
  audience: null,
  ...more,
});
const status = (from: string, to: string) => ({ changes: [{ field: 'status', from, to }] });

it.each<[string, CrmMilestone | null, Entry]>([
  ['a finalised note', 'note', entry('note.finalised', { noteKind: 'technical', audience: 'team' })],
  ['a finalised note for leads', null, entry('note.finalised', { noteKind: 'technical', audience: 'leads' })],
  [
    'a supervisor note, even one for the team',
    null,
    entry('note.finalised', { noteKind: 'supervisor', audience: 'team' }),
  ],
  ['a summary', 'summary', entry('note.finalised', { noteKind: 'interaction-summary', audience: 'team' })],
  ['a resolution note', 'resolution', entry('note.finalised', { noteKind: 'resolution', audience: 'team' })],
  [
    'the end of writing of a message',
    null,
    entry('note.finalised', { noteKind: 'interim', audience: 'team' }),
  ],
  [
    'a message the provider took',
    'interim',
    entry('interim.sent', { noteKind: 'interim', data: { channel: 'email' } }),
  ],
  [
    'a released message that has yet to leave',
    null,
    entry('interim.released', { noteKind: 'interim', data: { channel: 'email' } }),
  ],
  [
    'a message on the customer’s page',
    'interim',
    entry('interim.released', { noteKind: 'interim', data: { channel: 'portal' } }),
  ],
  [
    'a call that reached them',
    'interim',
    entry('interim.called', { data: { channel: 'phone', outcome: 'reached' } }),
  ],
  [
    'a call that nobody took',
    null,
    entry('interim.called', { data: { channel: 'phone', outcome: 'no-answer' } }),
  ],
  ['an escalation', 'escalation', entry('escalation.sent', { noteKind: 'escalation', audience: 'team' })],
  ['a draft of one', null, entry('escalation.drafted', { noteKind: 'escalation', audience: 'team' })],
  ['a handover', 'handover', entry('handover.accepted', { noteKind: 'handover', audience: 'team' })],
  ['what is for certain people', null, entry('handover.accepted', { data: { between: ['x'] } })],
  ['a resolved case', 'resolution', entry('case.changed', { data: status('open', 'resolved') })],
  [
    'a case closed after it was resolved',
    null,
    entry('case.changed', { data: status('resolved', 'closed') }),
  ],
  [
    'another change of a case',
    null,
    entry('case.changed', { data: { changes: [{ field: 'subject', from: 'a', to: 'b' }] } }),
  ],
  ['what was written back', null, entry('crm.written')],
])('%s is %s', (_what, milestone, from) => {
  expect(milestoneOf(from)).toBe(milestone);
});

it('is called as people call it', () => {
  expect(titleOf(entry('note.finalised', { noteTitle: 'Line test' }))).toBe('Line test');
  expect(titleOf(entry('escalation.sent', { data: { target: 'Tier 2' } }))).toBe('Escalation to Tier 2');
  expect(titleOf(entry('interim.sent', { data: { channel: 'sms' } }))).toBe('SMS to the customer');
  expect(titleOf(entry('case.changed', { data: status('open', 'resolved') }))).toBe('Case resolved');
});
