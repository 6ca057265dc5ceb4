import type { GuidanceSettings, ProgramGuidance } from '@caseroom/shared/guidance';
import type { Program } from '@caseroom/shared/people';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';

const settingsKey = (programId: string) => ['guidance', programId] as const;

/** The programs whose settings this person may look at: an admin's are all, a lead's those they lead. */
export function useGuidancePrograms() {
  const me = useMe();
  const led = me.memberships.filter(({ role }) => role === 'lead').map(({ program }) => program);
  return useQuery({
    queryKey: ['guidance', 'programs', me.admin],
    queryFn: async ({ signal }): Promise<readonly Program[]> =>
      me.admin ? (await send<{ items: Program[] }>('GET', '/api/admin/programs', { signal })).items : led,
  });
}

export const useGuidance = (programId: string) =>
  useQuery({
    queryKey: settingsKey(programId),
    queryFn: async ({ signal }) =>
      (await send<ProgramGuidance>('GET', `/api/programs/${programId}/guidance`, { signal })).settings,
  });

export function useSaveGuidance(programId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: GuidanceSettings) =>
      send<ProgramGuidance>('PUT', `/api/admin/programs/${programId}/guidance`, { body }),
    onSuccess: ({ settings }) => client.setQueryData(settingsKey(programId), settings),
  });
}
