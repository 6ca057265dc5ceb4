import type { Case, CaseSummary } from '@caseroom/shared/case';
import type { PresentPerson } from '@caseroom/shared/live';
import { type InfiniteData, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { caseKeys } from '../case/keys.ts';
import { ask, live, useConnection, useLiveEvent } from '../platform/live.ts';
import { useMe } from '../platform/session.ts';
import { useThrottled } from '../platform/use-throttled.ts';
import type { Filters } from './filters.ts';
import { type CasePage, foldSummary, isNews } from './rows.ts';

/** Counts are read again at most this often, however busy the floor is. */
const RECOUNT_MS = 5_000;

type Presence = Readonly<Record<string, readonly PresentPerson[]>>;
type CaseListData = InfiniteData<CasePage, string | undefined>;

/** Keeps every list, count and presence of the page in step with what others do. Mount once, in the shell. */
export function useQueueLive(): void {
  const client = useQueryClient();
  const me = useMe();
  const connection = useConnection();
  const recount = useThrottled(() => {
    void client.invalidateQueries({ queryKey: caseKeys.facets });
    void client.invalidateQueries({ queryKey: caseKeys.unread });
    void client.invalidateQueries({ queryKey: caseKeys.waiting });
    void client.invalidateQueries({ queryKey: caseKeys.waitingInterims });
  }, RECOUNT_MS);

  useEffect(() => {
    if (connection === 0) return;
    void ask<{ presence: Record<string, PresentPerson[]> }>((ack) => live.emit('queue:watch', ack)).then(
      (answer) => {
        if (answer) client.setQueryData<Presence>(caseKeys.presence, answer.presence);
      },
    );
    // The first connection finds fresh lists; a later one may have missed something.
    if (connection > 1) void client.invalidateQueries({ queryKey: ['cases'] });
  }, [connection, client]);

  useLiveEvent('queue:case', ({ summary }) => {
    foldIntoLists(client, summary, me.id);
    foldIntoCase(client, summary);
    recount();
  });
  useLiveEvent('queue:people', ({ caseId, people }) => {
    client.setQueryData<Presence>(caseKeys.presence, (held) => ({ ...held, [caseId]: people }));
  });
  useLiveEvent('access:changed', () => {
    void client.invalidateQueries();
  });
}

export function foldIntoLists(client: QueryClient, summary: CaseSummary, meId: string): void {
  for (const query of client.getQueryCache().findAll({ queryKey: caseKeys.lists })) {
    const filters = query.queryKey[2] as Filters;
    client.setQueryData<CaseListData>(
      query.queryKey,
      (data) => data && { ...data, pages: [...foldSummary(data.pages, summary, filters, meId)] },
    );
  }
}

function foldIntoCase(client: QueryClient, summary: CaseSummary): void {
  const held = client.getQueryData<Case>(caseKeys.one(summary.id));
  if (!held || !isNews(held, summary)) return;
  client.setQueryData<Case>(caseKeys.one(summary.id), { ...held, ...summary });
  // What the person may do, and the customer's details, are not part of a summary.
  if (held.eventSeq !== summary.eventSeq)
    void client.invalidateQueries({ queryKey: caseKeys.one(summary.id), exact: true });
}

const nobody: readonly PresentPerson[] = [];

/** Who is in a case now. */
export function usePresence(caseId: string): readonly PresentPerson[] {
  const { data } = useQuery<Presence, Error, readonly PresentPerson[]>({
    queryKey: caseKeys.presence,
    queryFn: () => ({}),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    select: (presence) => presence[caseId] ?? nobody,
  });
  return data ?? nobody;
}
