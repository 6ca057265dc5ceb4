import { MAX_REMARK_CHARS, type Review } from '@caseroom/shared/quality';
import type { ScorecardItem } from '@caseroom/shared/scorecard';
import { Button, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import { useReviewAct } from './quality-data.ts';
import styles from './review.module.css';

/** What an agent writes against single scores. */
export function useDispute() {
  const [isOpen, setOpen] = useState(false);
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const field = (item: ScorecardItem): ReactNode => (
    <Textarea
      aria-label={`Dispute: ${item.text}`}
      placeholder="Dispute this score: say why"
      autosize
      minRows={1}
      maxRows={6}
      maxLength={MAX_REMARK_CHARS}
      value={reasons[item.id] ?? ''}
      onChange={(event) =>
        setReasons({ ...reasons, [item.id]: event.currentTarget.value.replace(/\n/g, ' ') })
      }
    />
  );
  const objections = Object.entries(reasons).flatMap(([item, reason]) =>
    reason.trim() === '' ? [] : [{ item, reason: reason.trim() }],
  );
  return { isOpen, setOpen, field, objections };
}

interface DisputeFormProps {
  readonly review: Review;
  readonly dispute: ReturnType<typeof useDispute>;
}

/** The agent's answer: they take it, or say item by item where they do not. */
export function DisputeForm({ review, dispute }: DisputeFormProps) {
  const act = useReviewAct(review.id);
  const { objections } = dispute;
  return (
    <footer className={styles.panelFoot}>
      {act.error && <InlineMessage>{sentenceOf(act.error)}</InlineMessage>}
      {dispute.isOpen ? (
        <div className={styles.footRow}>
          <span className={styles.hint}>
            Write beside each score you dispute. A reviewer or your lead answers; nobody else reads it.
          </span>
          <Button variant="default" size="sm" onClick={() => dispute.setOpen(false)}>
            Cancel
          </Button>
          <Button
            size="sm"
            loading={act.isPending}
            disabled={objections.length === 0}
            onClick={() => act.mutate({ act: 'dispute', body: { objections } })}
          >
            Send the dispute
          </Button>
        </div>
      ) : (
        <div className={styles.footRow}>
          <span className={styles.hint}>You and your leads see this review, and those who review.</span>
          <Button variant="default" size="sm" onClick={() => dispute.setOpen(true)}>
            Dispute
          </Button>
          <Button size="sm" loading={act.isPending} onClick={() => act.mutate({ act: 'acknowledge' })}>
            Acknowledge
          </Button>
        </div>
      )}
    </footer>
  );
}
