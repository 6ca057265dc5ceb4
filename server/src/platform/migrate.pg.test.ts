import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts';

let db: FreshDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

test('the server works as a role that can neither change nor remove what a ledger holds', async () => {
  expect(await db.sql`select current_user as name`).toEqual([{ name: 'caseroom_server' }]);
  await expect(db.sql`update note_edit set seq = seq`).rejects.toThrow('permission denied');
  await expect(db.sql`delete from case_event`).rejects.toThrow('permission denied');
});
