import { expect, test } from 'vitest';
import { isAllowedOrigin } from './origin.ts';

const config = { allowedOrigins: ['https://desk.example'] };
const here = { host: 'rooms.example:8080', protocol: 'http' };

test.each([
  ['our own page', { ...here, origin: 'http://rooms.example:8080' }],
  [
    'our own page, the host in capitals',
    { ...here, host: 'Rooms.Example:8080', origin: 'http://rooms.example:8080' },
  ],
  [
    'a default port that only one side spells out',
    { host: 'rooms.example:443', protocol: 'https', origin: 'https://rooms.example' },
  ],
  ['our page behind a proxy that ends TLS', { ...here, origin: 'https://rooms.example:8080' }],
  ['a configured origin', { ...here, origin: 'https://desk.example' }],
])('%s may write', (_name, from) => {
  expect(isAllowedOrigin(config, from)).toBe(true);
});

test.each([
  ['another site', { ...here, origin: 'http://evil.example' }],
  ['another port of our host', { ...here, origin: 'http://rooms.example:9090' }],
  ['a host that begins like ours', { ...here, origin: 'http://rooms.example:8080.evil.example' }],
  [
    'an http page of a host that is reached by https',
    { host: 'rooms.example', protocol: 'https', origin: 'http://rooms.example' },
  ],
  ['an http page of a configured https origin', { ...here, origin: 'http://desk.example' }],
  ['a page without an origin', { ...here, origin: 'null' }],
  ['an empty origin', { ...here, origin: '' }],
  ['an origin with a path', { ...here, origin: 'https://desk.example/' }],
  ['credentials in front of our host', { ...here, origin: 'http://a@rooms.example:8080' }],
  ['an origin of another scheme', { ...here, origin: 'file://rooms.example:8080' }],
])('%s may not', (_name, from) => {
  expect(isAllowedOrigin(config, from)).toBe(false);
});
