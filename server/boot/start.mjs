import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { inRoot } from './paths.mjs';
import { dropNpmVariables } from './processes.mjs';

/**
 * Installs, builds, and becomes the server: the built main.js is loaded into this very process, so signals
 * reach it directly and its exit code is ours.
 */
export async function start() {
  dropNpmVariables();
  await install();
  await build();
  process.env.NODE_ENV ??= 'production';
  const main = inRoot('server', 'dist', 'main.js');
  process.argv.splice(1, process.argv.length - 1, main);
  await import(pathToFileURL(main).href);
}
