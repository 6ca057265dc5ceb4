import { useState } from 'react';
import { isRequestError } from '../platform/http.ts';

/** Nothing answered: what was asked for may have happened or not. */
export const isAway = (error: unknown): boolean =>
  isRequestError(error, 'unreachable') || isRequestError(error, 'unavailable');

/**
 * The Idempotency-Key of an act. It is kept over silence, so that trying again acts once; after an answer, a refusal
 * too, the next try is an act of its own and may say something else.
 */
export function useAttempt() {
  const [key, setKey] = useState(() => crypto.randomUUID());
  return {
    key,
    settled(error: unknown) {
      if (!isAway(error)) setKey(crypto.randomUUID());
    },
  };
}
