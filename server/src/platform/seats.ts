import type { Db } from './db.ts';
import { currentVia } from './via.ts';

/** The programs to which the token is limited through which this person acts now; null: no limit. */
export const programLimitOf = (personId: string): readonly string[] | null =>
  currentVia(personId)?.programIds ?? null;

/**
 * The rows of `membership` of whoever asks: all of theirs, or through a token that is limited to programs those. It
 * stands where `membership` would in every query that asks what the asker may see or do.
 */
export const ownSeats = (db: Db, personId: string) => {
  const limit = programLimitOf(personId);
  const within = limit === null ? db`` : db`and program_id = any(${[...limit]}::uuid[])`;
  return db`(select * from membership where person_id = ${personId} ${within})`;
};
