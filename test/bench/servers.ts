import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPeople } from '@caseroom/server/demo/people';
import { freePort } from '../support/free-port.ts';
import { type HttpClient, signIn } from '../support/http-client.ts';
import { startServer } from '../support/server-process.ts';

/** How a typist or reader reaches one note of a server under test. */
export interface Seat {
  readonly url: string;
  readonly headers: Record<string, string>;
}

/** A server under test, in a process of its own. */
export interface Contender {
  readonly name: string;
  /** Opens `notes` blank notes and answers how the i-th person of a note reaches it. */
  open(notes: number): Promise<(note: number, person: number) => Seat>;
  /** Processes whose CPU time and memory count: the server's, and its database's. */
  pids(): number[];
  stop(): Promise<void>;
}

export async function caseroom(): Promise<Contender> {
  const folder = await mkdtemp(join(tmpdir(), 'caseroom-bench-'));
  const server = await startServer({
    DATA_DIR: folder,
    PORT: String(await freePort()),
    NODE_ENV: 'production',
  });
  const writers = demoPeople.filter(({ roles }) =>
    roles.some((role) => /^(Agent|Senior|Lead), Northwind/.test(role)),
  );
  const people: HttpClient[] = [];
  for (const { email, password } of writers) people.push(await signIn(server.origin, email, password));
  return {
    name: 'caseroom',
    open: async (notes) => {
      const ids = await openNotes(people[0] as HttpClient, notes);
      return (note, person) => {
        const who = people[person % people.length] as HttpClient;
        const url = `${server.origin.replace('http', 'ws')}/collab/${ids[note]}`;
        return { url, headers: { cookie: who.cookie, origin: server.origin } };
      };
    },
    pids: () => [server.pid, ...postgresOf(folder)],
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openNotes(me: HttpClient, count: number): Promise<string[]> {
  const { items } = await me.get<{ items: { id: string; name: string }[] }>('/api/programs');
  const opened = await me.send<{ id: string }>('POST', '/api/cases', {
    programId: items.find(({ name }) => name.startsWith('Northwind'))?.id,
    subject: 'Benchmark',
    priority: 'P4',
    customer: { name: 'Nobody' },
  });
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const body = { kind: 'technical', title: `Benchmark ${i}`, template: null };
    ids.push((await me.send<{ id: string }>('POST', `/api/cases/${opened.id}/notes`, body)).id);
  }
  return ids;
}

/** y-websocket's own server: everything in memory, nothing stored, nobody known. */
export async function yWebsocketServer(): Promise<Contender> {
  const port = await freePort();
  const require = createRequire(import.meta.url);
  const script = join(require.resolve('@y/websocket-server/package.json'), '../src/server.js');
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const exit = once(child, 'exit');
  return {
    name: 'y-websocket-server 0.1.1',
    open: async () => (note) => ({ url: `ws://127.0.0.1:${port}/bench-${note}`, headers: {} }),
    pids: () => [child.pid as number],
    stop: async () => {
      child.kill();
      await exit;
    },
  };
}

/** The embedded PostgreSQL of a data folder: its postmaster and all its children. */
function postgresOf(folder: string): number[] {
  const file = join(folder, 'postgres', 'cluster', 'postmaster.pid');
  const postmaster = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => statOf(Number(pid))?.parent === postmaster);
  return [postmaster, ...children.map(Number)];
}

/** Jiffies a second; what Linux reports in /proc on every common machine. */
const CLOCK_TICKS = 100;

function statOf(pid: number): { parent: number; cpu_s: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return { parent: Number(fields[1]), cpu_s: (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS };
  } catch {
    return null; // it has just ended
  }
}

/** CPU seconds used so far by these processes. Linux only. */
export const cpuOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + (statOf(pid)?.cpu_s ?? 0), 0);

/** Resident memory of the first of these processes, MB. */
export function memoryOf(pids: readonly number[]): number {
  const status = readFileSync(`/proc/${pids[0]}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
