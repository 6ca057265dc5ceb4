import type { AuditEvent, LedgerCheck } from '@caseroom/shared/audit';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { type Query, send } from '../platform/http.ts';

const PAGE_SIZE = 100;

interface AuditPage {
  readonly items: readonly AuditEvent[];
  readonly nextCursor?: string;
}

export function useAuditEvents(query: Query) {
  return useInfiniteQuery({
    queryKey: ['audit', 'events', query],
    queryFn: ({ pageParam, signal }) =>
      send<AuditPage>('GET', '/api/audit/events', {
        query: { ...query, cursor: pageParam, limit: PAGE_SIZE },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** Reads whole ledgers: asked for by a person, never in passing. */
export const useVerify = () =>
  useMutation({ mutationFn: () => send<LedgerCheck>('GET', '/api/audit/verify', { alone: true }) });
