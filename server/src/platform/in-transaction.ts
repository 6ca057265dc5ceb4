import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import type { Sql, Tx } from './db.ts';

class Undo extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

/** What was refused half-way leaves nothing behind. */
export async function inTransaction<T>(
  sql: Sql,
  work: (tx: Tx) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  try {
    return (await sql.begin(async (tx) => {
      const result = await work(tx);
      if (isRefusal(result)) throw new Undo(result);
      return result;
    })) as T;
  } catch (error) {
    if (error instanceof Undo) return error.refusal;
    throw error;
  }
}
