import type { SummarySettings } from '@caseroom/shared/summary';
import { Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send, sentenceOf } from '../platform/http.ts';
import { fullText } from '../platform/time.ts';
import { Failure, InlineMessage } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './settings.module.css';

const key = ['admin', 'summaries'] as const;

/** Whether a language model drafts, and for whom. */
export function SummarySettingsPage() {
  usePageTitle('Summaries');
  const settings = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => send<SummarySettings>('GET', '/api/admin/summaries', { signal }),
  });
  return (
    <section className={styles.page} aria-label="Summaries">
      {settings.isPending && <SkeletonLine width="60%" />}
      {settings.error && !settings.data && (
        <Failure error={settings.error} what="the settings" retry={() => settings.refetch()} />
      )}
      {settings.data && <Settings settings={settings.data} />}
    </section>
  );
}

function Settings({ settings: { model, programs } }: { readonly settings: SummarySettings }) {
  const client = useQueryClient();
  const set = useMutation({
    mutationFn: ({ id, given }: { id: string; given: boolean }) =>
      send<SummarySettings>('PUT', `/api/admin/programs/${id}/summary-consent`, { body: { given } }),
    onSuccess: (next) => client.setQueryData(key, next),
  });
  return (
    <>
      <p className={styles.about}>
        Summaries are drafted on this server, by rules, and nothing of a talk leaves it.{' '}
        {model ? (
          <>
            Where a program agrees, its talks are sent to <strong>{model.name}</strong> at{' '}
            <strong>{model.origin}</strong> instead, without card numbers and security codes. When it fails,
            the server drafts and says so.
          </>
        ) : (
          <>
            An operator can set up a language model with <code>SUMMARY_API_URL</code>; each program still has
            to agree here before anything is sent to it.
          </>
        )}
      </p>
      {set.error && <InlineMessage>{sentenceOf(set.error)} Nothing was changed.</InlineMessage>}
      <ul className={styles.programs}>
        {programs.map(({ program, consent }) => (
          <li key={program.id}>
            <Switch
              checked={consent !== null}
              disabled={set.isPending && set.variables.id === program.id}
              onChange={({ currentTarget }) => set.mutate({ id: program.id, given: currentTarget.checked })}
              label={program.name}
              description={
                consent
                  ? `Agreed by ${consent.by.name}, ${fullText(new Date(consent.at))}`
                  : 'Drafted on this server only'
              }
            />
          </li>
        ))}
      </ul>
    </>
  );
}
