import type { Goal, NewGoal, PatchGoal } from '@caseroom/shared/quality';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../platform/http.ts';

const goalsKey = ['quality', 'goals'] as const;

export const useGoals = () =>
  useQuery({
    queryKey: goalsKey,
    queryFn: async ({ signal }) =>
      (await send<{ items: readonly Goal[] }>('GET', '/api/goals', { signal })).items,
  });

export function useGoalActs() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: goalsKey });
  const set = useMutation({
    mutationFn: (body: NewGoal) => send<Goal>('POST', '/api/goals', { body }),
    onSuccess,
  });
  const edit = useMutation({
    mutationFn: ({ id, patch }: { id: string; patch: PatchGoal }) =>
      send<Goal>('PATCH', `/api/goals/${id}`, { body: patch }),
    onSuccess,
  });
  return { set, edit };
}
