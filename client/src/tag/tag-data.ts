import type { Case } from '@caseroom/shared/case';
import type {
  DecideSuggestion,
  EditTag,
  NewTag,
  TagChange,
  TagSettings,
  TagSuggestion,
  TagUse,
  Vocabulary,
  VocabularyTag,
} from '@caseroom/shared/tag';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';
import { useConnection, useLiveEvent } from '../platform/live.ts';

interface List<T> {
  readonly items: readonly T[];
}

const keys = {
  uses: (programId: string) => ['tags', programId, 'uses'] as const,
  changes: (programId: string, tagId: string) => ['tags', programId, 'changes', tagId] as const,
  suggestions: (caseId: string) => ['case', caseId, 'tag-suggestions'] as const,
};

export const useTagUses = (programId: string) =>
  useQuery({
    queryKey: keys.uses(programId),
    queryFn: async ({ signal }) =>
      (await send<List<TagUse>>('GET', `/api/programs/${programId}/tags/uses`, { signal })).items,
  });

export const useTagChanges = (programId: string, tagId: string) =>
  useQuery({
    queryKey: keys.changes(programId, tagId),
    queryFn: async ({ signal }) =>
      (await send<List<TagChange>>('GET', `/api/tags/${tagId}/changes`, { signal })).items,
  });

/** Everything that can be done to a program's vocabulary; what is shown is read again after each. */
export function useTagActs(programId: string) {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: caseKeys.vocabulary(programId) });
  const path = `/api/programs/${programId}/tags`;
  return {
    add: useMutation({
      mutationFn: (body: NewTag) => send<VocabularyTag>('POST', path, { body }),
      onSuccess,
    }),
    edit: useMutation({
      mutationFn: ({ id, body }: { id: string; body: EditTag }) =>
        send<VocabularyTag>('PATCH', `/api/tags/${id}`, { body }),
      onSuccess,
    }),
    merge: useMutation({
      mutationFn: ({ id, from }: { id: string; from: string }) =>
        send<VocabularyTag>('POST', `/api/tags/${id}/merge`, { body: { from } }),
      onSuccess,
    }),
    ship: useMutation({
      mutationFn: (industry: string) => send<Vocabulary>('POST', `${path}/shipped`, { body: { industry } }),
      onSuccess,
    }),
    set: useMutation({
      mutationFn: (body: TagSettings) => send<Vocabulary>('PUT', `${path}/settings`, { body }),
      onSuccess,
    }),
  };
}

/** Followed live: notes are read for tags as they are written. */
export function useTagSuggestions(caseId: string, enabled: boolean) {
  const client = useQueryClient();
  const connection = useConnection();
  const queryKey = keys.suggestions(caseId);
  useLiveEvent('tags:changed', (message) => {
    if (message.caseId === caseId) void client.invalidateQueries({ queryKey });
  });
  useEffect(() => {
    if (connection > 1) void client.invalidateQueries({ queryKey: keys.suggestions(caseId) });
  }, [client, connection, caseId]);
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) =>
      (await send<List<TagSuggestion>>('GET', `/api/cases/${caseId}/tag-suggestions`, { signal })).items,
    enabled,
  });
}

/** Accepts or dismisses a suggestion, or takes that back. The chip goes at once, and comes back if the server says no. */
export function useDecide(caseId: string) {
  const client = useQueryClient();
  const queryKey = keys.suggestions(caseId);
  return useMutation({
    mutationFn: ({ suggestion, ...body }: DecideSuggestion & { suggestion: TagSuggestion }) =>
      send<List<TagSuggestion>>('POST', `/api/cases/${caseId}/tag-suggestions/${suggestion.tagId}`, { body }),
    onMutate: ({ suggestion, do: what }) => {
      client.setQueryData<readonly TagSuggestion[]>(queryKey, (held) =>
        held?.filter(({ tagId }) => tagId !== suggestion.tagId),
      );
      if (what === 'accept')
        client.setQueryData<Case>(
          caseKeys.one(caseId),
          (held) => held && { ...held, tags: [...held.tags, suggestion.name] },
        );
    },
    onSuccess: ({ items }) => client.setQueryData(queryKey, items),
    onSettled: () => client.invalidateQueries({ queryKey: caseKeys.one(caseId), exact: true }),
    onError: () => client.invalidateQueries({ queryKey }),
  });
}
