import type { NoteRecheck, RecheckItem, SetRecheck } from '@caseroom/shared/recheck';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { caseKeys } from '../../case/keys.ts';
import { send } from '../../platform/http.ts';

interface List<T> {
  readonly items: readonly T[];
}

/** When the notes of a case are looked at again. The ledger tells of changes. */
export const useCaseRechecks = (caseId: string) =>
  useQuery({
    queryKey: caseKeys.rechecks(caseId),
    queryFn: async ({ signal }) =>
      (await send<List<NoteRecheck>>('GET', `/api/cases/${caseId}/rechecks`, { signal })).items,
  });

/** Acts on one note's day; every list is read as it is then. */
function useRecheckAct<T>(caseId: string, act: (body: T) => Promise<List<NoteRecheck>>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: ({ items }) => {
      client.setQueryData(caseKeys.rechecks(caseId), items);
      void client.invalidateQueries({ queryKey: caseKeys.recheckLists });
    },
  });
}

export const useSetRecheck = (caseId: string, noteId: string) =>
  useRecheckAct(caseId, (body: SetRecheck) =>
    send<List<NoteRecheck>>('PUT', `/api/notes/${noteId}/recheck`, { body }),
  );

export const useStillRight = ({ noteId, caseId }: { readonly noteId: string; readonly caseId: string }) =>
  useRecheckAct(caseId, (_: undefined) =>
    send<List<NoteRecheck>>('POST', `/api/notes/${noteId}/recheck/still-right`),
  );

export interface RecheckQuery {
  readonly of: 'mine' | 'team';
  readonly state: 'due' | 'later';
  readonly program?: string | undefined;
}
export const useRechecks = (query: RecheckQuery) =>
  useQuery({
    queryKey: [...caseKeys.recheckLists, query],
    queryFn: async ({ signal }) =>
      (await send<List<RecheckItem>>('GET', '/api/rechecks', { query: { ...query }, signal })).items,
  });
