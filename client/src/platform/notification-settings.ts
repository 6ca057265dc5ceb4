import type { NotificationSettings } from '@caseroom/shared/notification';
import { queryOptions } from '@tanstack/react-query';
import { send } from './http.ts';

export const settingsKey = ['notification-settings'] as const;

/** How the signed-in person wants to be told of things. */
export const settingsQuery = queryOptions({
  queryKey: settingsKey,
  queryFn: ({ signal }) => send<NotificationSettings>('GET', '/api/inbox/settings', { signal }),
});
