import { fileURLToPath } from 'node:url';

const server = new URL('../../../', import.meta.url);

/**
 * What Node is given to run a program of the server, such as "main": as it was just built, which `npm test` says by
 * BUILT=true; else from its source, which takes seconds of a processor longer to load.
 */
export function programArguments(name: string): string[] {
  if (process.env.BUILT) return [fileURLToPath(new URL(`dist/${name}.js`, server))];
  return ['--conditions=source', '--import', 'tsx', fileURLToPath(new URL(`src/${name}.ts`, server))];
}
