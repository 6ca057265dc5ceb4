import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { findBinaries } from './binaries.ts';
import { ensureCluster, makeFolders, makeSocketFolder, OWNER, SOCKET_PORT } from './cluster.ts';
import { chooseIdentity } from './identity.ts';
import { ensureDatabase } from './owner-lock.ts';
import type { Settings } from './postmaster.ts';
import { Supervised } from './supervised.ts';
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

const DATABASE = 'caseroom';

/** Still loses nothing when a process is killed; only the machine's own memory is trusted. */
const careless: Settings = { fsync: 'off', full_page_writes: 'off' };

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
  let cluster: Supervised | null = null;
  const stop = async () => {
    await cluster?.stop();
    watchdog.close();
    await rm(socketFolder, { recursive: true, force: true });
    if (options.temporary) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const identity = await chooseIdentity(binaries, [folders.home, socketFolder]);
    const made = await ensureCluster(folders, binaries, identity, !options.temporary);
    cluster = new Supervised({
      dataDir,
      log,
      folders,
      socketFolder,
      binaries,
      identity,
      settings,
      onPid: (pid) => watchdog.guard(pid),
      onLost: options.onLost ?? (() => process.kill(process.pid, 'SIGTERM')),
    });
    await cluster.start();
    await ensureDatabase(socketFolder, DATABASE);
    log.info(`${made === 'made' ? 'made a new' : 'opened the'} database in ${folders.home}`);
    return { url: embeddedUrl(socketFolder), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The owner's URL of an embedded database that listens in this folder, in the form that libpq understands as well. */
export const embeddedUrl = (socketFolder: string): string =>
  `postgres://${OWNER}@localhost:${SOCKET_PORT}/${DATABASE}?host=${encodeURIComponent(socketFolder)}`;
