import { tagNamed, type Vocabulary, type VocabularyTag } from '@caseroom/shared/tag';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { send } from '../platform/http.ts';
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
