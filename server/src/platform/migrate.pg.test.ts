import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts';

const shipped = fileURLToPath(new URL('../../../migrations', import.meta.url));

let db: FreshDatabase;
let folder: string;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseroom migrations [1]-'));
  await cp(shipped, folder, { recursive: true });
  return () => rm(folder, { recursive: true });
});

const versions = async () =>
  (await db.owner<{ version: number }[]>`select version from schema_version order by version`).map(
    (row) => row.version,
  );

test('the server works as a role that can neither change nor remove what a ledger holds', async () => {
  expect(await db.sql`select current_user as name`).toEqual([{ name: 'caseroom_server' }]);
  for (const ledger of ['note_edit', 'case_event', 'note_client', 'note_restore']) {
    await expect(db.sql`delete from ${db.sql(ledger)}`).rejects.toThrow('permission denied');
    await expect(db.sql`truncate ${db.sql(ledger)}`).rejects.toThrow('permission denied');
  }
  await expect(db.sql`update note_edit set payload = ''`).rejects.toThrow('permission denied');
  await expect(db.sql`update case_event set data = '{}'`).rejects.toThrow('permission denied');
  await expect(db.sql`drop table note_edit`).rejects.toThrow('must be owner');
});

test('what was applied is not applied again', async () => {
  expect(await migrate(db.url)).toEqual([]);
});

test('two processes that start at once apply a migration once', async () => {
  const name = '901.do.slow.sql';
  await writeFile(join(folder, name), 'select pg_sleep(0.2); create table slow ()');
  const applied = await Promise.all([migrate(db.url, undefined, folder), migrate(db.url, undefined, folder)]);
  expect(applied.flat()).toEqual(['slow']);
});

test('a migration that fails leaves nothing of itself, keeps those before it and is named', async () => {
  await writeFile(join(folder, '901.do.slow.sql'), 'select pg_sleep(0.2); create table slow ()');
  await writeFile(join(folder, '902.do.fine.sql'), 'create table fine ()');
  await writeFile(join(folder, '903.do.broken.sql'), 'create table half (); create table half ()');
  await expect(migrate(db.url, undefined, folder)).rejects.toThrow(
    'Migration 903 (broken) failed: relation "half" already exists',
  );
  expect((await versions()).filter((version) => version > 900)).toEqual([901, 902]);
  const [found] = await db.owner`select to_regclass('half') as half, to_regclass('fine')::text as fine`;
  expect(found).toEqual({ half: null, fine: 'fine' });
});

test('a server older than the database refuses to start on it', async () => {
  await expect(migrate(db.url)).rejects.toThrow(
    /^The database is at schema 902 and this server knows only \d+: a newer Caseroom has used it\./,
  );
});

test('a file that was edited after it was applied is refused', async () => {
  const other = await freshDatabase();
  try {
    await appendFile(join(folder, '002.do.cases.sql'), '\n-- an afterthought\n');
    await expect(migrate(other.url, undefined, folder)).rejects.toThrow(
      'Migration 2 was edited after it was applied to this database.',
    );
  } finally {
    await other.drop();
  }
});
