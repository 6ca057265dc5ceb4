import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { type Folders, SOCKET_PORT } from './cluster.ts';
import type { Identity } from './identity.ts';
import { isAlive, poll, signal } from './processes.ts';

export type Settings = Readonly<Record<string, string | number>>;

/** Crash recovery of a large cluster on a slow disk is the longest thing a start can wait for. */
const READY_WITHIN_MS = 120_000;
const STOPPED_WITHIN_MS = 30_000;
const LONGEST_LOG_BYTES = 8 * 1024 * 1024;

/** Says plainly what must hold, so that no default elsewhere can weaken it. */
const durable: Settings = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };

/** What the lock file of a running or dead postmaster says. */
interface LockFile {
  readonly pid: number;
  readonly socketFolder: string;
  readonly ready: boolean;
}

export async function readLockFile(cluster: string): Promise<LockFile | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null);
  const lines = text?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, socketFolder: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' };
}

export interface StartOptions {
  readonly folders: Folders;
  readonly socketFolder: string;
  readonly binaries: Binaries;
  readonly identity: Identity;
  readonly settings: Settings;
  /** Told the process id at once, before it is known whether it will come up, and null when it has ended. */
  readonly onPid: (pid: number | null) => void;
}

/** Starts a postmaster and waits until it takes connections. Throws with the tail of its log when it does not. */
export async function startPostmaster(options: StartOptions): Promise<ChildProcess> {
  const { folders } = options;
  await turnLog(folders.logFile);
  const child = spawnPostmaster(options);
  if (child.pid === undefined) throw new Error('PostgreSQL could not be started');
  options.onPid(child.pid);
  const outcome = await poll(READY_WITHIN_MS, async () => {
    if (child.exitCode !== null || child.signalCode !== null) return 'gone';
    const lock = await readLockFile(folders.cluster);
    return lock !== null && lock.pid === child.pid && lock.ready ? 'ready' : undefined;
  });
  if (outcome === 'ready') return child;
  signal(child.pid, 'SIGQUIT');
  throw new Error(`PostgreSQL did not start. The end of ${folders.logFile}:\n${await tail(folders.logFile)}`);
}

function spawnPostmaster({
  folders,
  socketFolder,
  binaries,
  identity,
  settings,
}: StartOptions): ChildProcess {
  const parameters: Settings = {
    listen_addresses: '',
    port: SOCKET_PORT,
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    // Details of an error quote the row at fault, and what people wrote does not belong into a log.
    log_error_verbosity: 'terse',
    ...durable,
    ...settings,
  };
  const flags = Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [program = '', ...args] = [...identity.prefix, binaries.postgres, '-D', folders.cluster, ...flags];
  const log = openSync(folders.logFile, 'a', 0o600);
  try {
    return spawn(program, args, {
      // A session of its own: Ctrl-C at the terminal must reach only the server, which drains first.
      detached: true,
      cwd: '/',
      env: { ...process.env, ...binaries.env, LC_ALL: 'C' },
      stdio: ['ignore', log, log],
      ...identity.user,
    });
  } finally {
    closeSync(log);
  }
}

/** Fast shutdown: open transactions are rolled back, everything committed is checkpointed. */
export async function stopPostmaster(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (await poll(STOPPED_WITHIN_MS, () => (isAlive(pid) ? undefined : true))) return;
  signal(pid, 'SIGQUIT');
  await poll(STOPPED_WITHIN_MS, () => (isAlive(pid) ? undefined : true));
}

async function turnLog(file: string): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LONGEST_LOG_BYTES) await rename(file, `${file}.1`);
}

async function tail(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .trimEnd()
    .split('\n')
    .slice(-8)
    .map((line) => `  ${line}`)
    .join('\n');
}
