import { createHash } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { Db, Sql, Tx } from '../platform/db.ts';
import {
  type Failures,
  type LimitName,
  LONGEST_WINDOW_MIN,
  limitNames,
  networkOf,
  signInLimits,
  waitBeforeSignIn_s,
} from './sign-in-rules.ts';

/** One attempt to sign in, by what it claims: the account need not exist. */
export interface Attempt {
  readonly email: string;
  readonly address: string | undefined;
}

/** An attempt that may go on. It counts as failed until it is settled. */
export interface Admitted {
  readonly keys: Readonly<Record<LimitName, string>>;
  readonly at: Date;
}

/**
 * Counts an attempt as failed before its password is looked at, so that many at once, over any number of
 * processes, cannot slip in between counting and failing. `wait_s`: too many failed already.
 */
export async function admitAttempt(
  { sql, clock }: { readonly sql: Sql; readonly clock: Clock },
  attempt: Attempt,
): Promise<Admitted | { readonly wait_s: number }> {
  const keys = keysOf(attempt);
  const at = clock.now();
  return sql.begin(async (tx) => {
    // In one order everywhere, so that two attempts cannot wait for each other.
    for (const key of Object.values(keys).toSorted())
      await tx`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
    const wait_s = waitBeforeSignIn_s(await readFailures(tx, keys), at);
    if (wait_s > 0) return { wait_s };
    await tx`insert into sign_in_failure ${tx(Object.values(keys).map((key) => ({ key, at })))}`;
    return { keys, at };
  });
}

/** The attempt succeeded: the account's failures are forgotten, and the address is not charged for this one. */
export async function settleAttempt(db: Db, { keys, at }: Admitted): Promise<void> {
  await db`delete from sign_in_failure where key in ${db([keys.account, keys.pair])}`;
  await db`
    delete from sign_in_failure
    where ctid = (select ctid from sign_in_failure where key = ${keys.address} and at = ${at} limit 1)`;
}

/** Forgets failures that no limit looks at any more. Returns how many. */
export async function sweepSignInFailures({
  sql,
  clock,
}: {
  readonly sql: Sql;
  readonly clock: Clock;
}): Promise<number> {
  const gone = await sql`
    delete from sign_in_failure where at < ${clock.now()}::timestamptz - make_interval(mins => ${LONGEST_WINDOW_MIN})`;
  return gone.count;
}

async function readFailures(tx: Tx, keys: Admitted['keys']): Promise<Failures> {
  const read = async (name: LimitName) => {
    const rows = await tx<{ at: Date }[]>`
      select at from sign_in_failure where key = ${keys[name]} order by at desc limit ${signInLimits[name].failures}`;
    return rows.map((row) => row.at);
  };
  const lists = await Promise.all(limitNames.map(read));
  return Object.fromEntries(limitNames.map((name, i) => [name, lists[i]])) as unknown as Failures;
}

/** The e-mail is hashed: people type passwords into its field, and this table is no list of accounts. */
function keysOf({ email, address }: Attempt): Admitted['keys'] {
  const account = createHash('sha256').update(email).digest('base64url');
  const network = networkOf(address);
  return { pair: `pair:${account}@${network}`, account: `account:${account}`, address: `address:${network}` };
}
