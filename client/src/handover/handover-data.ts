import type {
  BalancedItem,
  BuildHandover,
  CaseHandover,
  Handover,
  HandoverCandidate,
  HandoverSignature,
  HandoverSummary,
  ListHandovers,
} from '@caseroom/shared/handover';
import type { Note } from '@caseroom/shared/note';
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { caseKeys } from '../case/keys.ts';
import { noteKeys } from '../note/note-keys.ts';
import { send } from '../platform/http.ts';
import { useConnection, useLiveEvent } from '../platform/live.ts';

interface List<T> {
  readonly items: readonly T[];
}

const all = ['handovers'] as const;
const keys = {
  list: (of: ListHandovers['of']) => [...all, 'list', of] as const,
  one: (id: string) => [...all, 'one', id] as const,
  candidates: (id: string) => [...all, 'candidates', id] as const,
  signatures: (id: string) => [...all, 'signatures', id] as const,
};

/** How long a choice of receivers counts as fresh: presence and load move all the time, ms. */
const CANDIDATES_FRESH_MS = 20_000;
/** A pause this long in a note's typing, and the packet is read again, ms. */
const AFTER_TYPING_MS = 500;

export function useHandovers(of: ListHandovers['of'], enabled = true) {
  return useQuery({
    queryKey: keys.list(of),
    queryFn: async ({ signal }) =>
      (await send<List<HandoverSummary>>('GET', '/api/handovers', { query: { of }, signal })).items,
    enabled,
  });
}

export function useHandover(id: string) {
  return useQuery({
    queryKey: keys.one(id),
    queryFn: ({ signal }) => send<Handover>('GET', `/api/handovers/${id}`, { signal }),
  });
}

export function useCandidates(id: string, enabled: boolean) {
  return useQuery({
    queryKey: keys.candidates(id),
    queryFn: async ({ signal }) =>
      (await send<List<HandoverCandidate>>('GET', `/api/handovers/${id}/candidates`, { signal })).items,
    staleTime: CANDIDATES_FRESH_MS,
    enabled,
  });
}

export function useSignatures(id: string) {
  return useQuery({
    queryKey: keys.signatures(id),
    queryFn: async ({ signal }) =>
      (await send<List<HandoverSignature>>('GET', `/api/handovers/${id}/signatures`, { signal })).items,
  });
}

export function useCaseHandovers(caseId: string) {
  return useQuery({
    queryKey: caseKeys.handovers(caseId),
    queryFn: async ({ signal }) =>
      (await send<List<CaseHandover>>('GET', `/api/cases/${caseId}/handovers`, { signal })).items,
  });
}

/** A packet's note, to be written in where the case's other notes are not shown. */
export function useHandoverNote(noteId: string) {
  return useQuery({
    queryKey: noteKeys.one(noteId),
    queryFn: ({ signal }) => send<Note>('GET', `/api/notes/${noteId}`, { signal }),
  });
}

/** Reads packets again when the server hints that they changed, and after an absence. Mount once, in the shell. */
export function useHandoversLive(): void {
  const client = useQueryClient();
  const connection = useConnection();
  useEffect(() => {
    if (connection > 1) void client.invalidateQueries({ queryKey: all });
  }, [client, connection]);
  useLiveEvent('handovers:changed', () => void client.invalidateQueries({ queryKey: all }));
}

/** Reads a packet again once its notes have been quiet for a moment: what they say decides what is missing. */
export function useReadAgain(id: string): () => void {
  const client = useQueryClient();
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return useCallback(() => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(
      () => void client.invalidateQueries({ queryKey: keys.one(id) }),
      AFTER_TYPING_MS,
    );
  }, [client, id]);
}

export function useBuild() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: BuildHandover; key: string }) =>
      send<Handover>('POST', '/api/handovers', { body, idempotencyKey: key }),
    onSuccess: (built) => put(client, built),
    onSettled: () => void client.invalidateQueries({ queryKey: [...all, 'list'] }),
  });
}

/** An act on a packet, by its address. Every one answers the whole packet. */
export interface HandoverAct {
  readonly method?: 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  readonly key?: string;
}

/** Addresses of acts. */
export const packetPath = (id: string, rest = ''): string => `/api/handovers/${id}${rest}`;
export const itemPath = (id: string, caseId: string, act: string): string =>
  packetPath(id, `/items/${caseId}/${act}`);
export const answerPath = (questionId: string): string => `/api/handover-questions/${questionId}/answer`;

/** Acts on a packet and shows what the server made of it; after a refusal the truth is read again. */
export function useHandoverAct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ method = 'POST', path, body, key }: HandoverAct) =>
      send<Handover>(method, path, {
        ...(body === undefined ? {} : { body }),
        ...(key === undefined ? {} : { idempotencyKey: key }),
      }),
    onSuccess: (held) => put(client, held),
    onError: () => void client.invalidateQueries({ queryKey: keys.one(id) }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: [...all, 'list'] });
      void client.invalidateQueries({ queryKey: keys.candidates(id) });
      void client.invalidateQueries({ queryKey: keys.signatures(id) });
    },
  });
}
export type HandoverActs = ReturnType<typeof useHandoverAct>;

const put = (client: QueryClient, held: Handover) => client.setQueryData<Handover>(keys.one(held.id), held);

/** Who would take what, by load and skill. Nothing is chosen by asking. */
export const proposeBalance = (id: string): Promise<readonly BalancedItem[]> =>
  send<List<BalancedItem>>('GET', packetPath(id, '/balance')).then(({ items }) => items);
