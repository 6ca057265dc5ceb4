import type {
  Interim,
  InterimChannel,
  InterimChoices,
  InterimOverride,
  InterimPreview,
  InterimReply,
  LogCall,
  NewInterim,
  NewPortalLink,
  PatchInterim,
  PortalLink,
  WaitingInterim,
} from '@caseroom/shared/interim';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';

interface List<T> {
  readonly items: readonly T[];
}

/** A case's messages to the customer, oldest first. Live by the case's ledger. */
export function useInterims(caseId: string) {
  return useQuery({
    queryKey: caseKeys.interims(caseId),
    queryFn: async ({ signal }) =>
      (await send<List<Interim>>('GET', `/api/cases/${caseId}/interims`, { signal })).items,
  });
}

const choicesKey = (caseId: string) => [...caseKeys.one(caseId), 'interim-choices'] as const;
export const useInterimChoices = (caseId: string, enabled = true) =>
  useQuery({
    queryKey: choicesKey(caseId),
    queryFn: ({ signal }) => send<InterimChoices>('GET', `/api/cases/${caseId}/interim-choices`, { signal }),
    enabled,
  });

export const useReplies = (caseId: string) =>
  useQuery({
    queryKey: caseKeys.replies(caseId),
    queryFn: async ({ signal }) =>
      (await send<List<InterimReply>>('GET', `/api/cases/${caseId}/interim-replies`, { signal })).items,
  });

/** Messages that wait for this person's word, over all their programs. */
export const useWaitingInterims = (enabled: boolean) =>
  useQuery({
    queryKey: caseKeys.waitingInterims,
    queryFn: async ({ signal }) =>
      (await send<List<WaitingInterim>>('GET', '/api/interims/waiting', { signal })).items,
    enabled,
  });

export const previewKey = (caseId: string, id: string) => [...caseKeys.interims(caseId), id] as const;

/** The exact words as they would leave now, and what the check says of them. Read again after each edit. */
export const usePreview = ({ caseId, id }: Pick<Interim, 'caseId' | 'id'>, enabled: boolean) =>
  useQuery({
    queryKey: previewKey(caseId, id),
    queryFn: ({ signal }) => send<InterimPreview>('GET', `/api/interims/${id}/preview`, { signal }),
    enabled,
    placeholderData: (held) => held,
  });

export function useBeginInterim(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: NewInterim; key: string }) =>
      send<Interim>('POST', `/api/cases/${caseId}/interims`, { body, idempotencyKey: key }),
    onSuccess: (made) => {
      put(client, made);
      return client.invalidateQueries({ queryKey: caseKeys.notes(caseId) });
    },
  });
}

export type InterimAct =
  | {
      readonly act: 'release' | 'approve';
      readonly seq: number;
      readonly hash: string;
      readonly overrides: readonly InterimOverride[];
    }
  | { readonly act: 'return'; readonly comment: string }
  | { readonly act: 'retry' }
  | { readonly act: 'call'; readonly call: LogCall };

/** Changes and acts on one message. Whatever comes of it, what is shown is read again. */
export function useInterimActs({ caseId, id }: Pick<Interim, 'caseId' | 'id'>) {
  const client = useQueryClient();
  const settle = () => {
    void client.invalidateQueries({ queryKey: caseKeys.interims(caseId) });
    void client.invalidateQueries({ queryKey: caseKeys.waitingInterims });
  };
  const change = useMutation({
    mutationFn: (patch: PatchInterim) => send<Interim>('PATCH', `/api/interims/${id}`, { body: patch }),
    onSuccess: (changed) => put(client, changed),
    onSettled: settle,
  });
  const act = useMutation({
    mutationFn: ({ key, ...what }: InterimAct & { key: string }) =>
      send<Interim>('POST', `/api/interims/${id}/${what.act}`, { body: bodyOf(what), idempotencyKey: key }),
    onSuccess: (changed) => {
      put(client, changed);
      void client.invalidateQueries({ queryKey: caseKeys.notes(caseId) });
    },
    onSettled: settle,
  });
  return { change, act };
}

function bodyOf(what: InterimAct): unknown {
  if (what.act === 'release' || what.act === 'approve') {
    const { seq, hash, overrides } = what;
    return { seq, hash, overrides };
  }
  if (what.act === 'return') return { comment: what.comment };
  return what.act === 'call' ? what.call : undefined;
}

function put(client: ReturnType<typeof useQueryClient>, changed: Interim): void {
  client.setQueryData<readonly Interim[]>(caseKeys.interims(changed.caseId), (held = []) =>
    held.some(({ id }) => id === changed.id)
      ? held.map((one) => (one.id === changed.id ? changed : one))
      : [...held, changed],
  );
}

// The customer's page

const linksKey = (caseId: string) => [...caseKeys.one(caseId), 'portal-links'] as const;

export const useLinks = (caseId: string) =>
  useQuery({
    queryKey: linksKey(caseId),
    queryFn: async ({ signal }) =>
      (await send<List<PortalLink>>('GET', `/api/cases/${caseId}/portal-links`, { signal })).items,
  });

export function useLinkActs(caseId: string) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: linksKey(caseId) });
  const add = useMutation({
    mutationFn: () => send<NewPortalLink>('POST', `/api/cases/${caseId}/portal-links`),
    onSettled,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => send<void>('DELETE', `/api/cases/${caseId}/portal-links/${id}`),
    onSettled,
  });
  return { add, revoke };
}

/** The channels in the order in which they are offered. */
export const channelOf = (choices: InterimChoices | undefined, channel: InterimChannel) =>
  choices?.channels.find((one) => one.channel === channel);
