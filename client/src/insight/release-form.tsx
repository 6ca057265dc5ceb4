import { daysLater } from '@caseroom/shared/day';
import { type PeriodWeeks, periodWeeks } from '@caseroom/shared/insight';
import { MAX_RELEASE_CHARS, type ReleaseDraft, SMALL_COUNT } from '@caseroom/shared/insight-release';
import { halfText } from '@caseroom/shared/insight-words';
import { Button, Checkbox, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { Failure, InlineMessage } from '../ui/message.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './release.module.css';
import { useDraft, useRelease } from './release-data.ts';
import { ReleasedFigures } from './released-figures.tsx';

interface ReleaseFormProps {
  readonly program: string;
  /** The last day that can be released, "2026-11-21". */
  readonly yesterday: string;
  readonly onDone: () => void;
}

/** A lead's deliberate act: a period that is over, what it means in words, and the tags that may be named. */
export function ReleaseForm({ program, yesterday, onDone }: ReleaseFormProps) {
  const [last, setLast] = useState(yesterday);
  const [weeks, setWeeks] = useState<PeriodWeeks>(4);
  const to = daysLater(last, 1);
  const draft = useDraft({ program, to, weeks });
  return (
    <section className={styles.card} aria-label="Release a period">
      <h2 className={styles.cardTitle}>Release a period</h2>
      <div className={styles.span}>
        <TextInput
          type="date"
          size="xs"
          label="Up to and including"
          max={yesterday}
          value={last}
          onChange={(event) => event.target.value && setLast(event.target.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label="Length of the period"
          data={periodWeeks.map((of) => ({ value: String(of), label: of === 1 ? '1 week' : `${of} weeks` }))}
          value={String(weeks)}
          onChange={(value) => setWeeks(periodWeeks.find((of) => String(of) === value) ?? weeks)}
        />
      </div>
      {draft.isPending && <SkeletonLine width="60%" />}
      {draft.error && (
        <Failure compact error={draft.error} what="the figures" retry={() => draft.refetch()} />
      )}
      {draft.data && (
        <Deciding key={`${to} ${weeks}`} draft={draft.data} span={{ program, to, weeks }} onDone={onDone} />
      )}
    </section>
  );
}

interface DecidingProps {
  readonly draft: ReleaseDraft;
  readonly span: { readonly program: string; readonly to: string; readonly weeks: PeriodWeeks };
  readonly onDone: () => void;
}

function Deciding({ draft: { program, period, figures }, span, onDone }: DecidingProps) {
  const [summary, setSummary] = useState('');
  const [tags, setTags] = useState<string[]>([]);
  const release = useRelease(program.id);
  const send = () => release.mutate({ ...span, summary, tags }, { onSuccess: onDone });
  return (
    <>
      <p className={styles.minor}>
        {program.client} will read this, of {halfText(period, 'current')}. What is made of fewer than{' '}
        {SMALL_COUNT} cases stays inside.
      </p>
      <ReleasedFigures figures={figures} />
      {figures.tags.length > 0 && (
        <Checkbox.Group label="Reasons and other tags that may be named" value={tags} onChange={setTags}>
          <div className={styles.tags}>
            {figures.tags.map(({ tag, n }) => (
              <Checkbox key={tag} size="xs" value={tag} label={`${tag} (${n})`} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <Textarea
        label="Summary"
        description="In your words, for the client. Names of customers and of the floor’s people do not belong here."
        autosize
        minRows={3}
        maxLength={MAX_RELEASE_CHARS}
        value={summary}
        onChange={(event) => setSummary(event.target.value)}
      />
      {release.error && <InlineMessage>{sentenceOf(release.error)}</InlineMessage>}
      <div className={styles.actions}>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button onClick={send} loading={release.isPending} disabled={summary.trim() === ''}>
          Release to {program.client}
        </Button>
      </div>
    </>
  );
}
