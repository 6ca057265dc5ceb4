import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { findBinaries } from './binaries.ts';
import { ensureCluster, makeFolders, makeSocketFolder, OWNER } from './cluster.ts';
import { chooseIdentity } from './identity.ts';
import { ensureDatabase, type OwnerLock, takeOwnerLock } from './owner-lock.ts';
import {
  readLockFile,
  type Settings,
  type StartOptions,
  startPostmaster,
  stopPostmaster,
} from './postmaster.ts';
import { isAlive, poll } from './processes.ts';
import { startWatchdog } from './watchdog.ts';

export interface EmbeddedPostgres {
  /** The owner's URL; the socket folder is in its `host` parameter, which `connect` understands. */
  readonly url: string;
  /** Releases the data folder and stops PostgreSQL; resolves when it is gone. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Server parameters on top of ours. */
  readonly settings?: Settings;
  /** For tests: the data folder is removed when this process stops or dies, and need not survive a power cut. */
  readonly temporary?: boolean;
  /** The data folder was taken by another process. Unless given, this process is told to drain (SIGTERM). */
  readonly onLost?: () => void;
}

/** Another live Caseroom holds the data folder. Its message is meant for the person at the terminal. */
export class DataFolderInUse extends Error {}

const DATABASE = 'caseroom';

/** Still loses nothing when a process is killed; only the machine's own memory is trusted. */
const careless: Settings = { fsync: 'off', full_page_writes: 'off' };

/** How long a predecessor may take to drain or recover before we say that its folder is in use. */
const PREDECESSOR_WITHIN_MS = 60_000;

/** How long something must not answer on the socket before its lock file counts as left behind. */
const SILENT_FOR_MS = 3_000;

/** The backends of a postmaster that was killed live on for moments, and keep the next one from starting. */
const RETRY_START_FOR_MS = 15_000;

/**
 * Starts the PostgreSQL that comes with Caseroom on `dataDir`, makes its cluster and database the first time,
 * keeps it running, and leaves nothing behind when this process ends. Throws `DataFolderInUse` when another
 * live process has the folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { log } = options;
  const settings = { ...(options.temporary ? careless : {}), ...options.settings };
  const dataDir = resolve(options.dataDir);
  const folders = await makeFolders(dataDir);
  const binaries = await findBinaries(folders.links);
  const socketFolder = await makeSocketFolder();
  const watchdog = startWatchdog(options.temporary ? [socketFolder, dataDir] : [socketFolder]);
  try {
    const identity = await chooseIdentity(binaries, [folders.home, socketFolder]);
    const made = await ensureCluster(folders, binaries, identity, !options.temporary);
    log.info(
      made === 'made' ? `made a database in ${folders.home}` : `opening the database in ${folders.home}`,
    );
    const cluster = new Supervised(
      { folders, socketFolder, binaries, identity, settings, onPid: (pid) => watchdog.guard(pid) },
      dataDir,
      options,
    );
    await cluster.bringUp();
    await ensureDatabase(socketFolder, DATABASE);
    const stop = async () => {
      await cluster.stop();
      watchdog.close();
      await rm(socketFolder, { recursive: true, force: true });
      if (options.temporary) await rm(dataDir, { recursive: true, force: true });
    };
    return {
      url: `postgres://${OWNER}@localhost/${DATABASE}?host=${encodeURIComponent(socketFolder)}`,
      stop,
    };
  } catch (error) {
    watchdog.close();
    throw error;
  }
}

/** One cluster that belongs to this process: whenever it dies or lets go of us, it is brought up and held again. */
class Supervised {
  readonly #start: StartOptions;
  readonly #dataDir: string;
  readonly #options: EmbeddedOptions;
  #child: ChildProcess | null = null;
  #lock: OwnerLock | null = null;
  #mending: Promise<void> | null = null;
  #stopping = false;

  constructor(start: StartOptions, dataDir: string, options: EmbeddedOptions) {
    this.#start = start;
    this.#dataDir = dataDir;
    this.#options = options;
  }

  /** Resolves when PostgreSQL runs and this process holds the folder. */
  async bringUp(): Promise<void> {
    const attempt = await poll(PREDECESSOR_WITHIN_MS, async () => {
      if (this.#stopping) return { release: async () => {} };
      if (hasEnded(this.#child)) await this.#launch();
      const answer = await takeOwnerLock(this.#start.socketFolder, () => this.#onTrouble());
      return typeof answer === 'object' ? answer : undefined;
    });
    if (!attempt || 'heldBy' in attempt) throw inUse(this.#dataDir, attempt?.heldBy ?? SOMEBODY);
    this.#lock = attempt;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#mending;
    await this.#lock?.release();
    if (this.#child?.pid !== undefined && !hasEnded(this.#child)) await stopPostmaster(this.#child.pid);
  }

  async #launch(): Promise<void> {
    await takeOver(this.#start.folders.cluster, this.#dataDir);
    const child = await startPatiently(this.#start, this.#dataDir);
    this.#child = child;
    child.once('exit', () => {
      this.#start.onPid(null);
      this.#onTrouble();
    });
  }

  /**
   * The postmaster died, or a backend crashed, upon which it drops every connection, the one that holds the
   * folder too. Either way there is one cure, and one at a time.
   */
  #onTrouble(): void {
    this.#lock = null;
    if (this.#stopping || this.#mending) return;
    this.#options.log.warn('the embedded database went away; bringing it back');
    this.#mending = this.bringUp()
      .then(() => this.#options.log.info('the embedded database is back'))
      .catch((error: unknown) => this.#giveUp(error))
      .finally(() => {
        this.#mending = null;
      });
  }

  #giveUp(error: unknown): void {
    if (this.#stopping) return;
    this.#options.log.error({ err: error }, 'the embedded database is lost; stopping');
    if (this.#options.onLost) this.#options.onLost();
    else process.kill(process.pid, 'SIGTERM');
  }
}

/**
 * Makes sure no postmaster runs on the cluster. One that does belongs to a live Caseroom (then this throws)
 * or to one that died a moment ago and whose watchdog may not have acted yet (then it is stopped here).
 */
async function takeOver(cluster: string, dataDir: string): Promise<void> {
  let silentSince: number | null = null;
  const gone = await poll(PREDECESSOR_WITHIN_MS, async () => {
    const running = await readLockFile(cluster);
    if (!running || !isAlive(running.pid)) return true;
    const answer = await takeOwnerLock(running.socketFolder, () => {});
    if (answer === 'not yet') return undefined;
    if (answer === 'unreachable') {
      silentSince ??= performance.now();
      if (performance.now() - silentSince < SILENT_FOR_MS) return undefined;
      await rm(join(cluster, 'postmaster.pid'), { force: true }); // Its number belongs to another program now.
      return true;
    }
    if ('heldBy' in answer) throw inUse(dataDir, answer.heldBy);
    await answer.release();
    await stopPostmaster(running.pid);
    return true;
  });
  if (!gone) throw inUse(dataDir, SOMEBODY);
}

/** Tries again while what a killed predecessor left behind goes away. */
async function startPatiently(options: StartOptions, dataDir: string): Promise<ChildProcess> {
  const until = performance.now() + RETRY_START_FOR_MS;
  for (;;) {
    try {
      return await startPostmaster(options);
    } catch (error) {
      await takeOver(options.folders.cluster, dataDir);
      if (performance.now() > until) throw error;
    }
  }
}

const hasEnded = (child: ChildProcess | null): boolean =>
  child === null || child.exitCode !== null || child.signalCode !== null;

/** Who holds the folder, when it does not say. */
const SOMEBODY = 'another process';

const inUse = (dataDir: string, holder: string): DataFolderInUse =>
  new DataFolderInUse(
    `The data folder ${dataDir} is in use by another running Caseroom (${holder}). ` +
      'Stop that one first, or set DATA_DIR to another folder.',
  );
