import type { CasePrompts, DismissPrompt } from '@caseroom/shared/guidance';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { caseKeys } from '../case/keys.ts';
import { nowMs } from '../platform/clock.ts';
import { send } from '../platform/http.ts';
import { useConnection, useLiveEvent } from '../platform/live.ts';

/** Entries of the ledger, notes and the passing of time decide what is missing; each of them asks again. */
export function useCasePrompts(caseId: string, eventSeq: number, enabled: boolean) {
  const client = useQueryClient();
  const connection = useConnection();
  const queryKey = caseKeys.prompts(caseId);
  const prompts = useQuery({
    queryKey,
    queryFn: ({ signal }) => send<CasePrompts>('GET', `/api/cases/${caseId}/prompts`, { signal }),
    enabled,
  });
  const again = () => void client.invalidateQueries({ queryKey: caseKeys.prompts(caseId) });
  useLiveEvent('prompts:changed', (message) => {
    if (message.caseId === caseId) again();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new entry or connection is what asks again.
  useEffect(() => {
    if (prompts.isFetched) again();
  }, [eventSeq, connection]);
  const nextAt = prompts.data?.nextAt;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another moment sets another timer.
  useEffect(() => {
    if (!nextAt) return;
    const timer = window.setTimeout(again, Math.max(0, Date.parse(nextAt) - nowMs()) + CLOCK_SLACK_MS);
    return () => window.clearTimeout(timer);
  }, [nextAt]);
  return prompts;
}

/** The server's clock may be a little behind this one's, ms. */
const CLOCK_SLACK_MS = 1_000;

/** Puts a prompt away, or brings it back. The answer is the list as it is then. */
export function useDismiss(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: DismissPrompt) =>
      send<CasePrompts>('POST', `/api/cases/${caseId}/prompts/dismiss`, { body }),
    onSuccess: (prompts) => client.setQueryData(caseKeys.prompts(caseId), prompts),
  });
}
