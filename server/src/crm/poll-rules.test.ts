import { IncomingCase } from '@caseroom/shared/intake';
import { describe, expect, it } from 'vitest';
import { incomingOf, nextPosition, opensCase, overlapped, readTo } from './poll-rules.ts';

const facts = {
  number: '#7',
  subject: 'Charged twice',
  status: 'Open',
  priority: 'High',
  owner: '',
  contact: 'Elena Ruiz',
  changedAt: null,
};
const record = { id: '7', address: 'https://acme.zendesk.com/agent/tickets/7', facts };
const opened = (more: Partial<typeof facts>, email = '') =>
  IncomingCase.parse(incomingOf('zendesk', { ...record, facts: { ...facts, ...more } }, email));

describe('the case that a record opens', () => {
  it('says what the record does, and is known by its address', () => {
    expect(opened({}, 'elena@example.com')).toEqual({
      reference: record.address,
      subject: 'Charged twice',
      priority: 'P2',
      customer: { name: 'Elena Ruiz', email: 'elena@example.com' },
    });
  });

  it('can be opened whatever somebody typed there', () => {
    expect(opened({ subject: 'a\u0000b\n\tc\ud800' }).subject).toBe('a b c');
    expect(opened({ subject: `${'x'.repeat(199)}👩🏽` }).subject).toBe('x'.repeat(199));
    expect(opened({ subject: ' \n' }).subject).toBe('Zendesk ticket #7');
    expect(opened({ contact: '' }, `${'e'.repeat(300)}@example.com`).customer?.name).toHaveLength(120);
    expect(opened({ contact: '' }).customer).toEqual({ name: 'Contact of Zendesk ticket #7' });
  });

  it.each([
    ['Urgent', 'P1'],
    ['HIGH', 'P2'],
    ['Normal', 'P3'],
    ['', 'P3'],
    ['4 - Low', 'P4'],
  ])('of priority "%s" is %s', (priority, expected) => {
    expect(opened({ priority }).priority).toBe(expected);
  });

  it('is of a new record, or of any that changes', () => {
    const begun = new Date('2026-11-22T10:00:00.700Z');
    const seen = (createdAt: string | null) => ({ id: '7', at: '', createdAt });
    expect(opensCase('new', begun, seen('2026-11-22T10:00:00.000Z'))).toBe(true);
    expect(opensCase('new', begun, seen('2026-11-22T09:00:00.000Z'))).toBe(false);
    expect(opensCase('new', begun, seen(null))).toBe(false);
    expect(opensCase('changed', begun, seen(null))).toBe(true);
    expect(opensCase('none', begun, seen('2026-11-22T10:00:00.000Z'))).toBe(false);
  });
});

it('a record that changed a moment ago is read once more, for what changed within the same second', () => {
  const seen = { id: '7', at: '2026-11-22T10:00:00.000Z', createdAt: null };
  const soon = readTo(seen, new Date('2026-11-22T10:00:00.900Z'));
  expect(soon < new Date(seen.at)).toBe(true);
  expect(readTo(seen, new Date('2026-11-22T10:05:00.000Z'))).toEqual(new Date(seen.at));
});

it('a poll goes on by time, by page within one moment, and begins anew a little earlier', () => {
  const since = '2026-11-22T10:00:00.000Z';
  const later = '2026-11-22T10:00:01.000Z';
  const seen = (at: string) => [{ id: '7', at, createdAt: null }];
  const first = { since, page: null, more: true };
  expect(nextPosition(first, seen(later), true)).toEqual({ since: later, page: null, more: true });
  expect(nextPosition(first, seen(since), true)).toEqual({ since, page: '2', more: true });
  expect(nextPosition({ since, page: '2', more: true }, seen(since), false)).toEqual({
    ...first,
    more: false,
  });
  expect(nextPosition(first, [], false)).toEqual({ ...first, more: false });
  expect(overlapped(first)).toBe(first);
  expect(overlapped({ ...first, more: false }).since).toBe('2026-11-22T09:55:00.000Z');
});
