import { outlineOf } from '@caseroom/shared/note-kinds';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { createNote } from './create.ts';
import { blankNote } from './testing/note-fixture.ts';

const AT_ONCE = 20;

let db: FreshDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

test(`${AT_ONCE} notes added to one case at once wait for each other and are all there`, async () => {
  const { caseId, people } = await blankNote(db.sql, ['Maya']);
  const facts = { caseId, kind: 'case', audience: 'team', actorId: people[0] as string } as const;
  const adding = Array.from({ length: AT_ONCE }, (_, i) =>
    db.sql.begin((tx) => createNote(tx, { ...facts, title: `Note ${i}`, outline: outlineOf('case') })),
  );
  await Promise.all(adding);
  const entries = await db.sql`select seq from case_event where case_id = ${caseId} order by seq`;
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: AT_ONCE }, (_, i) => i + 1));
});
