import { type CaseSummary, unresolvedStatuses } from '@caseroom/shared/case';
import {
  type BulkCheck,
  type BulkSend,
  type BulkSendWithCases,
  MAX_BULK_CASES,
  type NewBulkSend,
} from '@caseroom/shared/interim-bulk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { send } from '../../platform/http.ts';
import { useConnection, useLiveEvent } from '../../platform/live.ts';

interface List<T> {
  readonly items: readonly T[];
}

const keys = {
  all: ['bulk-sends'] as const,
  list: (programId: string) => ['bulk-sends', 'list', programId] as const,
  one: (id: string) => ['bulk-sends', 'one', id] as const,
  waiting: ['bulk-sends', 'waiting'] as const,
};

/** Who is to be written to: those with these numbers, else the unresolved ones these filters let through. */
export interface Whom {
  readonly numbers: readonly string[];
  readonly tag: string;
  readonly priority: string;
  readonly q: string;
}

/** As many as the list of cases answers at once. */
const CASES_AT_ONCE = 200;

async function readCases(query: Record<string, string | undefined>, signal: AbortSignal) {
  const found: CaseSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await send<{ items: CaseSummary[]; nextCursor?: string }>('GET', '/api/cases', {
      query: { ...query, sort: 'number', order: 'asc', limit: CASES_AT_ONCE, cursor },
      signal,
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && found.length < MAX_BULK_CASES);
  return { items: found.slice(0, MAX_BULK_CASES), isCut: cursor !== undefined };
}

/** The cases of a program that might be written to, by number; `isCut`: there are more than fit one bulk send. */
export const useReachable = (programId: string, { numbers, tag, priority, q }: Whom) =>
  useQuery({
    queryKey: ['cases', 'bulk', programId, numbers, tag, priority, q],
    queryFn: ({ signal }) =>
      readCases(
        numbers.length > 0
          ? { program: programId, number: numbers.join(',') }
          : { program: programId, status: unresolvedStatuses.join(','), tag, priority, q },
        signal,
      ),
  });

/** What each case would get; null while there is nothing to check. */
export const useBulkCheck = (programId: string, message: NewBulkSend | null) =>
  useQuery({
    queryKey: [...keys.all, 'check', programId, message],
    queryFn: ({ signal }) =>
      send<BulkCheck>('POST', `/api/programs/${programId}/bulk-sends/check`, {
        body: message ?? undefined,
        signal,
      }),
    enabled: message !== null,
    placeholderData: (held) => held,
  });

/** The same of what waits for a lead's word. */
export const useStoredCheck = (id: string) =>
  useQuery({
    queryKey: [...keys.all, 'check', id],
    queryFn: ({ signal }) => send<BulkCheck>('GET', `/api/bulk-sends/${id}/check`, { signal }),
  });

/** Newest first; live. */
export function useBulkSends(programId: string) {
  useBulkLive();
  return useQuery({
    queryKey: keys.list(programId),
    queryFn: async ({ signal }) =>
      (await send<List<BulkSend>>('GET', `/api/programs/${programId}/bulk-sends`, { signal })).items,
  });
}

/** What waits for this lead's word; live. */
export function useWaitingBulkSends(enabled: boolean) {
  useBulkLive();
  return useQuery({
    queryKey: keys.waiting,
    queryFn: async ({ signal }) =>
      (await send<List<BulkSend>>('GET', '/api/bulk-sends/waiting', { signal })).items,
    enabled,
  });
}

/** With how each case has fared; live. */
export function useBulkSend(id: string) {
  useBulkLive();
  return useQuery({
    queryKey: keys.one(id),
    queryFn: ({ signal }) => send<BulkSendWithCases>('GET', `/api/bulk-sends/${id}`, { signal }),
    enabled: id !== '',
  });
}

function useBulkLive(): void {
  const client = useQueryClient();
  const connection = useConnection();
  const readAgain = () => {
    for (const part of ['list', 'one', 'waiting'])
      void client.invalidateQueries({ queryKey: [...keys.all, part] });
  };
  useLiveEvent('bulk-sends:changed', readAgain);
  // A later connection may have missed something.
  useEffect(() => {
    if (connection > 1) void client.invalidateQueries({ queryKey: keys.all });
  }, [connection, client]);
}

/** Reads one again, as when one of its messages was delivered. */
export function useReadAgain(id: string): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: keys.one(id) });
}

export function useMakeBulkSend(programId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: NewBulkSend; key: string }) =>
      send<BulkSendWithCases>('POST', `/api/programs/${programId}/bulk-sends`, { body, idempotencyKey: key }),
    onSuccess: (made) => client.setQueryData(keys.one(made.id), made),
  });
}

export type BulkAct =
  | { readonly act: 'approve' | 'stop' }
  | { readonly act: 'return'; readonly comment: string }
  | { readonly act: 'carry-on'; readonly again: boolean };

export function useBulkAct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act, ...body }: BulkAct) =>
      send<BulkSendWithCases>('POST', `/api/bulk-sends/${id}/${act}`, {
        body: Object.keys(body).length > 0 ? body : undefined,
      }),
    onSuccess: (now) => client.setQueryData(keys.one(id), now),
    onSettled: () => client.invalidateQueries({ queryKey: keys.all }),
  });
}
