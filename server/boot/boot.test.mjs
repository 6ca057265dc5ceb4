import { expect, test } from 'vitest';
import { nodeFault } from './node-version.mjs';
import { dropNpmVariables } from './processes.mjs';
import { hashOf } from './stamp.mjs';

test.each(['20.19.0', '20.20.2', '22.12.0', '22.21.1', '23.0.0', '24.1.0'])('Node %s will do', (version) => {
  expect(nodeFault(version)).toBeNull();
});

test.each(['18.20.4', '20.18.3', '21.7.3', '22.11.0', '12.22.12'])(
  'Node %s is refused in a sentence',
  (version) => {
    expect(nodeFault(version)).toBe(
      `Caseroom needs Node 20.19 or later of version 20, or 22.12 or later; this is ${version}.`,
    );
  },
);

test('what npm says about itself is dropped; registry and proxy stay', () => {
  const env = {
    npm_lifecycle_event: 'start',
    npm_config_local_prefix: '/somewhere',
    npm_config_registry: 'https://mirror.example',
    NPM_CONFIG_HTTPS_PROXY: 'http://proxy.example',
    PATH: '/bin',
  };
  dropNpmVariables(env);
  expect(Object.keys(env)).toEqual(['npm_config_registry', 'NPM_CONFIG_HTTPS_PROXY', 'PATH']);
});

test('the hash of sources knows contents, names, absence and circumstances', () => {
  const all = [
    hashOf(['migrations']),
    hashOf(['migrations/001.do.people-and-programs.sql']),
    hashOf(['migrations/no-such-file.sql']),
    hashOf(['migrations'], ['another', 'machine']),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(hashOf(['migrations'])).toBe(all[0]);
});
