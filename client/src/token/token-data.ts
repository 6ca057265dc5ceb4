import type { MadeToken, NewToken, ScopeArea, Token } from '@caseroom/shared/token';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../platform/http.ts';

interface List<T> {
  readonly items: readonly T[];
}

const TOKENS = ['tokens'] as const;
export type Whose = 'mine' | 'everybody';
const addresses: Record<Whose, string> = { mine: '/api/tokens', everybody: '/api/admin/tokens' };

export const useTokens = (whose: Whose) =>
  useQuery({
    queryKey: [...TOKENS, whose],
    queryFn: async ({ signal }) => (await send<List<Token>>('GET', addresses[whose], { signal })).items,
    staleTime: 0,
  });

export const useScopeAreas = () =>
  useQuery({
    queryKey: ['token-scopes'],
    queryFn: async ({ signal }) =>
      (await send<List<ScopeArea>>('GET', '/api/token-scopes', { signal })).items,
    staleTime: Number.POSITIVE_INFINITY,
  });

export type MakingToken = ReturnType<typeof useMakeToken>;

/** For a service account, or for oneself. */
export function useMakeToken(accountId: string | null) {
  const client = useQueryClient();
  const address = accountId === null ? '/api/tokens' : `/api/admin/service-accounts/${accountId}/tokens`;
  return useMutation({
    mutationFn: (body: NewToken) => send<MadeToken>('POST', address, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: TOKENS }),
  });
}

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send<Token>('DELETE', `/api/tokens/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: TOKENS }),
  });
}
