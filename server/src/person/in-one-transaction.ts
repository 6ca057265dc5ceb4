import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import type { Sql, Tx } from '../platform/db.ts';

/** Carries a refusal out of a transaction that must be rolled back. */
class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

/** Runs `work` in a transaction that a refusal rolls back: nothing of a refused change stays. */
export async function inOneTransaction<T>(
  sql: Sql,
  work: (tx: Tx) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  try {
    const result = await sql.begin(async (tx) => {
      const value = await work(tx);
      if (isRefusal(value)) throw new Refused(value);
      return { value };
    });
    return result.value as T;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}
