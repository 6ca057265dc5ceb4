import type { Program } from '@caseroom/shared/people';
import type {
  NewServiceAccount,
  PatchServiceAccount,
  ServiceAccount,
} from '@caseroom/shared/service-account';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../platform/http.ts';

interface List<T> {
  readonly items: readonly T[];
}

const ACCOUNTS = ['service-accounts'] as const;
const ADDRESS = '/api/admin/service-accounts';

export const useServiceAccounts = () =>
  useQuery({
    queryKey: ACCOUNTS,
    queryFn: async ({ signal }) => (await send<List<ServiceAccount>>('GET', ADDRESS, { signal })).items,
    staleTime: 0,
  });

/** Every program: a service account may be made for any. */
export const usePrograms = () =>
  useQuery({
    queryKey: ['programs'],
    queryFn: async ({ signal }) => (await send<List<Program>>('GET', '/api/programs', { signal })).items,
  });

/** What is saved is read again, with its tokens: whether those work hangs on it. */
function useSaved() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ACCOUNTS }),
      client.invalidateQueries({ queryKey: ['tokens'] }),
    ]);
}

export function useMakeAccount() {
  const onSuccess = useSaved();
  return useMutation({
    mutationFn: (body: NewServiceAccount) => send<ServiceAccount>('POST', ADDRESS, { body }),
    onSuccess,
  });
}

export function usePatchAccount(id: string) {
  const onSuccess = useSaved();
  return useMutation({
    mutationFn: (body: PatchServiceAccount) => send<ServiceAccount>('PATCH', `${ADDRESS}/${id}`, { body }),
    onSuccess,
  });
}
