import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Binaries, POSTGRES_MAJOR } from './binaries.ts';
import { type Identity, runAs } from './identity.ts';
import { isAlive } from './processes.ts';

/** Where one embedded cluster keeps its things. */
export interface Folders {
  /** Ours alone, mode 0700, inside the data folder. */
  readonly home: string;
  /** PGDATA. */
  readonly cluster: string;
  readonly logFile: string;
  /** Library links, used when the package folder is read-only. */
  readonly links: string;
}

/** The owner of everything in the cluster; reached only through the socket folder, which is mode 0700. */
export const OWNER = 'caseroom';

/** No port is opened; the number is part of the socket's file name. */
export const SOCKET_PORT = 5432;

/** sun_path holds 104 bytes on macOS and 108 on Linux, with the file name `.s.PGSQL.5432`. */
const LONGEST_SOCKET_FOLDER = 85;

export async function makeFolders(dataDir: string): Promise<Folders> {
  const home = join(dataDir, 'postgres');
  await mkdir(dataDir, { recursive: true });
  await mkdir(home, { recursive: true, mode: 0o700 });
  return {
    home,
    cluster: join(home, 'cluster'),
    logFile: join(home, 'postgres.log'),
    links: join(home, 'lib'),
  };
}

/** A new folder for the socket, in the temp folder because a socket's path must be short. */
export async function makeSocketFolder(): Promise<string> {
  const temp = tmpdir().length + '/caseroom-XXXXXX'.length > LONGEST_SOCKET_FOLDER ? '/tmp' : tmpdir();
  return mkdtemp(join(temp, 'caseroom-'));
}

/**
 * Makes the cluster unless there is one. It is built in a side folder and renamed, so a cluster that exists
 * is whole; of two processes that do this at once, the second takes the first one's. `durable` waits until
 * the files are on the disk.
 */
export async function ensureCluster(
  folders: Folders,
  binaries: Binaries,
  identity: Identity,
  durable: boolean,
): Promise<'made' | 'found'> {
  await removeAbandoned(folders.home);
  if (existsSync(folders.cluster)) {
    await checkVersion(folders.cluster);
    return 'found';
  }
  const side = join(folders.home, `new-${process.pid}`);
  await runAs(identity, binaries.env, [
    binaries.initdb,
    `--pgdata=${side}`,
    `--username=${OWNER}`,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    ...(durable ? [] : ['--no-sync']),
  ]);
  try {
    await rename(side, folders.cluster);
    return 'made';
  } catch (error) {
    if (!existsSync(folders.cluster)) throw error;
    await rm(side, { recursive: true, force: true });
    return 'found';
  }
}

/** Side folders of processes that died while they made a cluster. */
async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = /^new-(\d+)$/.exec(name)?.[1];
    if (pid && Number(pid) !== process.pid && !isAlive(Number(pid)))
      await rm(join(home, name), { recursive: true, force: true });
  }
}

async function checkVersion(cluster: string): Promise<void> {
  const version = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  if (version === String(POSTGRES_MAJOR)) return;
  throw new Error(
    `${cluster} was made by PostgreSQL ${version}, and this Caseroom embeds ${POSTGRES_MAJOR}. ` +
      'Dump it with the old version and restore it into a new data folder.',
  );
}
