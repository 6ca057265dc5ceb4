import type { NoteReview, ReviewItem, SetReview } from '@caseroom/shared/review';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { caseKeys } from '../../case/keys.ts';
import { send } from '../../platform/http.ts';

interface List<T> {
  readonly items: readonly T[];
}

/** When the notes of a case are looked at again. The ledger tells of changes. */
export const useCaseReviews = (caseId: string) =>
  useQuery({
    queryKey: caseKeys.reviews(caseId),
    queryFn: async ({ signal }) =>
      (await send<List<NoteReview>>('GET', `/api/cases/${caseId}/reviews`, { signal })).items,
  });

/** Acts on one note's day; every list is read as it is then. */
function useReviewAct<T>(caseId: string, act: (body: T) => Promise<List<NoteReview>>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: ({ items }) => {
      client.setQueryData(caseKeys.reviews(caseId), items);
      void client.invalidateQueries({ queryKey: caseKeys.reviewLists });
    },
  });
}

export const useSetReview = (caseId: string, noteId: string) =>
  useReviewAct(caseId, (body: SetReview) =>
    send<List<NoteReview>>('PUT', `/api/notes/${noteId}/review`, { body }),
  );

export const useStillRight = ({ noteId, caseId }: { readonly noteId: string; readonly caseId: string }) =>
  useReviewAct(caseId, (_: undefined) =>
    send<List<NoteReview>>('POST', `/api/notes/${noteId}/review/still-right`),
  );

export interface ReviewQuery {
  readonly of: 'mine' | 'team';
  readonly state: 'due' | 'later';
  readonly program?: string | undefined;
}
export const useReviews = (query: ReviewQuery) =>
  useQuery({
    queryKey: [...caseKeys.reviewLists, query],
    queryFn: async ({ signal }) =>
      (await send<List<ReviewItem>>('GET', '/api/reviews', { query: { ...query }, signal })).items,
  });
