import type { Case } from '@caseroom/shared/case';
import {
  type CaseReport,
  MAX_SATISFACTION_COMMENT_CHARS,
  type RecordSatisfaction,
  type Satisfaction,
} from '@caseroom/shared/summary';
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { send, sentenceOf } from '../platform/http.ts';
import { fullText } from '../platform/time.ts';
import { InlineMessage } from '../ui/message.tsx';
import { caseKeys } from './keys.ts';
import styles from './report.module.css';

interface SatisfiedProps {
  readonly held: Case;
  readonly said: Satisfaction | null;
}

/** How satisfied the customer said they are, on their page or to somebody who writes it down here. */
export function Satisfied({ held, said }: SatisfiedProps) {
  return (
    <section className={styles.part} aria-label="Satisfaction">
      <h2>Satisfaction</h2>
      {said ? (
        <>
          <p>
            <strong>{said.score} of 5</strong>,{' '}
            {said.by ? `recorded by ${said.by.name}` : 'said by the customer on their page'},{' '}
            {fullText(new Date(said.at))}
          </p>
          {said.comment && <blockquote className={styles.words}>{said.comment}</blockquote>}
        </>
      ) : (
        <p>The customer has not said yet.</p>
      )}
      {held.rights.write && <RecordForm caseId={held.id} />}
    </section>
  );
}

const scores = [1, 2, 3, 4, 5] as const;

function RecordForm({ caseId }: { readonly caseId: string }) {
  const client = useQueryClient();
  const [score, setScore] = useState<number | null>(null);
  const [comment, setComment] = useState('');
  const record = useMutation({
    mutationFn: (body: RecordSatisfaction) =>
      send<CaseReport>('POST', `/api/cases/${caseId}/satisfaction`, { body }),
    onSuccess: (next) => {
      client.setQueryData(caseKeys.report(caseId), next);
      setScore(null);
      setComment('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (score !== null) record.mutate({ score, comment: comment.trim() });
  };
  return (
    <form className={`${styles.record} not-printed`} onSubmit={submit} aria-label="What the customer said">
      <fieldset className={styles.scores} disabled={record.isPending}>
        <legend>What the customer said, from 1 (not satisfied) to 5</legend>
        {scores.map((one) => (
          <Button
            key={one}
            size="compact-sm"
            variant={score === one ? 'filled' : 'default'}
            aria-pressed={score === one}
            onClick={() => setScore(score === one ? null : one)}
          >
            {one}
          </Button>
        ))}
      </fieldset>
      {score !== null && (
        <>
          <Textarea
            label="In their words"
            placeholder="Optional"
            autosize
            minRows={2}
            maxRows={6}
            maxLength={MAX_SATISFACTION_COMMENT_CHARS}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <span className={styles.acts}>
            <Button type="submit" loading={record.isPending}>
              Record
            </Button>
            <Button variant="default" onClick={() => setScore(null)}>
              Cancel
            </Button>
          </span>
        </>
      )}
      {record.error && <InlineMessage>{sentenceOf(record.error)} Nothing was recorded.</InlineMessage>}
    </form>
  );
}
