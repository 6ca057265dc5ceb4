import { QueryClient } from '@tanstack/react-query';
import { RequestError } from './http.ts';

const MAX_RETRIES = 3;
const STALE_AFTER_MS = 30_000;
/** Longest wait between two tries of one read. */
const MAX_RETRY_WAIT_MS = 8_000;

/** Reads are retried when nothing answered; a refusal is an answer and is shown at once. */
const shouldRetry = (failures: number, error: unknown): boolean =>
  failures < MAX_RETRIES &&
  error instanceof RequestError &&
  ['unreachable', 'unavailable'].includes(error.problem.code);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: shouldRetry,
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, MAX_RETRY_WAIT_MS) * (0.75 + Math.random() / 2),
      staleTime: STALE_AFTER_MS,
      networkMode: 'always',
    },
    // Writes are never repeated behind a person's back.
    mutations: { retry: false, networkMode: 'always' },
  },
});
