import { MAX_REMARK_CHARS, type Review } from '@caseroom/shared/quality';
import type { Score } from '@caseroom/shared/scorecard';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import { useReviewAct } from './quality-data.ts';
import styles from './review.module.css';
import { firstName } from './words.ts';

/** The scores a dispute is to change; at first those that were given. */
export function useSettle({ marking, objections }: Review) {
  const [changed, setChanged] = useState<Readonly<Record<string, Score>>>({});
  const given = Object.fromEntries(
    marking.marks.flatMap(({ item, score }) =>
      score !== null && objections.some((one) => one.item === item) ? [[item, score]] : [],
    ),
  );
  return {
    scores: { ...given, ...changed } as Readonly<Record<string, Score>>,
    changes: Object.entries(changed).flatMap(([item, score]) =>
      given[item] === score ? [] : [{ item, score }],
    ),
    score: (item: string, score: Score | null) => {
      const { [item]: _, ...rest } = changed;
      setChanged(score === null ? rest : { ...rest, [item]: score });
    },
  };
}

interface SettleFormProps {
  readonly review: Review;
  readonly settle: ReturnType<typeof useSettle>;
}

/** Answers a dispute: upheld with new scores, or rejected; either way with the reason. */
export function SettleForm({ review, settle }: SettleFormProps) {
  const act = useReviewAct(review.id);
  const [reply, setReply] = useState('');
  const send = (verdict: 'upheld' | 'rejected') =>
    act.mutate({
      act: 'settle',
      body: { verdict, reply: reply.trim(), scores: verdict === 'upheld' ? settle.changes : [] },
    });
  const silent = reply.trim() === '';
  return (
    <footer className={styles.panelFoot}>
      {act.error && <InlineMessage>{sentenceOf(act.error)}</InlineMessage>}
      <Textarea
        label={`Answer to ${firstName(review.agent.name)}`}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={MAX_REMARK_CHARS}
        value={reply}
        onChange={(event) => setReply(event.currentTarget.value.replace(/\n/g, ' '))}
      />
      <div className={styles.footRow}>
        <span className={styles.hint}>
          {settle.changes.length > 0
            ? `${settle.changes.length} ${settle.changes.length === 1 ? 'score changes' : 'scores change'}.`
            : 'Change a disputed score to uphold.'}
        </span>
        <Button
          variant="default"
          size="sm"
          loading={act.isPending}
          disabled={silent || settle.changes.length > 0}
          onClick={() => send('rejected')}
        >
          Reject
        </Button>
        <Button
          size="sm"
          loading={act.isPending}
          disabled={silent || settle.changes.length === 0}
          onClick={() => send('upheld')}
        >
          Uphold
        </Button>
      </div>
    </footer>
  );
}
