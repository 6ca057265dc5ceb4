import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, say, step } from './processes.mjs';

/** Programs that tests use and npm does not bring. */
const needed = [
  {
    name: 'Chromium',
    neededFor: 'the browser tests (e2e)',
    variable: 'CHROMIUM_PATH',
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    elsewhere: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    debian: 'chromium',
  },
  {
    name: 'redis-server',
    neededFor: 'the tests of several processes over Redis',
    programs: ['redis-server'],
    elsewhere: [],
    debian: 'redis-server',
  },
];

/**
 * Finds what the tests need. On Debian and its like, as root, what is missing is installed from the
 * distribution's packages; elsewhere it is only reported.
 */
export async function provision() {
  const packages = needed.filter((tool) => !locate(tool)).map((tool) => tool.debian);
  if (packages.length > 0 && mayInstall()) await installPackages(packages);
  const looked = needed.map((tool) => ({ ...tool, path: locate(tool) }));
  return { found: looked.filter((tool) => tool.path), missing: looked.filter((tool) => !tool.path) };
}

function locate({ variable, programs, elsewhere }) {
  const given = variable && process.env[variable];
  if (given) return isProgram(given) ? given : null;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [
    ...programs.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...elsewhere,
  ];
  return candidates.find(isProgram) ?? null;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const mayInstall = () => existsSync('/etc/debian_version') && process.getuid?.() === 0;

/** A failure here is reported as what is missing afterwards, not as a reason to give up. */
async function installPackages(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['-qq', 'install', '--yes', '--no-install-recommends', ...packages];
  await step(`installing ${packages.join(' and ')} from the distribution's packages`, async () => {
    const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] };
    await run('apt-get', ['-qq', 'update'], quiet);
    const code = await run('apt-get', install, quiet);
    if (code !== 0) say(`apt-get could not install them (exit code ${code})`);
  });
}
