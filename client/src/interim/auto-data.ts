import type {
  AutoRules,
  CustomerTerms,
  PlannedUpdate,
  ProgramAuto,
  PutEta,
} from '@caseroom/shared/interim-auto';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';

const rulesKey = (programId: string) => ['auto-updates', programId] as const;
const rulesPath = (programId: string) => `/api/programs/${programId}/auto-updates`;

export const useAutoRules = (programId: string) =>
  useQuery({
    queryKey: rulesKey(programId),
    queryFn: ({ signal }) => send<ProgramAuto>('GET', rulesPath(programId), { signal }),
  });

export function useAutoActs(programId: string) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (body: AutoRules) => send<ProgramAuto>('PUT', rulesPath(programId), { body }),
    onSuccess: (saved) => client.setQueryData(rulesKey(programId), saved),
  });
  const plan = useMutation({
    mutationFn: async (rules: AutoRules) =>
      (await send<{ items: PlannedUpdate[] }>('POST', `${rulesPath(programId)}/plan`, { body: { rules } }))
        .items,
  });
  return { save, plan };
}

/** When it is expected to be solved, and whether the customer wants messages. Live by the case's ledger. */
export const useTerms = (caseId: string) =>
  useQuery({
    queryKey: caseKeys.terms(caseId),
    queryFn: ({ signal }) => send<CustomerTerms>('GET', `/api/cases/${caseId}/terms`, { signal }),
  });

export function useTermActs(caseId: string) {
  const client = useQueryClient();
  const onSuccess = (terms: CustomerTerms) => client.setQueryData(caseKeys.terms(caseId), terms);
  const eta = useMutation({
    mutationFn: (body: PutEta) => send<CustomerTerms>('PUT', `/api/cases/${caseId}/eta`, { body }),
    onSuccess,
  });
  const optOut = useMutation({
    mutationFn: (optedOut: boolean) =>
      send<CustomerTerms>('PUT', `/api/cases/${caseId}/opt-out`, { body: { optedOut } }),
    onSuccess,
  });
  return { eta, optOut };
}
