import { rmSync } from 'node:fs';
import { inRoot, tool } from './paths.mjs';
import { must, step } from './processes.mjs';
import { hashOf, stampMatches, writeStamp } from './stamp.mjs';

const common = [
  'pnpm-lock.yaml',
  'tsconfig.base.json',
  'shared/src',
  'shared/tsconfig.json',
  'shared/package.json',
];

const parts = [
  {
    name: 'the server',
    sources: [...common, 'server/src', 'server/tsconfig.json', 'server/package.json'],
    outputs: ['shared/dist', 'server/dist'],
    build: () => must('Building the server', tool('tsc'), ['-b', 'shared', 'server', '--pretty', 'false']),
  },
  {
    name: 'the client',
    sources: [
      ...common,
      'client/src',
      'client/public',
      'client/index.html',
      'client/vite.config.ts',
      'client/tsconfig.json',
      'client/package.json',
    ],
    outputs: ['client/dist'],
    build: () =>
      must('Building the client', inRoot('client/node_modules/.bin/vite'), ['build', '--logLevel', 'warn'], {
        cwd: inRoot('client'),
      }),
  },
];

/** Builds what changed since it was last built. Old output goes first: a deleted source must not live on. */
export async function build() {
  for (const part of parts) {
    const hash = hashOf(part.sources);
    const stamp = inRoot(part.outputs.at(-1), '.built');
    if (stampMatches(stamp, hash)) continue;
    for (const output of part.outputs) rmSync(inRoot(output), { recursive: true, force: true });
    await step(`building ${part.name}`, part.build);
    writeStamp(stamp, hash);
  }
}
