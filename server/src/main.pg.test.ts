import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from './platform/testing/fresh-database.ts';
import { programArguments } from './platform/testing/program.ts';

const HOST = '127.0.0.1';
const LIMIT_MS = 60_000;

const running = new Set<ChildProcess>();
const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  for (const step of cleanUp.splice(0).reverse()) await step();
});

/** The server as a process of its own. */
function run(env: Record<string, string>) {
  const child = spawn(process.execPath, programArguments('main'), {
    env: { PATH: process.env.PATH, HOST, PORT: '0', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const exit = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return {
    exit,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** Resolves with the match once the process has said it on standard output. */
    async says(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = pattern.exec(out);
        if (found) return found;
        if (child.exitCode !== null) throw new Error(`it ended before it said ${pattern}:\n${out}${err}`);
        await Promise.race([once(child.stdout, 'data'), exit]);
      }
    },
    said: () => ({ out, err }),
  };
}

const READY = /Caseroom is ready at (http:\S+)/;

/** Whichever test comes first makes its cluster; the others find it there, which spares each of them the making. */
let DATA_DIR: string;
beforeAll(async () => {
  DATA_DIR = await mkdtemp(join(tmpdir(), 'caseroom-main-'));
});
afterAll(() => rm(DATA_DIR, { recursive: true, force: true }));

async function takePort(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  return { server, port: (server.address() as { port: number }).port };
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'starts with nothing installed, says where, and on %s leaves nothing running',
  async (signal) => {
    const server = run({ DATA_DIR, SEED_DEMO: 'false' });
    const [, base] = await server.says(READY);
    expect((await fetch(`${base}/readyz`)).status).toBe(200);
    expect(server.said().out).not.toContain('demo people');
    server.kill(signal);
    expect(await server.exit).toBe(0);
    await expect(fetch(`${base}/healthz`)).rejects.toThrow();
    expect(existsSync(join(DATA_DIR, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
  },
  LIMIT_MS,
);

test(
  'seeds the demo the first time and says who can sign in',
  async () => {
    const database = await freshDatabase();
    cleanUp.push(() => database.drop());
    const env = { DATABASE_URL: database.url, SEED_DEMO: 'true' };
    for (const start of ['first', 'second']) {
      const server = run(env);
      const [, base] = await server.says(READY);
      await server.says(/maya@caseroom\.example +demo-caseroom +Maya Okafor, Agent, Northwind Mobile/);
      const people = (await (await fetch(`${base}/api/demo/people`)).json()) as unknown[];
      expect(await database.sql`select count(*)::int as n from person`, start).toEqual([
        { n: people.length },
      ]);
      server.kill('SIGTERM');
      expect(await server.exit).toBe(0);
    }
  },
  LIMIT_MS,
);

test('a setting that cannot be used: one sentence, no stack, exit 1', async () => {
  const server = run({ PORT: 'three' });
  expect(await server.exit).toBe(1);
  expect(server.said()).toEqual({
    out: '',
    err: 'Caseroom cannot start. PORT must be a whole number from 0 to 65535; it is "three".\n',
  });
});

test(
  'a port that is taken: one sentence, exit 1, and the embedded database is stopped',
  async () => {
    const { server: other, port } = await takePort();
    cleanUp.push(async () => other.close());
    const server = run({ DATA_DIR, PORT: String(port), SEED_DEMO: 'false' });
    expect(await server.exit).toBe(1);
    expect(server.said().err).toBe(
      `Caseroom cannot start. Port ${port} of ${HOST} is already in use: stop what uses it, or set PORT to another one.\n`,
    );
    expect(existsSync(join(DATA_DIR, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
  },
  LIMIT_MS,
);

test(
  'a second start on the same data folder: one sentence that says why, exit 1, and the first goes on',
  async () => {
    const first = run({ DATA_DIR, SEED_DEMO: 'false' });
    const [, base] = await first.says(READY);
    const second = run({ DATA_DIR, SEED_DEMO: 'false' });
    expect(await second.exit).toBe(1);
    expect(second.said().out).not.toContain('ready');
    expect(second.said().err).toMatch(
      new RegExp(`^Caseroom cannot start\\. The database cannot be used\\. .*${DATA_DIR}.*\\n$`),
    );
    expect(await statusOf(`${base}/readyz`)).toBe(200);
    first.kill('SIGTERM');
    expect(await first.exit).toBe(0);
  },
  LIMIT_MS,
);

test(
  'a database that is away at the start: alive, waiting, and serving once it is there',
  async () => {
    const database = await freshDatabase();
    cleanUp.push(() => database.drop());
    const { server: reserved, port } = await takePort();
    await new Promise((resolve) => reserved.close(resolve));
    const { server: forWeb, port: webPort } = await takePort();
    await new Promise((resolve) => forWeb.close(resolve));
    const base = `http://${HOST}:${webPort}`;

    const server = run({ DATABASE_URL: throughPort(database, port), PORT: String(webPort) });
    await server.says(/does not answer \(ECONNREFUSED\); trying again in 3 s/);
    while ((await statusOf(`${base}/healthz`)) !== 200) await new Promise((resolve) => setImmediate(resolve));
    expect(await statusOf(`${base}/readyz`)).toBe(503);
    expect(await (await fetch(`${base}/api/me`)).json()).toMatchObject({ code: 'unavailable' });

    await passOn(database, port);
    await server.says(READY);
    expect(await statusOf(`${base}/readyz`)).toBe(200);
    server.kill('SIGTERM');
    expect(await server.exit).toBe(0);
  },
  LIMIT_MS,
);

test('a signal while it waits for its database ends it', async () => {
  const server = run({ DATABASE_URL: `postgres://caseroom@${HOST}:1/caseroom` });
  await server.says(/trying again/);
  server.kill('SIGTERM');
  expect(await server.exit).toBe(0);
});

const statusOf = (url: string): Promise<number | null> =>
  fetch(url).then(
    ({ status }) => status,
    () => null,
  );

/** The database's URL, as if it listened on a port of this machine. */
function throughPort(database: FreshDatabase, port: number): string {
  const url = new URL(database.url);
  url.host = `${HOST}:${port}`;
  url.searchParams.delete('host');
  return url.href;
}

/** Brings the database up on that port, as far as the server can tell. */
async function passOn(database: FreshDatabase, port: number): Promise<void> {
  const url = new URL(database.url);
  const folder = url.searchParams.get('host');
  const proxy = createServer((socket) => {
    const there = folder
      ? connect(join(folder, '.s.PGSQL.5432'))
      : connect(Number(url.port || '5432'), url.hostname);
    socket.on('error', () => there.destroy()).pipe(there);
    there.on('error', () => socket.destroy()).pipe(socket);
  }).listen(port, HOST);
  await once(proxy, 'listening');
  cleanUp.push(async () => proxy.close());
}
