import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { demoPeople } from '@caseroom/server/demo/people';
import { embeddedUrl } from '@caseroom/server/platform/embedded-postgres/start';
import { Random } from '../fuzz/random.ts';
import { freePort } from '../support/free-port.ts';
import { type HttpClient, signIn } from '../support/http-client.ts';
import { NoteClient } from '../support/note-client.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { play } from './play.ts';
import { progress } from './progress.ts';
import { readTrace, type Trace } from './trace.ts';
import { verify } from './verify.ts';

const HELP = `Plays a real editing history through Caseroom, each agent as a signed-in person with a stock
y-websocket provider, and checks that nothing of it differs afterwards.

  pnpm replay <trace.json[.gz]> [options]

  --url <origin>       the running server                        (http://localhost:3000)
  --data <folder>      its data folder, to rebuild from its embedded database   (./data)
  --database <url>     its database, when it is not the embedded one
  --own                start a server for this run instead, on a folder of its own
  --kill <n>           start a server for this run and kill -9 it at n random moments
  --seed <n>           decides the moments                                          (1)

Traces: https://github.com/josephg/editing-traces, sequential or concurrent.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    data: { type: 'string', default: process.env.DATA_DIR ?? './data' },
    database: { type: 'string' },
    own: { type: 'boolean', default: false },
    kill: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

/** The server the trace is played through. */
interface Stage {
  readonly origin: string;
  readonly databaseUrl: () => string;
  /** kill -9 and start again; only for a server of this run. */
  readonly kill: () => Promise<void>;
  readonly end: () => Promise<void>;
}

async function main(): Promise<boolean> {
  const [path] = positionals;
  if (values.help || path === undefined) {
    console.log(HELP);
    return values.help;
  }
  const trace = readTrace(path);
  const kills = Number(values.kill);
  const stage = values.own || kills > 0 ? await ownServer() : runningServer();
  try {
    return await replay(trace, stage, kills, Number(values.seed));
  } finally {
    await stage.end();
  }
}

async function replay(trace: Trace, stage: Stage, kills: number, seed: number): Promise<boolean> {
  const people = await signInAgents(stage.origin, trace.agents);
  const noteId = await openNote(people[0] as HttpClient);
  const clients = people.map((person) => new NoteClient(person, noteId));
  await Promise.all(clients.map((client) => client.synced()));

  const killAt = momentsOf(kills, trace.transactions.length, new Random(seed));
  const say = progress(trace.transactions.length, 'typed');
  const killing: Promise<void>[] = [];
  const began = performance.now();
  const played = await play({
    trace,
    clients,
    onProgress: (typed) => {
      say(typed);
      if (killAt.delete(typed)) killing.push(killAndTell(stage, typed));
    },
  });
  await Promise.all(killing);
  await Promise.all(clients.map((client) => client.saved()));
  const seconds = (performance.now() - began) / 1_000;
  for (const client of clients) client.close();

  const { checks, stored } = await verify({
    trace,
    played,
    people,
    noteId,
    databaseUrl: stage.databaseUrl(),
  });
  console.log(
    [
      `transactions ${trace.transactions.length.toLocaleString('en')}`,
      `edits ${stored.edits.toLocaleString('en')}`,
      `seconds ${seconds.toFixed(1)}`,
      `edits per second ${Math.round(stored.edits / seconds).toLocaleString('en')}`,
      `journal bytes per typed character ${(stored.bytes / trace.typed).toFixed(1)}`,
    ].join('\n'),
  );
  for (const { name, ok, detail } of checks) console.log(`${ok ? 'same' : 'DIFFERENT'}  ${name}: ${detail}`);
  return checks.every((check) => check.ok);
}

/** People who may write in one program; a trace of more agents than there are people gives some of them two seats. */
async function signInAgents(origin: string, agents: number): Promise<HttpClient[]> {
  const writers = demoPeople.filter(({ roles }) =>
    roles.some((role) => /^(Agent|Senior|Lead), Northwind/.test(role)),
  );
  const seats = Array.from(
    { length: agents },
    (_, i) => writers[i % writers.length] as (typeof writers)[number],
  );
  const signedIn = new Map<string, HttpClient>();
  for (const { email, password } of new Set(seats))
    signedIn.set(email, await signIn(origin, email, password));
  return seats.map((seat) => signedIn.get(seat.email) as HttpClient);
}

async function openNote(me: HttpClient): Promise<string> {
  const programs = await me.get<{ items: { id: string; name: string }[] }>('/api/programs');
  const program = programs.items.find(({ name }) => name.startsWith('Northwind'));
  const made = await me.send<{ id: string }>('POST', '/api/cases', {
    programId: program?.id,
    subject: 'Replay of an editing history',
    priority: 'P4',
    customer: { name: 'Nobody' },
  });
  const note = await me.send<{ id: string }>('POST', `/api/cases/${made.id}/notes`, {
    kind: 'technical',
    title: 'Replay',
    template: null,
  });
  return note.id;
}

function momentsOf(kills: number, transactions: number, random: Random): Set<number> {
  return new Set(Array.from({ length: kills }, () => 1 + random.below(transactions - 1)));
}

async function killAndTell(stage: Stage, typed: number): Promise<void> {
  console.log(`kill -9 after ${typed.toLocaleString('en')} transactions`);
  await stage.kill();
  console.log('the server is back');
}

function runningServer(): Stage {
  return {
    origin: new URL(values.url).origin,
    databaseUrl: () => values.database ?? databaseIn(values.data),
    kill: () => Promise.reject(new Error('only a server of this run is killed')),
    end: async () => {},
  };
}

async function ownServer(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'caseroom-replay-'));
  const env = { DATA_DIR: folder, PORT: String(await freePort()) };
  let server: ServerProcess = await startServer(env);
  return {
    origin: server.origin,
    databaseUrl: () => databaseIn(folder),
    kill: async () => {
      await server.kill();
      server = await startServer(env);
    },
    end: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where the embedded database of a data folder listens, as its own pid file says (line 5: the socket folder). */
function databaseIn(dataDir: string): string {
  const pidFile = join(resolve(dataDir), 'postgres', 'cluster', 'postmaster.pid');
  if (!existsSync(pidFile))
    throw new Error(`no embedded database is running in ${dataDir}: say --data or --database`);
  return embeddedUrl(readFileSync(pidFile, 'utf8').split('\n')[4] ?? '');
}

process.exit((await main()) ? 0 : 1);
