import type {
  AnswerAct,
  AnswerCard,
  AnswerProposal,
  AnswerSummary,
  AnswerVersion,
  CaseUse,
  EditAnswer,
  KnownAnswers,
  ListAnswers,
  PromoteNote,
  Verdict,
} from '@caseroom/shared/answer';
import type { Case } from '@caseroom/shared/case';
import type { Exemplar, ListExemplars } from '@caseroom/shared/exemplar';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';

interface List<T> {
  readonly items: readonly T[];
}

const keys = {
  all: ['answers'] as const,
  list: (query: ListAnswers) => ['answers', 'list', query] as const,
  one: (cardId: string) => ['answers', 'card', cardId] as const,
  versions: (cardId: string) => ['answers', 'card', cardId, 'versions'] as const,
  proposal: (noteId: string) => ['answers', 'proposal', noteId] as const,
};

/** What is found stays in place while somebody reads it, and is looked for again after this, when they come back, ms. */
const KNOWN_STALE_MS = 120_000;

/** Looked for again when the case's tags change; as its notes grow, when somebody asks for it. */
export const useKnownAnswers = ({ id, tags }: Pick<Case, 'id' | 'tags'>, enabled: boolean) =>
  useQuery({
    queryKey: [...caseKeys.knownAnswers(id), tags],
    queryFn: ({ signal }) =>
      send<KnownAnswers>('GET', `/api/cases/${id}/known-answers`, { signal, alone: true }),
    placeholderData: (held) => held,
    staleTime: KNOWN_STALE_MS,
    enabled,
  });

/** The cards used in a case. The ledger tells of changes. */
export const useCaseUses = (caseId: string) =>
  useQuery({
    queryKey: caseKeys.answerUses(caseId),
    queryFn: async ({ signal }) =>
      (await send<List<CaseUse>>('GET', `/api/cases/${caseId}/answer-uses`, { signal })).items,
  });

/** Records that a card was used, and what came of it. */
export function useUseActs(caseId: string) {
  const client = useQueryClient();
  const onSuccess = ({ items }: List<CaseUse>) => {
    client.setQueryData(caseKeys.answerUses(caseId), items);
    void client.invalidateQueries({ queryKey: keys.all });
  };
  return {
    use: useMutation({
      mutationFn: ({ cardId, ...body }: { cardId: string; noteId: string; version: number }) =>
        send<List<CaseUse>>('POST', `/api/answers/${cardId}/uses`, { body }),
      onSuccess,
    }),
    rate: useMutation({
      mutationFn: ({ useId, verdict }: { useId: string; verdict: Verdict | null }) =>
        send<List<CaseUse>>('PUT', `/api/answer-uses/${useId}`, { body: { verdict } }),
      onSuccess,
    }),
  };
}

export const useAnswers = (query: ListAnswers, enabled = true) =>
  useQuery({
    enabled,
    queryKey: keys.list(query),
    queryFn: async ({ signal }) =>
      (await send<List<AnswerSummary>>('GET', '/api/answers', { query: { ...query }, signal })).items,
    placeholderData: (held) => held,
  });

export const useAnswerCard = (cardId: string) =>
  useQuery({
    queryKey: keys.one(cardId),
    queryFn: ({ signal }) => send<AnswerCard>('GET', `/api/answers/${cardId}`, { signal }),
  });

export const useAnswerVersions = (cardId: string) =>
  useQuery({
    queryKey: keys.versions(cardId),
    queryFn: async ({ signal }) =>
      (await send<List<AnswerVersion>>('GET', `/api/answers/${cardId}/versions`, { signal })).items,
  });

export const useProposal = (noteId: string) =>
  useQuery({
    queryKey: keys.proposal(noteId),
    queryFn: ({ signal }) => send<AnswerProposal>('GET', `/api/notes/${noteId}/answer-proposal`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** Everything that changes a card; lists are read as they are then. */
export function useCardActs() {
  const client = useQueryClient();
  const onSuccess = (card: AnswerCard) => {
    client.setQueryData(keys.one(card.id), card);
    void client.invalidateQueries({ queryKey: ['answers', 'list'] });
    void client.invalidateQueries({ queryKey: keys.versions(card.id) });
  };
  return {
    promote: useMutation({
      mutationFn: ({ key, ...body }: PromoteNote & { key: string }) =>
        send<AnswerCard>('POST', '/api/answers', { body, idempotencyKey: key }),
      onSuccess,
    }),
    edit: useMutation({
      mutationFn: ({ id, ...body }: EditAnswer & { id: string }) =>
        send<AnswerCard>('PUT', `/api/answers/${id}`, { body }),
      onSuccess,
    }),
    act: useMutation({
      mutationFn: ({ id, body }: { id: string; body: AnswerAct }) =>
        send<AnswerCard>('POST', `/api/answers/${id}/acts`, { body }),
      onSuccess,
    }),
  };
}

export const useExemplars = (query: ListExemplars) =>
  useQuery({
    queryKey: [...caseKeys.exemplarLists, query],
    queryFn: async ({ signal }) =>
      (await send<List<Exemplar>>('GET', '/api/exemplars', { query: { ...query }, signal })).items,
    placeholderData: (held) => held,
  });
