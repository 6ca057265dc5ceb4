import type { GuidanceSettings, ProgramGuidance } from '@caseroom/shared/guidance';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../platform/http.ts';

const settingsKey = (programId: string) => ['guidance', programId] as const;

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
