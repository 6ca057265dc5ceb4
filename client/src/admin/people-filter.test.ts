import type { AdminPerson } from '@caseroom/shared/people';
import { expect, it } from 'vitest';
import { findPeople } from './people-filter.ts';

const person = (name: string, facts: Partial<AdminPerson> = {}): AdminPerson => ({
  id: name,
  name,
  colour: 0,
  email: `${name.toLowerCase()}@caseroom.example`,
  admin: false,
  auditor: false,
  memberships: [],
  state: 'active',
  lastSeenAt: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  ...facts,
});
const program = { id: 'p', name: 'Northwind care', client: 'Northwind Mobile' };
const people = [
  person('Zoë', { memberships: [{ program, role: 'lead', team: 'Night' }] }),
  person('Adam', { state: 'disabled' }),
  person('Bea', { admin: true, state: 'invited' }),
];
const names = (text: string, state: Parameters<typeof findPeople>[2] = 'all') =>
  findPeople(people, text, state).map(({ name }) => name);

it('lists by name, the disabled ones last', () => {
  expect(names('')).toEqual(['Bea', 'Zoë', 'Adam']);
});

it('finds by name, role, team, program and duty', () => {
  expect(names('zoe')).toEqual(['Zoë']);
  expect(names('lead night northwind')).toEqual(['Zoë']);
  expect(names('admin')).toEqual(['Bea']);
  expect(names('lead admin')).toEqual([]);
});

it('narrows to a state', () => {
  expect(names('', 'invited')).toEqual(['Bea']);
});
