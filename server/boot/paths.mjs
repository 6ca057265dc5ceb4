import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json and the lock file. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const inRoot = (...parts) => join(root, ...parts);

/** A program that the install puts into node_modules. */
export const tool = (name) => inRoot('node_modules', '.bin', name);
