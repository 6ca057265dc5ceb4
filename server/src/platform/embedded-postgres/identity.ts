import { execFile } from 'node:child_process';
import { chown, lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';

const run = promisify(execFile);

interface User {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. An identity says how a command is started so that it does not look like
 * root, and who must own the data folder for that.
 */
export interface Identity {
  readonly name: string;
  /** The command line put before the program's own. */
  readonly prefix: readonly string[];
  /** Set when Node itself must switch user on spawn. */
  readonly user?: User;
  /** Who owns the cluster's files; undefined leaves them as they are. */
  readonly owner?: User;
}

const ROOT: User = { uid: 0, gid: 0 };
const NOBODY: User = { uid: 65534, gid: 65534 };

const ordinary: Identity = { name: 'the current user', prefix: [] };

/** In the order of trying: the first keeps every file root's own and reaches folders only root can enter. */
const insteadOfRoot: readonly Identity[] = [
  { name: 'root seen as nobody in a user namespace', prefix: ['unshare', '-U'], owner: ROOT },
  {
    name: 'nobody, let through folders of mode 0700',
    prefix: [
      'setpriv',
      `--reuid=${NOBODY.uid}`,
      `--regid=${NOBODY.gid}`,
      '--clear-groups',
      '--inh-caps=-all,+dac_override',
      '--ambient-caps=-all,+dac_override',
      '--bounding-set=-all,+dac_override',
    ],
    owner: NOBODY,
  },
  { name: 'nobody', prefix: [], user: NOBODY, owner: NOBODY },
];

/**
 * The first identity that can run the binaries and write into `folders`, which are handed to it. Throws with
 * what each attempt answered when none can.
 */
export async function chooseIdentity(binaries: Binaries, folders: readonly string[]): Promise<Identity> {
  if (process.getuid?.() !== 0) return ordinary;
  const answers: string[] = [];
  for (const identity of [...(await ownerOf(folders[0])), ...insteadOfRoot]) {
    const fault = await tryIdentity(identity, binaries, folders);
    if (fault === null) return identity;
    answers.push(`${identity.name}: ${fault}`);
  }
  throw new Error(
    `PostgreSQL does not run as root, and no other identity worked:\n  ${answers.join('\n  ')}\n` +
      'Start Caseroom as an ordinary user, or set DATABASE_URL.',
  );
}

/** A folder that belongs to an ordinary user is opened as that user, who must still get into it afterwards. */
async function ownerOf(folder: string | undefined): Promise<Identity[]> {
  if (folder === undefined) return [];
  const { uid, gid } = await stat(folder);
  return uid === ROOT.uid
    ? []
    : [{ name: `user ${uid}`, prefix: [], user: { uid, gid }, owner: { uid, gid } }];
}

/** Runs a program to its end as an identity. Throws what it said on stderr when it fails. */
export async function runAs(
  identity: Identity,
  env: Readonly<Record<string, string>>,
  command: readonly string[],
): Promise<void> {
  const [program = '', ...args] = [...identity.prefix, ...command];
  const options = { env: { ...process.env, ...env, LC_ALL: 'C' }, cwd: '/' };
  try {
    await run(program, args, { ...options, ...identity.user });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(stderr?.trim() || message, { cause: error });
  }
}

async function tryIdentity(
  identity: Identity,
  binaries: Binaries,
  folders: readonly string[],
): Promise<string | null> {
  try {
    for (const folder of folders) await handOver(folder, identity.owner);
    const probe =
      '"$1" --version >/dev/null && shift && for d; do : >"$d/.probe" && rm "$d/.probe" || exit 1; done';
    await runAs(identity, binaries.env, ['sh', '-c', probe, 'sh', binaries.postgres, ...folders]);
    return null;
  } catch (error) {
    return (error as Error).message.split('\n')[0] ?? 'failed';
  }
}

/** Gives a folder and all in it to `owner`, touching only what is somebody else's. */
async function handOver(path: string, owner: User | undefined): Promise<void> {
  if (owner === undefined) return;
  const entry = await lstat(path);
  if (entry.uid !== owner.uid && !entry.isSymbolicLink()) await chown(path, owner.uid, owner.gid);
  if (!entry.isDirectory()) return;
  for (const name of await readdir(path)) await handOver(join(path, name), owner);
}
