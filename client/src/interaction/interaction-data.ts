import type {
  Interaction,
  NewInteraction,
  NewTranscript,
  PatchInteraction,
  TranscriptReading,
  UnderWay,
} from '@caseroom/shared/interaction';
import type { Transcript } from '@caseroom/shared/transcript';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';

/** A case's contacts, in the order in which they began. Live by the case's ledger. */
export function useInteractions(caseId: string) {
  return useQuery({
    queryKey: caseKeys.interactions(caseId),
    queryFn: async ({ signal }) =>
      (await send<{ items: readonly Interaction[] }>('GET', `/api/cases/${caseId}/interactions`, { signal }))
        .items,
  });
}

/** What was said. A transcript never changes; another one is another transcript. */
export function useTranscript({ id, transcript }: Interaction) {
  return useQuery({
    queryKey: [...caseKeys.transcript(id), transcript?.at],
    queryFn: async ({ signal }) =>
      (await send<Transcript>('GET', `/api/interactions/${id}/transcript`, { signal })).turns,
    enabled: transcript !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useUnderWay() {
  return useQuery({
    queryKey: caseKeys.underWay,
    queryFn: async ({ signal }) =>
      (await send<UnderWay>('GET', '/api/interactions/under-way', { signal })).item,
  });
}

/** Puts what the server answered in its place, and reads again what follows from it. */
function useHeld() {
  const client = useQueryClient();
  return (held: Interaction) => {
    client.setQueryData<readonly Interaction[]>(
      caseKeys.interactions(held.caseId),
      (items) => items && byStart([...items.filter(({ id }) => id !== held.id), held]),
    );
    void client.invalidateQueries({ queryKey: caseKeys.underWay });
  };
}

const byStart = (items: Interaction[]): readonly Interaction[] =>
  items.sort((a, b) => a.startedAt.localeCompare(b.startedAt) || a.loggedAt.localeCompare(b.loggedAt));

export function useLogInteraction(caseId: string) {
  const onSuccess = useHeld();
  return useMutation({
    mutationFn: ({ body, key }: { readonly body: NewInteraction; readonly key: string }) =>
      send<Interaction>('POST', `/api/cases/${caseId}/interactions`, { body, idempotencyKey: key }),
    onSuccess,
  });
}

export function useEditInteraction() {
  const onSuccess = useHeld();
  return useMutation({
    mutationFn: ({ id, patch }: { readonly id: string; readonly patch: PatchInteraction }) =>
      send<Interaction>('PATCH', `/api/interactions/${id}`, { body: patch }),
    onSuccess,
  });
}

export function useAttachTranscript(id: string) {
  const onSuccess = useHeld();
  return useMutation({
    mutationFn: (body: NewTranscript) =>
      send<Interaction>('PUT', `/api/interactions/${id}/transcript`, { body }),
    onSuccess,
  });
}

export function useRemoveTranscript(id: string) {
  const onSuccess = useHeld();
  return useMutation({
    mutationFn: () => send<Interaction>('DELETE', `/api/interactions/${id}/transcript`),
    onSuccess,
  });
}

export interface ToRead {
  readonly file: Blob;
  readonly name: string;
  readonly dialogue?: number | undefined;
}
/** Reads a file, or a pasted text, as a transcript to look over; nothing is kept. */
export function useReadTranscript(caseId: string) {
  return useMutation({
    mutationFn: ({ file, name, dialogue }: ToRead) =>
      send<TranscriptReading>('POST', `/api/cases/${caseId}/transcript-readings`, {
        query: { name, dialogue },
        file,
      }),
  });
}
