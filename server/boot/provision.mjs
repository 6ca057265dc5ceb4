import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, say, step } from './processes.mjs';

/** Programs that tests use and npm does not bring, the best first. */
const needed = [
  {
    name: 'Chromium',
    neededFor: 'the browser tests (e2e)',
    variable: 'CHROMIUM_PATH',
    // The same browser without a window's machinery does a page for two thirds of the work.
    programs: [
      'chromium-headless-shell',
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
    ],
    elsewhere: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    debian: ['chromium-headless-shell', 'chromium'],
  },
  {
    name: 'redis-server',
    neededFor: 'the tests of several processes over Redis',
    programs: ['redis-server'],
    elsewhere: [],
    debian: ['redis-server'],
  },
];

/**
 * Finds what the tests need. On Debian and its like, as root, what is missing, or not there at its best, is
 * installed from the distribution's packages; elsewhere what is missing is only reported.
 */
export async function provision() {
  const wanted = needed.filter((tool) => !locate({ ...tool, programs: tool.programs.slice(0, 1) }));
  if (wanted.length > 0 && mayInstall()) await installPackages(wanted);
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
async function installPackages(tools) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  const names = tools.map(({ debian }) => debian[0]).join(' and ');
  await step(`installing ${names} from the distribution's packages`, async () => {
    await run('apt-get', ['-qq', 'update'], quiet);
    for (const { debian } of tools) await installFirst(debian, quiet);
  });
}

/** Installs the first of these packages that can be. */
async function installFirst(packages, options) {
  for (const name of packages) {
    const code = await run('apt-get', ['-qq', 'install', '--yes', '--no-install-recommends', name], options);
    if (code === 0) return;
    say(`apt-get could not install ${name} (exit code ${code})`);
  }
}
