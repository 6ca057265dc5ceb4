import { AsyncLocalStorage } from 'node:async_hooks';

/** The token through which a request acts. */
export interface Via {
  readonly tokenId: string;
  readonly name: string;
  /** For whom: what the same request sets off in somebody else's name does not come from the token. */
  readonly personId: string;
  /** The programs beyond which it reaches nothing; null: all that its person reaches. */
  readonly programIds: readonly string[] | null;
}

const storage = new AsyncLocalStorage<{ via: Via | null }>();

/**
 * Runs the work of one request. What it writes into ledgers says through which token; every act of every feature
 * would have to hand it on otherwise, and one that forgets would pass for the person's own. It ends with the work:
 * timers that were set meanwhile (a note's room outlives its first request) act for nobody's token.
 */
export async function runVia<T>(via: Via | null, work: () => Promise<T>): Promise<T> {
  if (!via) return work();
  const request: { via: Via | null } = { via };
  try {
    return await storage.run(request, work);
  } finally {
    request.via = null;
  }
}

/** The token through which this person acts now; null: by themselves, or they are not the one who acts. */
export function currentVia(personId: string | null): Via | null {
  const via = storage.getStore()?.via ?? null;
  return via !== null && via.personId === personId ? via : null;
}
