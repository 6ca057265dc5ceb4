import type { ProgramTimers, TimerPolicy } from '@caseroom/shared/timer';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../platform/http.ts';

const policyKey = (programId: string) => ['admin', 'timers', programId] as const;
const address = (programId: string) => `/api/admin/programs/${programId}/timers`;

export const usePolicy = (programId: string) =>
  useQuery({
    queryKey: policyKey(programId),
    queryFn: async ({ signal }) => (await send<ProgramTimers>('GET', address(programId), { signal })).policy,
  });

export function useSavePolicy(programId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: TimerPolicy) => send<ProgramTimers>('PUT', address(programId), { body }),
    onSuccess: ({ policy }) => client.setQueryData(policyKey(programId), policy),
  });
}
