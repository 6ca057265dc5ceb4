import type { AdminProgram } from '@caseroom/shared/people';
import type {
  MadeWebhook,
  NewWebhook,
  PatchWebhook,
  Webhook,
  WebhookDelivery,
} from '@caseroom/shared/webhook';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../platform/http.ts';

interface List<T> {
  readonly items: readonly T[];
}

const WEBHOOKS = ['admin', 'webhooks'] as const;
const deliveriesKey = (id: string) => [...WEBHOOKS, id, 'deliveries'] as const;
/** A delivery under way is looked at again after so long, ms: nothing hints at it here. */
const LOOK_AGAIN_MS = 2_000;

export const useWebhooks = () =>
  useQuery({
    queryKey: WEBHOOKS,
    queryFn: async ({ signal }) =>
      (await send<List<Webhook>>('GET', '/api/admin/webhooks', { signal })).items,
  });

export const useWebhookPrograms = () =>
  useQuery({
    queryKey: ['admin', 'programs'],
    queryFn: async ({ signal }) =>
      (await send<List<AdminProgram>>('GET', '/api/admin/programs', { signal })).items,
  });

/** The newest; looked at anew while one of them is on its way. */
export const useDeliveries = (id: string) =>
  useQuery({
    queryKey: deliveriesKey(id),
    queryFn: async ({ signal }) =>
      (await send<List<WebhookDelivery>>('GET', `/api/admin/webhooks/${id}/deliveries`, { signal })).items,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? LOOK_AGAIN_MS : false),
  });

/** Soon known: it is being sent, or is to be within moments. */
const isUnderWay = ({ state, attempts }: WebhookDelivery): boolean =>
  state === 'sending' || (state === 'queued' && attempts.length === 0);

/** What is done to an endpoint; the list and its deliveries are read anew. */
export function useWebhookActs() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: WEBHOOKS });
  return {
    add: useMutation({
      mutationFn: (body: NewWebhook) => send<MadeWebhook>('POST', '/api/admin/webhooks', { body }),
      onSettled,
    }),
    patch: useMutation({
      mutationFn: ({ id, patch }: { id: string; patch: PatchWebhook }) =>
        send<Webhook>('PATCH', `/api/admin/webhooks/${id}`, { body: patch }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (id: string) => send('DELETE', `/api/admin/webhooks/${id}`),
      onSettled,
    }),
    newSecret: useMutation({
      mutationFn: (id: string) => send<MadeWebhook>('POST', `/api/admin/webhooks/${id}/secret`),
    }),
    test: useMutation({
      mutationFn: (id: string) => send('POST', `/api/admin/webhooks/${id}/test`),
      onSettled,
    }),
    replay: useMutation({
      mutationFn: (id: string) => send('POST', `/api/admin/webhook-deliveries/${id}/replay`),
      onSettled,
    }),
  };
}
