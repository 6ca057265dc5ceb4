import type { CaseExemplars } from '@caseroom/shared/exemplar';
import type { Note } from '@caseroom/shared/note';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { caseKeys } from '../../case/keys.ts';
import { send } from '../../platform/http.ts';

/** The notes of a case that are held up as examples. The ledger tells of changes. */
export const useCaseExemplars = (caseId: string) =>
  useQuery({
    queryKey: caseKeys.exemplars(caseId),
    queryFn: ({ signal }) => send<CaseExemplars>('GET', `/api/cases/${caseId}/exemplars`, { signal }),
  });

/** Holds a note up as an example; without a reason it is one no more. */
export function useMarkExemplary({ id, caseId }: Pick<Note, 'id' | 'caseId'>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string | null) =>
      reason === null
        ? send<CaseExemplars>('DELETE', `/api/notes/${id}/exemplar`)
        : send<CaseExemplars>('PUT', `/api/notes/${id}/exemplar`, { body: { reason } }),
    onSuccess: (marked) => {
      client.setQueryData(caseKeys.exemplars(caseId), marked);
      void client.invalidateQueries({ queryKey: caseKeys.exemplarLists });
    },
  });
}
