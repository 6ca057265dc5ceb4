import type { IntakeEndpoint, MadeIntakeEndpoint, NewIntakeEndpoint } from '@caseroom/shared/intake';
import type { AdminProgram } from '@caseroom/shared/people';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../platform/http.ts';

interface List<T> {
  readonly items: readonly T[];
}

const INCOMING = ['admin', 'incoming'] as const;

const useList = <T>(key: readonly string[], path: string) =>
  useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await send<List<T>>('GET', path, { signal })).items,
  });

export const useIncoming = () => useList<IntakeEndpoint>(INCOMING, '/api/admin/incoming');
export const useIncomingPrograms = () => useList<AdminProgram>(['admin', 'programs'], '/api/admin/programs');

export function useIncomingActs() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: INCOMING });
  return {
    add: useMutation({
      mutationFn: (body: NewIntakeEndpoint) =>
        send<MadeIntakeEndpoint>('POST', '/api/admin/incoming', { body }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (id: string) => send('DELETE', `/api/admin/incoming/${id}`),
      onSettled,
    }),
  };
}
