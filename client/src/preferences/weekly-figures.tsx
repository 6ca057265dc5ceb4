import { DIGEST_HOUR, type InsightDigests } from '@caseroom/shared/insight-digest';
import { Checkbox } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send, sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './preferences.module.css';

const digestsQuery = queryOptions({
  queryKey: ['insight', 'digests'],
  queryFn: ({ signal }) => send<InsightDigests>('GET', '/api/insight/digests', { signal }),
});

/** Which programs' figures somebody has by e-mail. Nothing where no e-mail can be sent. */
export function WeeklyFigures() {
  const { data } = useQuery(digestsQuery);
  const choose = useChoose();
  if (!data?.mailAvailable || data.items.length === 0) return null;
  return (
    <fieldset className={styles.weekly}>
      <legend className={styles.settingName}>Figures of the week by e-mail</legend>
      <p className={styles.minor}>
        On Mondays at {DIGEST_HOUR}:00 where the program works, as far as you may read them.
      </p>
      {choose.error && <InlineMessage>{sentenceOf(choose.error)}</InlineMessage>}
      {data.items.map(({ program, timeZone, chosen }) => (
        <Checkbox
          key={program.id}
          size="xs"
          label={program.name}
          description={timeZone.replaceAll('_', ' ')}
          checked={chosen}
          onChange={(event) => choose.mutate({ program: program.id, chosen: event.target.checked })}
        />
      ))}
    </fieldset>
  );
}

function useChoose() {
  const client = useQueryClient();
  const { queryKey } = digestsQuery;
  return useMutation({
    mutationFn: ({ program, chosen }: { program: string; chosen: boolean }) =>
      send<InsightDigests>('PUT', `/api/insight/digests/${program}`, { body: { chosen } }),
    onMutate: ({ program, chosen }) => {
      client.setQueryData(
        queryKey,
        (held) =>
          held && {
            ...held,
            items: held.items.map((one) => (one.program.id === program ? { ...one, chosen } : one)),
          },
      );
    },
    onSettled: () => void client.invalidateQueries({ queryKey }),
  });
}
