import type { Note } from '@caseroom/shared/note';
import type { CaseSummaries, SummaryReview } from '@caseroom/shared/summary';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';

/** What of a case can be summarised, and what was. */
export function useSummaries(caseId: string) {
  return useQuery({
    queryKey: caseKeys.summaries(caseId),
    queryFn: ({ signal }) => send<CaseSummaries>('GET', `/api/cases/${caseId}/summaries`, { signal }),
  });
}

/** The draft a note was begun with, and what it was made from. */
export function useReview(caseId: string, noteId: string) {
  return useQuery({
    queryKey: [...caseKeys.summaries(caseId), noteId],
    queryFn: ({ signal }) => send<SummaryReview>('GET', `/api/notes/${noteId}/draft`, { signal }),
  });
}

/** Drafts into a new note. The answer may take as long as a language model does. */
export function useDraft(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ interactionId, key }: { interactionId: string | null; key: string }) =>
      send<Note>('POST', `/api/cases/${caseId}/summaries`, {
        body: { interactionId, key },
        idempotencyKey: key,
      }),
    onSuccess: (made) => {
      client.setQueryData<readonly Note[]>(caseKeys.notes(caseId), (notes = []) =>
        notes.some(({ id }) => id === made.id) ? notes : [...notes, made],
      );
      void client.invalidateQueries({ queryKey: caseKeys.summaries(caseId) });
    },
  });
}
