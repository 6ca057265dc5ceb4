import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { takeOwnerLock } from './owner-lock.ts';
import { readLockFile, stopPostmaster } from './postmaster.ts';
import { isAlive, poll } from './processes.ts';

/** Another live Caseroom has the data folder. The message is for the person at the terminal. */
export class DataFolderInUse extends Error {
  constructor(dataDir: string, holder = 'another process') {
    super(
      `The data folder ${dataDir} is in use by another running Caseroom (${holder}). ` +
        'Stop that one first, or set DATA_DIR to another folder.',
    );
  }
}

/** How long a predecessor may take to drain or recover before we say that its folder is in use. */
export const PREDECESSOR_WITHIN_MS = 60_000;

/** How long something must not answer on the socket before its lock file counts as left behind. */
const SILENT_FOR_MS = 3_000;

/**
 * Makes sure no postmaster runs on the cluster. One that does belongs to a live Caseroom (then this throws)
 * or to one that died a moment ago and whose watchdog may not have acted yet (then it is stopped here).
 */
export async function takeOver(cluster: string, dataDir: string): Promise<void> {
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
    if ('heldBy' in answer) throw new DataFolderInUse(dataDir, answer.heldBy);
    await answer.release();
    await stopPostmaster(running.pid);
    return true;
  });
  if (!gone) throw new DataFolderInUse(dataDir);
}
