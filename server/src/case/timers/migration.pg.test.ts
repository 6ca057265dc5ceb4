import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeCase, makePerson, makeProgram } from '../../auth/testing/people.ts';
import { type FreshDatabase, freshDatabase } from '../../platform/testing/fresh-database.ts';
import { readClock, readTimers, writeTimers } from './rows.ts';

const MIGRATION = new URL('../../../../migrations/010.do.timers.sql', import.meta.url);

let db: FreshDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

it('what was unresolved before there were timers is timed from then on, as the rules would have it', async () => {
  const programId = await makeProgram(db.sql);
  const ownerId = await makePerson(db.sql, { email: 'maya@example.com' });
  const open = await makeCase(db.sql, { programId, ownerId });
  const closed = await makeCase(db.sql, { programId, ownerId, status: 'closed' });

  const text = await readFile(MIGRATION, 'utf8');
  await db.owner.unsafe(text.slice(text.indexOf('insert into timer')));

  expect(await readTimers(db.sql, closed)).toEqual([]);
  const timers = await readTimers(db.sql, open);
  expect(timers.map(({ kind, state, elapsed_ms }) => [kind, state, elapsed_ms])).toEqual([
    ['next-update', 'running', 0],
    ['resolution', 'running', 0],
  ]);
  const stored = () => db.sql`
    select t.*, c.due_at as case_due_at from timer t join "case" c on c.id = t.case_id order by kind`;
  const before = await stored();
  const { policy } = await readClock(db.sql, open);
  await db.sql.begin((tx) => writeTimers(tx, open, timers, policy));
  expect(await stored()).toEqual(before);
});
