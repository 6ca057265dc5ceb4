import type { Case } from '@caseroom/shared/case';
import type { CaseTimers, PauseTimers, TellCustomer } from '@caseroom/shared/timer';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';

/** Timers follow the ledger and the program's hours: both show in the case, and then they are read again. */
const timersKey = ({ id, eventSeq, timer }: Case) =>
  [...caseKeys.one(id), 'timers', eventSeq, timer?.dueAt ?? null] as const;

export const useTimers = (held: Case) =>
  useQuery({
    queryKey: timersKey(held),
    queryFn: ({ signal }) => send<CaseTimers>('GET', `/api/cases/${held.id}/timers`, { signal }),
    placeholderData: keepPreviousData,
  });

type TimerAct =
  | { readonly act: 'timers/pause'; readonly body: PauseTimers }
  | { readonly act: 'timers/resume' }
  | { readonly act: 'told'; readonly body: TellCustomer };

export function useTimerAct(held: Case) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act, ...rest }: TimerAct) =>
      send<CaseTimers>('POST', `/api/cases/${held.id}/${act}`, rest),
    onSuccess: (timers) => {
      client.setQueryData(timersKey(held), timers);
      void client.invalidateQueries({ queryKey: caseKeys.one(held.id), exact: true });
    },
  });
}
