import type {
  Draw,
  Marking,
  NewReview,
  Pick,
  QualityProgram,
  QualityWaiting,
  Review,
  ReviewState,
  ReviewSummary,
  SamplingRules,
  Scorecard,
} from '@caseroom/shared/quality';
import type { ScorecardBody } from '@caseroom/shared/scorecard';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { send } from '../platform/http.ts';
import { useConnection, useLiveEvent } from '../platform/live.ts';

interface List<T> {
  readonly items: readonly T[];
}

const all = ['quality'] as const;
const keys = {
  waiting: [...all, 'waiting'] as const,
  picks: [...all, 'picks'] as const,
  reviews: (state?: ReviewState) => [...all, 'reviews', state ?? 'all'] as const,
  review: (id: string) => [...all, 'review', id] as const,
  program: (id: string) => [...all, 'program', id] as const,
};

export const useQualityWaiting = (enabled: boolean) =>
  useQuery({
    queryKey: keys.waiting,
    queryFn: ({ signal }) => send<QualityWaiting>('GET', '/api/quality/waiting', { signal }),
    enabled,
  });

/** Everybody whose step it is next is told in their inbox; what they find here is read again with it. */
export function useQualityLive(): void {
  const client = useQueryClient();
  const connection = useConnection();
  const reread = () =>
    void client.invalidateQueries({ queryKey: all, predicate: ({ queryKey }) => queryKey[1] !== 'program' });
  useEffect(() => {
    if (connection > 1) void client.invalidateQueries({ queryKey: all });
  }, [client, connection]);
  useLiveEvent('inbox:changed', reread);
}

export const usePicks = (enabled: boolean) =>
  useQuery({
    queryKey: keys.picks,
    queryFn: async ({ signal }) => (await send<List<Pick>>('GET', '/api/quality/picks', { signal })).items,
    enabled,
  });

function usePickAct<T>(act: (input: T) => Promise<void>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () =>
      Promise.all(
        [keys.picks, keys.waiting, [...all, 'program']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** Takes drawn work off the list. */
export const useDismissPick = () =>
  usePickAct(({ id, reason }: { id: string; reason: string }) =>
    send<void>('POST', `/api/quality/picks/${id}/dismiss`, { body: { reason } }),
  );

export const useRestorePick = () =>
  usePickAct((id: string) => send<void>('POST', `/api/quality/picks/${id}/restore`));

export const useReviews = (state?: ReviewState) =>
  useQuery({
    queryKey: keys.reviews(state),
    queryFn: async ({ signal }) =>
      (await send<List<ReviewSummary>>('GET', '/api/reviews', { query: { state }, signal })).items,
  });

export const useReview = (id: string) =>
  useQuery({
    queryKey: keys.review(id),
    queryFn: ({ signal }) => send<Review>('GET', `/api/reviews/${id}`, { signal }),
  });

/** Lists and counts are read again; the review itself is as the server just answered it. */
function usePutReview() {
  const client = useQueryClient();
  return (review: Review) => {
    client.setQueryData(keys.review(review.id), review);
    for (const queryKey of [keys.waiting, keys.picks, [...all, 'reviews'], [...all, 'goals']])
      void client.invalidateQueries({ queryKey });
  };
}

export function useBeginReview() {
  const put = usePutReview();
  return useMutation({
    mutationFn: (body: NewReview) => send<Review>('POST', '/api/reviews', { body }),
    onSuccess: put,
  });
}

/** Saves a draft; what is shown meanwhile is what was typed, so the cache follows without a word. */
export function useSaveMarking(id: string) {
  const client = useQueryClient();
  return (marking: Marking, leaving: boolean) =>
    send<Review>('PUT', `/api/reviews/${id}/marking`, { body: marking, keepalive: leaving }).then(
      (review) => {
        client.setQueryData(keys.review(id), review);
      },
    );
}

export function useReviewAct(id: string) {
  const put = usePutReview();
  return useMutation({
    mutationFn: ({ act, body }: { act: 'submit' | 'acknowledge' | 'dispute' | 'settle'; body?: unknown }) =>
      send<Review>('POST', `/api/reviews/${id}/${act}`, body === undefined ? {} : { body }),
    onSuccess: put,
  });
}

export function useDiscard(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => send<void>('DELETE', `/api/reviews/${id}`),
    onSuccess: () => {
      client.removeQueries({ queryKey: keys.review(id) });
      void client.invalidateQueries({ queryKey: all });
    },
  });
}

// How a program is reviewed

export const useQualityProgram = (id: string) =>
  useQuery({
    queryKey: keys.program(id),
    queryFn: ({ signal }) => send<QualityProgram>('GET', `/api/programs/${id}/quality`, { signal }),
  });

export function useProgramActs(programId: string) {
  const client = useQueryClient();
  const onSuccess = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.program(programId) }),
      client.invalidateQueries({ queryKey: keys.picks }),
      client.invalidateQueries({ queryKey: keys.waiting }),
    ]);
  const draw = useMutation({
    mutationFn: () => send<Draw>('POST', `/api/programs/${programId}/draws`),
    onSuccess,
  });
  const setRules = useMutation({
    mutationFn: (body: SamplingRules) =>
      send<SamplingRules>('PUT', `/api/programs/${programId}/sampling`, { body }),
    onSuccess,
  });
  const saveScorecard = useMutation({
    mutationFn: ({ held, body }: { held: Scorecard | null; body: ScorecardBody }) =>
      held
        ? send<Scorecard>('PUT', `/api/scorecards/${held.id}`, { body: { version: held.version, body } })
        : send<Scorecard>('POST', `/api/programs/${programId}/scorecards`, { body }),
    onSuccess,
  });
  const retire = useMutation({
    mutationFn: ({ id, retired }: { id: string; retired: boolean }) =>
      send<Scorecard>('PATCH', `/api/scorecards/${id}`, { body: { retired } }),
    onSuccess,
  });
  return { draw, setRules, saveScorecard, retire };
}
