import type { Inbox, NotificationKind, NotificationSettings } from '@caseroom/shared/notification';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { rightNow } from '../platform/clock.ts';
import { settingsKey, settingsQuery } from '../platform/notification-settings.ts';
import { fresh } from './fresh.ts';
import { useInbox } from './inbox-data.ts';
import { addressOf, bodyOf, titleOf } from './words.ts';

const LOCK = 'caseroom.notices';
/** Time of the newest notice that was shown on this device, by any tab. */
const SHOWN = 'caseroom.noticed';

/** Shows what arrives as notifications of the browser, from one tab of this person's, while they look elsewhere. */
export function useBrowserNotices(): void {
  const inbox = useInbox();
  const isLeader = useRef(false);
  const client = useQueryClient();
  useQuery({ ...settingsQuery, enabled: permitted() });

  useEffect(
    () =>
      leadUntil((leads) => {
        isLeader.current = leads;
      }),
    [],
  );
  useEffect(() => {
    if (!inbox.data || !isLeader.current || !permitted()) return;
    const settings = client.getQueryData<NotificationSettings>(settingsKey);
    show(inbox.data, settings);
  }, [inbox.data, client]);
}

const permitted = (): boolean => 'Notification' in window && Notification.permission === 'granted';

/** One tab at a time holds the lock, until it is closed. */
function leadUntil(tell: (leads: boolean) => void): () => void {
  const ending = new AbortController();
  void navigator.locks
    ?.request(LOCK, { signal: ending.signal }, () => {
      tell(true);
      return new Promise<void>((release) => ending.signal.addEventListener('abort', () => release()));
    })
    .catch(() => undefined);
  return () => {
    tell(false);
    ending.abort();
  };
}

function show(inbox: Inbox, settings: NotificationSettings | undefined): void {
  const items = fresh(inbox.items, localStorage.getItem(SHOWN));
  const newest = inbox.items[0]?.at ?? rightNow().toISOString();
  localStorage.setItem(SHOWN, newest);
  for (const item of items) {
    if (document.hasFocus() || settings?.kinds[item.kind as NotificationKind]?.browser === false) continue;
    const notice = new Notification(titleOf(item), {
      body: bodyOf(item),
      tag: item.id,
    });
    notice.onclick = () => {
      window.focus();
      window.location.assign(addressOf(item));
    };
  }
}
