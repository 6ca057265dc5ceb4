import { expect, test } from 'vitest';
import { type LimitName, limitNames, networkOf, signInLimits, waitBeforeSignIn_s } from './sign-in-rules.ts';

const now = new Date('2026-03-02T09:00:00Z');
const none = { pair: [], account: [], address: [] };

/** `count` failures, one a second, the newest `ago_s` before now. */
const failures = (count: number, ago_s: number) =>
  Array.from({ length: count }, (_, i) => new Date(now.getTime() - (ago_s + i) * 1_000));

test('nobody waits who has not failed', () => {
  expect(waitBeforeSignIn_s(none, now)).toBe(0);
});

test.each(limitNames.map((name) => [name, signInLimits[name]] as const))(
  'the limit of one %s: free below it, then a wait until its oldest failure is forgotten',
  (name: LimitName, { failures: limit, window_min }) => {
    const window_s = window_min * 60;
    const wait = (count: number, ago_s: number) =>
      waitBeforeSignIn_s({ ...none, [name]: failures(count, ago_s) }, now);
    expect(wait(limit - 1, 0)).toBe(0);
    expect(wait(limit, 0)).toBe(window_s - (limit - 1));
    expect(wait(limit, window_s - limit)).toBe(1);
    expect(wait(limit, window_s - limit + 1)).toBe(0);
    expect(wait(limit + 5, 0)).toBe(window_s - (limit - 1));
  },
);

test('the longest of several waits counts', () => {
  const all = { pair: failures(10, 60), account: failures(50, 0), address: failures(100, 0) };
  expect(waitBeforeSignIn_s(all, now)).toBe(60 * 60 - 49);
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff::9', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['', 'unknown'],
  [undefined, 'unknown'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
