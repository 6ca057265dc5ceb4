import type { SignIn } from '@caseroom/shared/people';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import { checkPassword } from './password.ts';
import { beginSession, endSession } from './session.ts';
import type { SignedInFrom } from './session-store.ts';
import { type Admitted, admitAttempt, settleAttempt } from './sign-in-attempts.ts';

export interface Entered {
  readonly personId: string;
  /** For the cookie, and nothing else. */
  readonly token: string;
}

interface Account {
  readonly id: string;
  readonly passwordHash: string | null;
  readonly disabled: boolean;
}

/**
 * Checks a password and begins a session in place of `previousSessionId`, if the same browser had one. Whether
 * an account exists shows neither in the answer nor in the time it takes, nor in who has to wait.
 */
export async function signIn(
  deps: { readonly sql: Sql; readonly clock: Clock },
  { email, password }: SignIn,
  from: SignedInFrom,
  previousSessionId: string | null,
): Promise<Entered | Refusal> {
  const admitted = await admitAttempt(deps, { email, address: from.address ?? undefined });
  if ('wait_s' in admitted)
    return refuse('too-fast', waitSentence(admitted.wait_s), { retryAfter_s: admitted.wait_s });
  const [account] = await deps.sql<Account[]>`
    select id, password_hash as "passwordHash", disabled_at is not null as disabled from person where email = ${email}`;
  const { ok, rehashed } = await checkPassword(account?.passwordHash ?? null, password);
  if (!account || !ok) return refuse('bad-credentials');
  if (account.disabled)
    return refuse('no-access', 'This account is disabled. Ask an administrator of your floor.');
  return enter(deps.sql, { account, rehashed, from, previousSessionId, admitted });
}

interface Entry {
  readonly account: Account;
  readonly rehashed: string | undefined;
  readonly from: SignedInFrom;
  readonly previousSessionId: string | null;
  readonly admitted: Admitted;
}

async function enter(
  sql: Sql,
  { account, rehashed, from, previousSessionId, admitted }: Entry,
): Promise<Entered | Refusal> {
  return sql.begin(async (tx) => {
    // The password that was checked is still the one: a reset in between has ended every session, this one too.
    const [still] = await tx`
      update person set password_hash = ${rehashed ?? account.passwordHash}, last_seen_at = now()
      where id = ${account.id} and password_hash = ${account.passwordHash} and disabled_at is null returning 1`;
    if (!still) return refuse('bad-credentials');
    await settleAttempt(tx, admitted);
    if (previousSessionId) await endSession(tx, previousSessionId);
    return { personId: account.id, token: await beginSession(tx, account.id, from) };
  });
}

const SECONDS_PER_MINUTE = 60;

function waitSentence(wait_s: number): string {
  const minutes = Math.ceil(wait_s / SECONDS_PER_MINUTE);
  return `Too many failed attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
}
