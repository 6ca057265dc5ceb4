import { hash, type Options, parseOptions, verify } from '@node-rs/argon2';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane; about 10 ms, off the event loop. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options;

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

export interface Verdict {
  readonly ok: boolean;
  /** Set when the password is right and its hash was made at another cost than today's: store this one instead. */
  readonly rehashed?: string;
}

/**
 * Compares a password with a stored argon2id hash. Null, for an account that does not exist or has no password
 * yet, costs the same time as a wrong password and is never right.
 */
export async function checkPassword(stored: string | null, password: string): Promise<Verdict> {
  const ok = await verify(stored ?? (await decoy()), password);
  if (!ok || stored === null) return { ok: false };
  return isCurrent(stored) ? { ok } : { ok, rehashed: await hashPassword(password) };
}

function isCurrent(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(stored);
  return memoryCost === COST.memoryCost && timeCost === COST.timeCost && parallelism === COST.parallelism;
}

let decoyHash: Promise<string> | undefined;

/** The hash of a password nobody has; the same work as any other. */
function decoy(): Promise<string> {
  decoyHash ??= hashPassword(crypto.randomUUID());
  return decoyHash;
}

/** Makes the decoy, so that not even the first sign-in takes longer for an unknown account. */
export async function preparePasswords(): Promise<void> {
  await decoy();
}
