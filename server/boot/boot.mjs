// What `npm start`, `npm test` and `npm run dev` run first. Plain JavaScript without dependencies: it must
// work in a clean clone, before anything is installed, and say something sensible on a Node that is too old.
import { nodeFault } from './node-version.mjs';

const commands = {
  start: async () => (await import('./start.mjs')).start(),
  dev: async () => (await import('./dev.mjs')).dev(),
  test: async (args) => (await import('./test.mjs')).test(args),
  install: async () => (await import('./install.mjs')).install(),
  build: async () => (await import('./build.mjs')).build(),
};

async function main([name = 'start', ...args]) {
  const fault = nodeFault(process.versions.node);
  if (fault) return fail(fault);
  const command = commands[name];
  if (!command) return fail(`There is no command "${name}". There are: ${Object.keys(commands).join(', ')}.`);
  try {
    await command(args);
  } catch (error) {
    fail(error.forPeople || error.stack);
  }
}

function fail(message) {
  console.error(`caseroom: ${message}`);
  process.exitCode = 1;
}

void main(process.argv.slice(2));
