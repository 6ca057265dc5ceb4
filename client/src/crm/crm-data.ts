import type {
  CaseCrm,
  CompleteCrmConsent,
  CrmConnection,
  CrmConsent,
  CrmLink,
  CrmQueue,
  CrmRecord,
  EditCrmConnection,
  LinkCrm,
  NewCrmConnection,
  SearchCrm,
  SetCrmPolling,
} from '@caseroom/shared/crm';
import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { nowMs } from '../platform/clock.ts';
import { send } from '../platform/http.ts';
import { useConnection, useLiveEvent } from '../platform/live.ts';

const keys = {
  ofCase: (caseId: string) => ['case', caseId, 'crm'] as const,
  ofPrograms: ['admin', 'crm'] as const,
  ofProgram: (programId: string) => ['admin', 'crm', programId] as const,
};

/** Reads something again whenever the live socket says so, and after it was away. */
function useFollowed(queryKey: QueryKey, isMine: (caseId: string) => boolean): void {
  const client = useQueryClient();
  const connection = useConnection();
  const key = JSON.stringify(queryKey);
  useLiveEvent('crm:changed', ({ caseId }) => {
    if (isMine(caseId)) void client.invalidateQueries({ queryKey });
  });
  useEffect(() => {
    if (connection > 1) void client.invalidateQueries({ queryKey: JSON.parse(key) });
  }, [client, connection, key]);
}

export function useCaseCrm(caseId: string) {
  const queryKey = keys.ofCase(caseId);
  useFollowed(queryKey, (changed) => changed === caseId);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => send<CaseCrm>('GET', `/api/cases/${caseId}/crm`, { signal }),
  });
}

/** Everything that is done to a case's linked records; each answers how they stand then. */
export function useCrmActs(caseId: string) {
  const client = useQueryClient();
  const path = `/api/cases/${caseId}/crm`;
  const onSuccess = (held: CaseCrm) => client.setQueryData(keys.ofCase(caseId), held);
  return {
    link: useMutation({
      mutationFn: (body: LinkCrm) => send<CaseCrm>('POST', `${path}/links`, { body }),
      onSuccess,
    }),
    unlink: useMutation({
      mutationFn: (linkId: string) => send<CaseCrm>('DELETE', `${path}/links/${linkId}`),
      onSuccess,
    }),
    refresh: useMutation({
      mutationFn: (linkId: string) => send<CaseCrm>('POST', `${path}/links/${linkId}/refresh`),
      onSuccess,
    }),
    again: useMutation({
      mutationFn: (writeId: string) => send<CaseCrm>('POST', `${path}/writes/${writeId}/again`),
      onSuccess,
    }),
  };
}

/** Facts older than this, ms, are read anew when somebody opens the case. */
const STALE_MS = 10 * 60_000;

/** Reads a record's facts anew where they are old, once. Answers what the provider said when it could not. */
export function useFreshFacts(caseId: string, { id, factsAt }: CrmLink, mayRead: boolean): Error | null {
  const { refresh } = useCrmActs(caseId);
  const { mutate, error } = refresh;
  useEffect(() => {
    if (mayRead && nowMs() - Date.parse(factsAt) > STALE_MS) mutate(id);
  }, [mutate, id, factsAt, mayRead]);
  return error;
}

export const useSearchRecords = (caseId: string) =>
  useMutation({
    mutationFn: async (body: SearchCrm) =>
      (await send<{ items: readonly CrmRecord[] }>('POST', `/api/cases/${caseId}/crm/search`, { body }))
        .items,
  });

// Administration

export function useCrmQueue(programId: string) {
  const queryKey = keys.ofProgram(programId);
  useFollowed(queryKey, () => true);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      send<CrmQueue>('GET', '/api/admin/crm', { query: { program: programId }, signal }),
  });
}

const path = '/api/admin/crm/connections';

export function useConnectionActs() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: keys.ofPrograms });
  return {
    add: useMutation({
      mutationFn: (body: NewCrmConnection) => send<CrmConnection>('POST', path, { body }),
      onSuccess,
    }),
    edit: useMutation({
      mutationFn: ({ id, body }: { id: string; body: EditCrmConnection }) =>
        send<CrmConnection>('PATCH', `${path}/${id}`, { body }),
      onSuccess,
    }),
    test: useMutation({
      mutationFn: (id: string) => send<CrmConnection>('POST', `${path}/${id}/test`),
      onSuccess,
    }),
    disconnect: useMutation({
      mutationFn: (id: string) => send<void>('DELETE', `${path}/${id}`),
      onSuccess,
    }),
    allAgain: useMutation({
      mutationFn: (id: string) => send<CrmQueue>('POST', `${path}/${id}/again`),
      onSuccess,
    }),
    /** Leaves this page for the provider's. */
    consent: useMutation({
      mutationFn: (id: string) => send<CrmConsent>('POST', `${path}/${id}/consent`),
      onSuccess: ({ url }) => window.location.assign(url),
    }),
  };
}

export function usePollingActs(id: string) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: keys.ofPrograms });
  return {
    set: useMutation({
      mutationFn: (body: SetCrmPolling) => send<CrmConnection>('PUT', `${path}/${id}/polling`, { body }),
      onSettled,
    }),
    ask: useMutation({
      mutationFn: () => send<CrmConnection>('POST', `${path}/${id}/poll`),
      onSettled,
    }),
  };
}

export function useQueueActs() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, what }: { id: string; what: 'again' | 'discard' }) =>
      send<void>('POST', `/api/admin/crm/queue/${id}/${what}`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.ofPrograms }),
  });
}

export const useCompleteConsent = () =>
  useMutation({
    mutationFn: (body: CompleteCrmConsent) =>
      send<CrmConnection>('POST', '/api/admin/crm/consents', { body }),
  });
