import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.ts';
import type { Config } from './config.ts';
import { KEY_BYTES } from './secrets.ts';

/** Beside the embedded database in the data folder; whoever copies the folder has both. */
export const KEY_FILE = 'secrets.key';

/** The keys an operator set, or the one in the data folder, made at the first start. */
export async function readSecretKeys({
  secretsKeys,
  dataDir,
}: Pick<Config, 'secretsKeys' | 'dataDir'>): Promise<readonly Uint8Array[]> {
  if (secretsKeys.length > 0) return secretsKeys;
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, KEY_FILE);
  return [(await readKey(path)) ?? (await makeKey(path))];
}

async function readKey(path: string): Promise<Uint8Array | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new CannotStart(`The key of stored secrets cannot be read (${error.code}): ${path}`);
  });
  if (text === null) return null;
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES)
    throw new CannotStart(`${path} does not hold the key of stored secrets any more.`);
  return key;
}

/** Written whole under another name and then linked: of two processes that start at once, one makes the key. */
async function makeKey(path: string): Promise<Uint8Array> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return (await readKey(path)) as Uint8Array;
}
