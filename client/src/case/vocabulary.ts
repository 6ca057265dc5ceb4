import { tagNamed, type Vocabulary, type VocabularyTag } from '@caseroom/shared/tag';
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { send } from '../platform/http.ts';
import { useConnection, useLiveEvent } from '../platform/live.ts';
import { useMe } from '../platform/session.ts';
import { caseKeys } from './keys.ts';

/** Vocabularies change seldom; one that is open for editing is read again with every edit. */
const VOCABULARY_STALE_MS = 60_000;

const vocabularyOf = (programId: string) => ({
  queryKey: caseKeys.vocabulary(programId),
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    send<Vocabulary>('GET', `/api/programs/${programId}/tags`, { signal }),
  staleTime: VOCABULARY_STALE_MS,
});

export const useVocabulary = (programId: string) =>
  useQuery({ ...vocabularyOf(programId), enabled: programId !== '' });

/** Pages that are open follow what leads do to the tags of their programs. */
export function useVocabularyLive(): void {
  const client = useQueryClient();
  const connection = useConnection();
  const reread = () => {
    void client.invalidateQueries({ queryKey: caseKeys.vocabularies });
    void client.invalidateQueries({ queryKey: caseKeys.facets });
  };
  useEffect(() => {
    if (connection > 1) void client.invalidateQueries({ queryKey: caseKeys.vocabularies });
  }, [client, connection]);
  useLiveEvent('vocabulary:changed', reread);
}

/** What a tag of this name looks like; of several programs that have it, any. */
export function useTagLooks(): ReadonlyMap<string, VocabularyTag> {
  const { memberships } = useMe();
  const readable = memberships.filter(({ role }) => role !== 'client');
  return useQueries({
    queries: readable.map(({ program }) => vocabularyOf(program.id)),
    combine: looksOf,
  });
}

const looksOf = (results: readonly { readonly data: Vocabulary | undefined }[]) =>
  new Map(results.flatMap(({ data }) => data?.tags ?? []).map((tag) => [tag.name, tag]));

/** The tags meant by names, old ones among them, such as stand in an address somebody kept. */
export function usePresentNames(names: readonly string[]): readonly string[] {
  const looks = useTagLooks();
  return useMemo(() => {
    const tags = [...looks.values()];
    return [...new Set(names.map((name) => tagNamed(tags, name)?.name ?? name))];
  }, [looks, names]);
}
