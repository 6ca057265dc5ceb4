import type { Inbox, PatchNotification } from '@caseroom/shared/notification';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { send } from '../platform/http.ts';
import { useConnection, useLiveEvent } from '../platform/live.ts';

const inboxKey = ['inbox'] as const;

export function useInbox() {
  return useQuery({
    queryKey: inboxKey,
    queryFn: ({ signal }) => send<Inbox>('GET', '/api/inbox', { signal }),
  });
}

/** Reads the inbox again when the server hints that it changed, and after an absence. */
export function useInboxLive(): void {
  const client = useQueryClient();
  const connection = useConnection();
  useEffect(() => {
    if (connection > 1) void client.invalidateQueries({ queryKey: inboxKey });
  }, [client, connection]);
  useLiveEvent('inbox:changed', () => void client.invalidateQueries({ queryKey: inboxKey }));
}

/** How the inbox looks once something in it is marked. */
export function marked(inbox: Inbox, id: string, { read, done }: PatchNotification): Inbox {
  const item = inbox.items.find((other) => other.id === id);
  if (!item) return inbox;
  const isRead = done === true || (read ?? item.read);
  const items = done
    ? inbox.items.filter((other) => other.id !== id)
    : inbox.items.map((other) => (other.id === id ? { ...other, read: isRead } : other));
  return { unread: inbox.unread + Number(item.read) - Number(isRead), items };
}

/** Marks something; it shows at once and the server's answer has the last word. */
export function useMark() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...patch }: PatchNotification & { id: string }) =>
      send<Inbox>('PATCH', `/api/inbox/${id}`, { body: patch }),
    onMutate: ({ id, ...patch }) => {
      client.setQueryData<Inbox>(inboxKey, (held) => held && marked(held, id, patch));
    },
    onSettled: () => void client.invalidateQueries({ queryKey: inboxKey }),
  });
}

/** Marks as read what is shown, not what arrives meanwhile. */
export function useReadAll() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (before: string) => send<Inbox>('POST', '/api/inbox/read-all', { body: { before } }),
    onSuccess: (inbox) => client.setQueryData(inboxKey, inbox),
  });
}
