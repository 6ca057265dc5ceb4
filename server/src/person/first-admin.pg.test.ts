import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../platform/clock.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { inviteFirstAdmin } from './first-admin.ts';
import { acceptInvitation, readInvitation } from './invitations.ts';

let db: FreshDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

const tokenOf = (link: string | null) => link?.replace('/invite/', '') ?? '';

test('an empty deployment gives out a link until an administrator has used one', async () => {
  const deps = { sql: db.sql, clock: systemClock };
  expect(await inviteFirstAdmin(deps, null)).toBe('absent');
  const first = await inviteFirstAdmin(deps, 'Owner@Example.com');
  const second = await inviteFirstAdmin(deps, 'owner@example.com');
  expect(await readInvitation(db.sql, tokenOf(first), new Date())).toMatchObject({ refused: 'not-found' });
  expect(await readInvitation(db.sql, tokenOf(second), new Date())).toMatchObject({
    email: 'owner@example.com',
  });

  const from = { address: null, userAgent: null };
  const password = 'long enough to use';
  await acceptInvitation(deps, { token: tokenOf(second), password, from, previousSessionId: null });
  expect(await inviteFirstAdmin(deps, 'owner@example.com')).toBeNull();
  const people = await db.sql`select name, admin from person`;
  expect([...people]).toEqual([{ name: 'owner', admin: true }]);
});
