import type { Status } from '@caseroom/shared/case';
import type { Role } from '@caseroom/shared/people';
import { describe, expect, it } from 'vitest';
import {
  applyPatch,
  type CaseFields,
  caseReaders,
  judgeStatus,
  openStatuses,
  rightsOf,
  visibleEntry,
} from './rules.ts';

const writers: Role[] = ['agent', 'senior', 'lead'];

describe('rightsOf', () => {
  it('lets everybody but clients read a case', () =>
    expect([...caseReaders].sort()).toEqual(['agent', 'lead', 'qa', 'senior']));
  it('lets leads alone read what is for leads', () => {
    const readers = (['agent', 'senior', 'lead', 'qa', 'client'] as const).filter(
      (role) => 'write' in rightsOf(role, 'leads', 'read'),
    );
    expect(readers).toEqual(['lead']);
  });
  it('lets quality read but not write', () => {
    expect(rightsOf('qa', 'team', 'read')).toEqual({ write: false, readLeads: false });
    expect(rightsOf('qa', 'team', 'write')).toMatchObject({ refused: 'read-only' });
  });
});

describe('judgeStatus', () => {
  it.each(writers)('lets an %s move an unclosed case about', (role) => {
    for (const status of ['open', 'waiting', 'resolved'] as const)
      for (const to of ['open', 'waiting', 'resolved'] as const)
        expect(judgeStatus({ status, role, isOwner: false }, to)).toBeNull();
  });

  it.each<[Status, Role, boolean, Status, string | null]>([
    ['resolved', 'agent', true, 'closed', null],
    ['resolved', 'agent', false, 'closed', 'no-access'],
    ['resolved', 'senior', false, 'closed', null],
    ['resolved', 'lead', false, 'closed', null],
    ['open', 'lead', true, 'closed', 'invalid'],
    ['waiting', 'lead', true, 'closed', 'invalid'],
    ['closed', 'agent', true, 'open', 'no-access'],
    ['closed', 'senior', false, 'open', null],
    ['closed', 'lead', false, 'open', null],
    ['closed', 'lead', true, 'resolved', 'invalid'],
    ['closed', 'agent', false, 'closed', null],
  ])('%s, %s (owner: %s) to %s: %s', (status, role, isOwner, to, code) => {
    expect(judgeStatus({ status, role, isOwner }, to)?.refused ?? null).toBe(code);
  });

  it('offers only what it would accept', () => {
    expect(openStatuses({ status: 'open', role: 'lead', isOwner: true })).toEqual([
      'open',
      'waiting',
      'resolved',
    ]);
    expect(openStatuses({ status: 'resolved', role: 'agent', isOwner: true })).toEqual([
      'open',
      'waiting',
      'resolved',
      'closed',
    ]);
    expect(openStatuses({ status: 'closed', role: 'agent', isOwner: true })).toEqual(['closed']);
    expect(openStatuses({ status: 'closed', role: 'senior', isOwner: false })).toEqual(['open', 'closed']);
  });
});

describe('applyPatch', () => {
  const now: CaseFields = {
    subject: 'Refund missing',
    status: 'open',
    priority: 'P3',
    tags: ['billing', 'refund'],
    customer: { name: 'Ana', email: 'ana@example.com' },
  };
  const by = { role: 'agent', isOwner: true } as const;

  it('says what is different, field by field', () => {
    expect(
      applyPatch(now, { priority: 'P1', tags: ['vip', 'billing', 'vip'], customer: { phone: '+351 1' } }, by),
    ).toEqual({
      fields: {
        ...now,
        priority: 'P1',
        tags: ['billing', 'vip'],
        customer: { ...now.customer, phone: '+351 1' },
      },
      changes: [
        { field: 'priority', from: 'P3', to: 'P1' },
        { field: 'tags', from: ['billing', 'refund'], to: ['billing', 'vip'] },
        { field: 'customer.phone', from: null, to: '+351 1' },
      ],
    });
  });
  it('finds nothing different in what is already so', () => {
    const same = {
      subject: now.subject,
      status: now.status,
      tags: ['refund', 'billing'],
      customer: { name: 'Ana' },
    };
    expect(applyPatch(now, same, by)).toEqual({ fields: now, changes: [] });
  });
  it('clears a field of the customer with an empty text', () => {
    expect(applyPatch(now, { customer: { email: '' } }, by)).toEqual({
      fields: { ...now, customer: { name: 'Ana' } },
      changes: [{ field: 'customer.email', from: 'ana@example.com', to: null }],
    });
  });
  it('refuses the whole patch with its status', () => {
    expect(applyPatch(now, { subject: 'x', status: 'closed' }, by)).toMatchObject({ refused: 'invalid' });
  });
});

describe('visibleEntry', () => {
  const entry = { seq: 4, kind: 'note.added', actor: { id: 'p' }, data: { title: 'About Sam' } };
  const withheld = { seq: 4, kind: 'withheld', actor: null, data: {} };
  const sees = (
    audience: 'team' | 'leads' | null,
    between: readonly string[] | null,
    reader: { personId: string | null; readLeads: boolean },
  ) => visibleEntry(entry, { audience, between }, reader);
  const lead = { personId: 'ines', readLeads: true };
  const agent = { personId: 'maya', readLeads: false };

  it('shows leads what is for leads', () => expect(sees('leads', null, lead)).toBe(entry));
  it('shows everybody what is for the team', () => expect(sees('team', null, agent)).toBe(entry));
  it('withholds from the team what is for leads, but not that it happened', () =>
    expect(sees('leads', null, agent)).toEqual(withheld));
  it('shows coaching to the two of it', () =>
    expect([sees('team', ['ines', 'maya'], lead), sees('team', ['ines', 'maya'], agent)]).toEqual([
      entry,
      entry,
    ]));
  it('withholds coaching from another lead, and from nobody in particular', () => {
    expect(sees('team', ['ines', 'maya'], { personId: 'daniel', readLeads: true })).toEqual(withheld);
    expect(sees('team', ['ines', 'maya'], { personId: null, readLeads: true })).toEqual(withheld);
  });
});
