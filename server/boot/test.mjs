import { build } from './build.mjs';
import { install } from './install.mjs';
import { tool } from './paths.mjs';
import { dropNpmVariables, Failed, run, say } from './processes.mjs';
import { provision } from './provision.mjs';

/** Everything the tests need, then every test. `args` go to vitest: a file's name, `--project fuzz`, `-t title`. */
export async function test(args) {
  dropNpmVariables();
  const { found, missing } = await provision();
  if (missing.length > 0 && process.env.CI) {
    throw new Failed(`Missing here, and CI=true makes that a failure: ${missing.map(describe).join('; ')}.`);
  }
  await install();
  await build();
  for (const tool of missing) say(`NOT RUN: ${describe(tool)}.`);
  const paths = found.filter(({ variable }) => variable).map(({ variable, path }) => [variable, path]);
  const env = { ...process.env, ...Object.fromEntries(paths), BUILT: 'true' };
  process.exitCode = await run(tool('vitest'), ['run', '--config', 'test/vitest.config.ts', ...args], {
    env,
  });
  for (const tool of missing) say(`NOT RUN: ${describe(tool)}.`);
}

const describe = ({ name, neededFor }) => `${neededFor}, for which ${name} is needed and was not found`;
