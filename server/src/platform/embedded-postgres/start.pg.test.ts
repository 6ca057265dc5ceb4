import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { programArguments } from '../testing/program.ts';
import { openSocket } from './owner-lock.ts';
import { readLockFile } from './postmaster.ts';
import { DataFolderInUse } from './predecessor.ts';
import { isAlive, poll } from './processes.ts';
import { startEmbeddedPostgres } from './start.ts';

const SOON_MS = 20_000;
const holder = 'platform/testing/hold-data-folder';
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

let dataDir: string;
type Sql = ReturnType<typeof openSocket>;
const opened: { children: ChildProcess[]; pools: Sql[] } = { children: [], pools: [] };

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'caseroom-embedded-'));
  const { child, sql } = await hold();
  await sql`create table kept (n int primary key)`;
  await sql.end();
  await end(child, 'SIGTERM');
});
afterEach(async () => {
  await Promise.all(opened.pools.splice(0).map((sql) => sql.end({ timeout: 1 })));
  await Promise.all(opened.children.splice(0).map((child) => end(child, 'SIGTERM')));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Opens the data folder in a process of its own, so that it can be killed. */
async function hold(): Promise<{ child: ChildProcess; sql: Sql; socketFolder: string }> {
  const child = spawn(process.execPath, [...programArguments(holder), dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  opened.children.push(child);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const [chunk] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [unknown];
  if (!Buffer.isBuffer(chunk)) throw new Error(said);
  const socketFolder = new URL(chunk.toString().trim()).searchParams.get('host') ?? '';
  const sql = openSocket(socketFolder, 'caseroom');
  opened.pools.push(sql);
  return { child, sql, socketFolder };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

const postmasterPid = async () => (await readLockFile(join(dataDir, 'postgres', 'cluster')))?.pid ?? null;

/** Asks until it is true; a test that waits in vain fails here. */
const eventually = async (what: string, look: () => Promise<boolean> | boolean) =>
  expect(await poll(SOON_MS, async () => ((await look()) ? true : undefined)), what).toBe(true);

const answers = (sql: Sql) =>
  sql`select 1`.then(
    () => true,
    () => false,
  );

/** Which backend holds the lock that says whose the folder is. A crash takes it away; its holder takes it anew. */
const lockHolder = (sql: Sql) =>
  sql<{ pid: number }[]>`select pid from pg_locks where locktype = 'advisory' and granted`.then(
    ([holder]) => holder?.pid ?? null,
    () => null,
  );

test('the cluster is durable, sorts the same everywhere, listens on no port and ends with its process', async () => {
  const { child, sql, socketFolder } = await hold();
  const names = ['fsync', 'full_page_writes', 'synchronous_commit', 'server_encoding', 'listen_addresses'];
  const rows = await sql<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where name in ${sql(names)}`;
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    server_encoding: 'UTF8',
    listen_addresses: '',
  });
  const [locale] = await sql`
    select datlocprovider::text as provider, datlocale as name from pg_database where datname = current_database()`;
  expect(locale).toEqual({ provider: 'b', name: 'C.UTF-8' });
  expect((await stat(join(dataDir, 'postgres', 'cluster'))).mode & 0o777).toBe(0o700);
  expect((await stat(socketFolder)).mode & 0o777).toBe(0o700);

  const pid = (await postmasterPid()) ?? 0;
  await sql.end();
  await end(child, 'SIGTERM');
  expect(child.exitCode).toBe(0);
  expect(isAlive(pid)).toBe(false);
  expect(existsSync(socketFolder)).toBe(false);
});

test('a second process on the same folder is told why it cannot have it, and disturbs nobody', async () => {
  const { child, sql } = await hold();
  const second = startEmbeddedPostgres({ dataDir, log: quiet });
  await expect(second).rejects.toThrow(DataFolderInUse);
  await expect(second).rejects.toThrow(`in use by another running Caseroom (process ${child.pid})`);
  expect(await answers(sql)).toBe(true);
});

test('after kill -9 of its process PostgreSQL stops by itself and leaves no socket', async () => {
  const { child, socketFolder } = await hold();
  const pid = (await postmasterPid()) ?? 0;
  await end(child, 'SIGKILL');
  await eventually('the postmaster is gone', () => !isAlive(pid));
  await eventually('the socket folder is gone', () => !existsSync(socketFolder));
});

test('after kill -9 of its process a new one opens the folder at once, with every committed row', async () => {
  const before = await hold();
  await before.sql`insert into kept values (1)`;
  await end(before.child, 'SIGKILL');
  const after = await hold();
  expect(await after.sql`select n from kept where n = 1`).toEqual([{ n: 1 }]);
});

test('after kill -9 of the postmaster it comes back at the same address, and the folder is still held', async () => {
  const { sql } = await hold();
  await sql`insert into kept values (2)`;
  const pid = (await postmasterPid()) ?? 0;
  const holder = await lockHolder(sql);
  process.kill(pid, 'SIGKILL');
  await eventually('another postmaster runs', async () => ![null, pid].includes(await postmasterPid()));
  await eventually('its lock is taken', async () => ![null, holder].includes(await lockHolder(sql)));
  expect(await sql`select n from kept where n = 2`).toEqual([{ n: 2 }]);
  await expect(startEmbeddedPostgres({ dataDir, log: quiet })).rejects.toThrow(DataFolderInUse);
});

test('after the crash of a backend, which drops every connection, the folder is still held', async () => {
  const { sql } = await hold();
  const [victim] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const holder = await lockHolder(sql);
  process.kill(victim?.pid ?? 0, 'SIGKILL');
  await eventually('its lock is taken again', async () => ![null, holder].includes(await lockHolder(sql)));
  await expect(startEmbeddedPostgres({ dataDir, log: quiet })).rejects.toThrow(DataFolderInUse);
});

test('a lock file whose number another program has got since is no obstacle', async () => {
  const before = await hold();
  const lock = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
  await end(before.child, 'SIGTERM');
  const lines = [
    process.pid,
    join(dataDir, 'postgres', 'cluster'),
    0,
    5432,
    join(dataDir, 'nowhere'),
    '',
    '',
    'ready',
  ];
  await writeFile(lock, lines.join('\n'));
  const after = await hold();
  expect(await answers(after.sql)).toBe(true);
});

test('a side folder of a process that died while making a cluster is removed', async () => {
  const child = spawn('true');
  await once(child, 'exit');
  const abandoned = `new-${child.pid}`;
  await writeFile(join(dataDir, 'postgres', abandoned), '');
  await hold();
  expect(await readdir(join(dataDir, 'postgres'))).not.toContain(abandoned);
});
