/** How many failed sign-ins are too many, and for how long. */

/** One limit: at most `failures` within `window_min` for whatever the key names. */
export interface Limit {
  readonly failures: number;
  readonly window_min: number;
}

/**
 * - `pair`, one account from one address: the person who mistypes, and the one who guesses at them. Small,
 *   because somebody guessing here locks out nobody who sits elsewhere.
 * - `account`, from anywhere: guessing spread over many addresses. NIST SP 800-63B §5.2.2 allows no more than 100.
 * - `address`, any account: trying one password on everybody. Large, because a whole floor shares an address.
 */
export const signInLimits = {
  pair: { failures: 10, window_min: 15 },
  account: { failures: 50, window_min: 60 },
  address: { failures: 100, window_min: 15 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof signInLimits;
export const limitNames = Object.keys(signInLimits) as LimitName[];

/** Failures older than this count for nothing and are forgotten, minutes. */
export const LONGEST_WINDOW_MIN = Math.max(...limitNames.map((name) => signInLimits[name].window_min));

/** The newest failures under each limit's key, newest first; at least as many as the limit allows, where there are. */
export type Failures = Readonly<Record<LimitName, readonly Date[]>>;

const MS_PER_MINUTE = 60_000;
const MS_PER_SECOND = 1_000;

/** Whole seconds until another attempt is allowed; 0 when it is allowed now. */
export function waitBeforeSignIn_s(failures: Failures, now: Date): number {
  const waits = limitNames.map((name) => waitUnder(signInLimits[name], failures[name], now));
  return Math.ceil(Math.max(0, ...waits) / MS_PER_SECOND);
}

/** An attempt is allowed again when the oldest of the failures that fill the limit leaves the window. */
function waitUnder({ failures, window_min }: Limit, newestFirst: readonly Date[], now: Date): number {
  const oldest = newestFirst[failures - 1];
  return oldest ? oldest.getTime() + window_min * MS_PER_MINUTE - now.getTime() : 0;
}

const IPV4_IN_IPV6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const IPV6_GROUPS = 8;
/** A home or an office is given a /64, four groups: every address in it is one sender. */
const NETWORK_GROUPS = 4;

/** What counts as one address: an IPv4 address, or the /64 network of an IPv6 address. */
export function networkOf(address: string | undefined): string {
  const bare = (address ?? '').replace(/%.*$/, '').toLowerCase();
  const inside = IPV4_IN_IPV6.exec(bare)?.[1];
  if (inside) return inside;
  if (!bare.includes(':')) return bare || 'unknown';
  const [head = '', tail] = bare.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : IPV6_GROUPS - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right];
  return `${groups
    .slice(0, NETWORK_GROUPS)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
