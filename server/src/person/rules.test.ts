import type { PatchPerson } from '@caseroom/shared/people';
import { expect, test } from 'vitest';
import { changesAccess, judgePatch, type Standing } from './rules.ts';

const north = '00000000-0000-4000-8000-000000000001';
const kestrel = '00000000-0000-4000-8000-000000000002';

const maya: Standing = {
  name: 'Maya Okafor',
  isService: false,
  admin: false,
  auditor: false,
  disabled: false,
  joined: true,
  seats: [{ programId: north, role: 'agent', team: 'Day' }],
  unresolved: [],
};
const owner: Standing = {
  ...maya,
  unresolved: [{ programId: north, program: 'Northwind Mobile', count: 3 }],
};
const admin: Standing = { ...maya, name: 'Noor Haddad', admin: true, seats: [] };

test.each<[string, Standing, PatchPerson]>([
  ['disable somebody without cases', maya, { disabled: true }],
  ['rename an owner', owner, { name: 'Maya O.' }],
  ['promote an owner', owner, { memberships: [{ programId: north, role: 'lead' }] }],
  ['make an owner quality, who still reads', owner, { memberships: [{ programId: north, role: 'qa' }] }],
  [
    'give an owner another program',
    owner,
    {
      memberships: [
        { programId: north, role: 'agent' },
        { programId: kestrel, role: 'agent' },
      ],
    },
  ],
  ['enable somebody', { ...maya, disabled: true }, { disabled: false }],
  ['disable an administrator who never joined', { ...admin, joined: false }, { disabled: true }],
  ['demote an administrator who is disabled', { ...admin, disabled: true }, { admin: false }],
  ['rename the last administrator', admin, { name: 'Noor' }],
  ['keep the last administrator one', admin, { admin: true, disabled: false }],
])('an administrator may %s', (_what, person, patch) => {
  expect(judgePatch(person, patch, 0)).toBeNull();
});

test.each<[string, Standing, PatchPerson, string]>([
  [
    'disable an owner',
    owner,
    { disabled: true },
    'Maya Okafor owns 3 unresolved cases in Northwind Mobile. Hand them to somebody else first.',
  ],
  [
    'take an owner out of the program',
    owner,
    { memberships: [] },
    'Maya Okafor owns 3 unresolved cases in Northwind Mobile.',
  ],
  [
    'make an owner a client viewer',
    owner,
    { memberships: [{ programId: north, role: 'client' }] },
    'Maya Okafor owns 3 unresolved',
  ],
  [
    'disable an owner in two programs',
    {
      ...owner,
      unresolved: [...owner.unresolved, { programId: kestrel, program: 'Kestrel Cards', count: 1 }],
    },
    { disabled: true },
    '3 unresolved cases in Northwind Mobile and 1 unresolved case in Kestrel Cards',
  ],
  [
    'demote the last administrator',
    admin,
    { admin: false },
    'Noor Haddad is the last administrator who can sign in.',
  ],
  [
    'disable the last administrator',
    admin,
    { disabled: true },
    'Noor Haddad is the last administrator who can sign in.',
  ],
])('an administrator may not %s', (_what, person, patch, detail) => {
  expect(judgePatch(person, patch, 0)).toMatchObject({
    refused: 'conflict',
    detail: expect.stringContaining(detail),
  });
});

test('an administrator who is not the last may go', () => {
  expect(judgePatch(admin, { admin: false }, 1)).toBeNull();
  expect(judgePatch(admin, { disabled: true }, 1)).toBeNull();
});

test('two roles in one program are refused, and the second is named', () => {
  const memberships = [
    { programId: north, role: 'agent' },
    { programId: kestrel, role: 'qa' },
    { programId: north, role: 'lead' },
  ] as const;
  expect(judgePatch(maya, { memberships: [...memberships] }, 1)).toMatchObject({
    refused: 'invalid',
    fields: [{ path: 'memberships.2.programId' }],
  });
});

test.each<[PatchPerson, boolean]>([
  [{ name: 'M.' }, false],
  [{ admin: false, auditor: false, disabled: false }, false],
  [{ memberships: [{ programId: north, role: 'agent', team: 'Day' }] }, false],
  [{ memberships: [{ programId: north, role: 'agent', team: 'Night' }] }, true],
  [{ memberships: [{ programId: north, role: 'senior', team: 'Day' }] }, true],
  [{ memberships: [] }, true],
  [{ admin: true }, true],
  [{ auditor: true }, true],
  [{ disabled: true }, true],
])('%j changes access: %s', (patch, changes) => {
  expect(changesAccess(maya, patch)).toBe(changes);
});
