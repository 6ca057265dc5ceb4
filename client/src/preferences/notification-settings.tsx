import {
  type NotificationChannels,
  type NotificationKind,
  notificationKinds,
  type PatchNotificationSetting,
  type NotificationSettings as Settings,
} from '@caseroom/shared/notification';
import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send, sentenceOf } from '../platform/http.ts';
import { settingsKey, settingsQuery } from '../platform/notification-settings.ts';
import { Failure, InlineMessage } from '../ui/message.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { knownKinds } from './known-kinds.ts';
import styles from './preferences.module.css';

const channelNames = { app: 'Inbox', browser: 'Browser', mail: 'E-mail' } as const;
type Channel = keyof typeof channelNames;

/** How somebody is told of each kind of thing. */
export function NotificationSettings() {
  const { data, error, refetch } = useQuery(settingsQuery);
  const choose = useChoose();
  if (error && !data) return <Failure compact error={error} what="your choices" retry={() => refetch()} />;
  if (!data) return <SkeletonLine width="60%" />;
  const channels: Channel[] = data.mailAvailable ? ['app', 'browser', 'mail'] : ['app', 'browser'];
  return (
    <>
      {choose.error && <InlineMessage>{sentenceOf(choose.error)}</InlineMessage>}
      <table className={styles.kinds}>
        <thead>
          <tr>
            <th scope="col">When</th>
            {channels.map((channel) => (
              <th key={channel} scope="col">
                {channelNames[channel]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {knownKinds(data.kinds).map(({ kind, chosen }) => (
            <KindRow
              key={kind}
              kind={kind}
              chosen={chosen}
              channels={channels}
              onChoose={(next) => choose.mutate({ kind, channels: next })}
            />
          ))}
        </tbody>
      </table>
      <Permission />
    </>
  );
}

interface KindRowProps {
  readonly kind: NotificationKind;
  readonly chosen: NotificationChannels;
  readonly channels: readonly Channel[];
  readonly onChoose: (chosen: NotificationChannels) => void;
}

function KindRow({ kind, chosen, channels, onChoose }: KindRowProps) {
  const { name } = notificationKinds[kind];
  return (
    <tr>
      <th scope="row">{name}</th>
      {channels.map((channel) => (
        <td key={channel}>
          <Checkbox
            size="xs"
            aria-label={`${name}: ${channelNames[channel]}`}
            checked={chosen[channel] && (channel !== 'browser' || chosen.app)}
            disabled={channel === 'browser' && !chosen.app}
            onChange={(event) => onChoose({ ...chosen, [channel]: event.target.checked })}
          />
        </td>
      ))}
    </tr>
  );
}

function useChoose() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PatchNotificationSetting) => send<Settings>('PATCH', '/api/inbox/settings', { body }),
    onMutate: ({ kind, channels }) => {
      client.setQueryData<Settings>(
        settingsKey,
        (held) => held && { ...held, kinds: { ...held.kinds, [kind]: channels } },
      );
    },
    onSettled: () => void client.invalidateQueries({ queryKey: settingsKey }),
  });
}

/** The browser asks once, and only when the person wants it to. */
function Permission() {
  const [state, setState] = useState(() => ('Notification' in window ? Notification.permission : 'denied'));
  if (state === 'granted') return null;
  if (state === 'denied')
    return (
      <p className={styles.permission}>This browser is not allowed to show notifications of Caseroom.</p>
    );
  const allow = async () => setState(await Notification.requestPermission());
  return (
    <div className={styles.permission}>
      <Button variant="default" size="xs" onClick={() => void allow()}>
        Let this browser notify me
      </Button>
    </div>
  );
}
