import type { KnownAnswers } from '@caseroom/shared/answer';
import type { Case } from '@caseroom/shared/case';
import { useQuery } from '@tanstack/react-query';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';

/** What is found stays in place while somebody reads it, and is looked for again after this, when they come back, ms. */
const KNOWN_STALE_MS = 120_000;

/** Looked for again when the case's tags change; as its notes grow, when somebody asks for it. */
export const useKnownAnswers = ({ id, tags }: Pick<Case, 'id' | 'tags'>, enabled: boolean) =>
  useQuery({
    queryKey: [...caseKeys.knownAnswers(id), tags],
    queryFn: ({ signal }) => send<KnownAnswers>('GET', `/api/cases/${id}/known-answers`, { signal }),
    placeholderData: (held) => held,
    staleTime: KNOWN_STALE_MS,
    enabled,
  });
