import type { MySession } from '@caseroom/shared/people';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send, sentenceOf } from '../platform/http.ts';
import { Ago } from '../ui/ago.tsx';
import { Failure, InlineMessage } from '../ui/message.tsx';
import { Pill } from '../ui/pill.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './preferences.module.css';
import { describeAgent, plainAddress } from './user-agent.ts';

const KEY = ['me', 'sessions'] as const;

/** Every place a person is signed in, and the way to end one that is not theirs. */
export function Sessions() {
  const client = useQueryClient();
  const sessions = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) =>
      (await send<{ items: MySession[] }>('GET', '/api/me/sessions', { signal })).items,
    staleTime: 0,
  });
  const end = useMutation({
    mutationFn: (id: string) => send('DELETE', `/api/me/sessions/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
  if (sessions.isPending) return <SkeletonLine width="60%" height={16} />;
  if (!sessions.data)
    return <Failure compact error={sessions.error} what="your sessions" retry={() => sessions.refetch()} />;
  return (
    <>
      {end.error && <InlineMessage>{sentenceOf(end.error)}</InlineMessage>}
      <ul className={styles.sessions}>
        {sessions.data.map((session) => (
          <li key={session.id} className={styles.setting}>
            <div>
              <div className={styles.settingName}>
                {describeAgent(session.userAgent)} {session.current && <Pill tone="good">This one</Pill>}
              </div>
              <div className={`${styles.minor} numbers`}>
                {session.address && `${plainAddress(session.address)}, `}last seen{' '}
                <Ago at={session.lastSeenAt} />
              </div>
            </div>
            {!session.current && (
              <Button
                variant="default"
                loading={end.isPending && end.variables === session.id}
                onClick={() => end.mutate(session.id)}
              >
                Sign out there
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
