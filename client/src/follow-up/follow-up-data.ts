import type { FollowUp, ListFollowUps } from '@caseroom/shared/follow-up';
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { caseKeys } from '../case/keys.ts';
import { rightNow } from '../platform/clock.ts';
import { send } from '../platform/http.ts';
import { useConnection, useLiveEvent } from '../platform/live.ts';

interface List {
  readonly items: readonly FollowUp[];
}

const lists = ['follow-ups'] as const;

export function useFollowUps(query: ListFollowUps, enabled = true) {
  return useQuery({
    queryKey: [...lists, query],
    queryFn: async ({ signal }) => (await send<List>('GET', '/api/follow-ups', { query, signal })).items,
    enabled,
  });
}

export const useMyFollowUps = () => useFollowUps({ of: 'mine', state: 'open' });

export function useCaseFollowUps(caseId: string) {
  return useQuery({
    queryKey: caseKeys.followUps(caseId),
    queryFn: async ({ signal }) =>
      (await send<List>('GET', `/api/cases/${caseId}/follow-ups`, { signal })).items,
  });
}

/** Keeps every list as the server has it: hints come on the live socket, and after an absence all is read again. */
export function useFollowUpsLive(): void {
  const client = useQueryClient();
  const connection = useConnection();
  useEffect(() => {
    if (connection > 1) void client.invalidateQueries({ queryKey: lists });
  }, [client, connection]);
  useLiveEvent('follow-ups:changed', () => {
    void client.invalidateQueries({ queryKey: lists });
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[2] === 'follow-ups' });
  });
}

/** Ticks a follow-up in its note. It shows at once, and goes back if the server says no. */
export function useTick() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, done }: { id: string; done: boolean }) =>
      send<FollowUp>('POST', `/api/follow-ups/${id}`, { body: { done } }),
    onMutate: ({ id, done }) => {
      const at = rightNow().toISOString();
      change(client, id, (held) => ({ ...held, done: done ? { by: null, at } : null }));
    },
    onSuccess: (ticked) => change(client, ticked.id, () => ticked),
    onSettled: (_ticked, error) => {
      if (error) void client.invalidateQueries({ queryKey: lists });
      if (error) void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[2] === 'follow-ups' });
    },
  });
}

function change(client: QueryClient, id: string, to: (held: FollowUp) => FollowUp): void {
  const inList = (held: readonly FollowUp[] | undefined) =>
    held?.map((followUp) => (followUp.id === id ? to(followUp) : followUp));
  client.setQueriesData<readonly FollowUp[]>({ queryKey: lists }, inList);
  client.setQueriesData<readonly FollowUp[]>(
    { predicate: ({ queryKey }) => queryKey[2] === 'follow-ups' },
    inList,
  );
}
