import { expect, it } from 'vitest';
import { describeAgent, plainAddress } from './user-agent.ts';

it.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0 Safari/537.36',
    'Chrome on Linux',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/143.0 Safari/537.36 Edg/143.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 (KHTML, like Gecko) Version/18 Safari/605',
    'Safari on macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Safari/604',
    'Safari on iOS',
  ],
  ['curl/8.5.0', 'curl/8.5.0'],
  [null, 'Unknown browser'],
])('%j is %j', (agent, words) => {
  expect(describeAgent(agent)).toBe(words);
});

it('unwraps only mapped IPv4 addresses', () => {
  expect(['::ffff:127.0.0.1', '::ffff:abcd', '2001:db8::1'].map(plainAddress)).toEqual([
    '127.0.0.1',
    '::ffff:abcd',
    '2001:db8::1',
  ]);
});
