import { inRoot } from './paths.mjs';
import { must, step } from './processes.mjs';
import { hashOf, stampMatches, writeStamp } from './stamp.mjs';

// 10.x is the newest line that runs on Node 20.
const PNPM = 'pnpm@10.34.8';

const stamp = inRoot('node_modules', '.caseroom-installed');

/** Installs what the lock file says, unless exactly that was installed before by this Node on this machine. */
export async function install() {
  const manifests = ['client', 'server', 'shared', 'test'].map((workspace) => `${workspace}/package.json`);
  const hash = hashOf(
    ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...manifests],
    [process.platform, process.arch, process.versions.modules],
  );
  if (stampMatches(stamp, hash)) return;
  await step('installing packages', () =>
    must('Installing packages', 'npx', [
      '--yes',
      PNPM,
      'install',
      '--frozen-lockfile',
      '--prefer-offline',
      '--reporter=append-only',
      '--loglevel=warn',
      // Nobody is there to answer when an old node_modules has to go.
      '--config.confirm-modules-purge=false',
    ]),
  );
  writeStamp(stamp, hash);
}
