import type { Case } from '@caseroom/shared/case';
import type { Colleague } from '@caseroom/shared/people';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';
import { type Mentionable, mentionable } from './editor/mention-people.tsx';

const PEOPLE_FRESH_MS = 5 * 60_000;

/** Who may be mentioned in a case's notes; fetched when the first "@" is typed. Nobody when it cannot be read. */
export function usePeople(caseId: string): () => Promise<readonly Mentionable[]> {
  const queries = useQueryClient();
  return useCallback(async () => {
    const programId = queries.getQueryData<Case>(caseKeys.one(caseId))?.program.id;
    const people = await queries
      .fetchQuery({
        queryKey: ['people'],
        queryFn: () => send<{ items: Colleague[] }>('GET', '/api/people'),
        staleTime: PEOPLE_FRESH_MS,
      })
      .catch(() => ({ items: [] }));
    return mentionable(people.items, programId);
  }, [queries, caseId]);
}
