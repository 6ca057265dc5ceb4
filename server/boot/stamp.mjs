import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** A hash over the names and contents of files and folders, given relative to the root; absent ones count too. */
export function hashOf(paths, ...facts) {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const path of paths) addTo(hash, path);
  return hash.digest('hex');
}

function addTo(hash, path) {
  const full = join(root, path);
  if (!existsSync(full)) return hash.update(`\0${path}\0absent`);
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, join(path, name));
    return hash;
  }
  return hash.update(`\0${path}\0`).update(readFileSync(full));
}

export const stampMatches = (file, hash) => existsSync(file) && readFileSync(file, 'utf8') === hash;

/** Written last, so a stamp says that what it stands for was finished. */
export const writeStamp = (file, hash) => writeFileSync(file, hash);
