import { type Evidence, MAX_EVIDENCE, MAX_SUMMARY_CHARS, type Review } from '@caseroom/shared/quality';
import { resultOf } from '@caseroom/shared/scorecard';
import { Button, Textarea } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import { useDiscard, useReviewAct, useSaveMarking } from './quality-data.ts';
import styles from './review.module.css';
import { ReviewFrame, ReviewHeader } from './review-frame.tsx';
import { Sheet, scoresIn, Total } from './sheet.tsx';
import { type MarkingHandle, useMarking } from './use-marking.ts';

/** A reviewer scores the note; everything is saved as it is typed, and nobody sees it before it is submitted. */
export function ReviewDraft({ review }: { readonly review: Review }) {
  const navigate = useNavigate();
  const handle = useMarking(review.marking, useSaveMarking(review.id));
  const act = useReviewAct(review.id);
  const discard = useDiscard(review.id);
  const error = act.error ?? discard.error;
  return (
    <MarkingView
      header={
        <ReviewHeader review={review}>
          <Button
            variant="default"
            loading={discard.isPending}
            onClick={() => discard.mutate(undefined, { onSuccess: () => void navigate('/quality/work') })}
          >
            Discard the draft
          </Button>
        </ReviewHeader>
      }
      subject={review}
      handle={handle}
      error={error && sentenceOf(error)}
      submitting={act.isPending}
      submitLabel={`Submit to ${review.agent.name.split(' ')[0]}`}
      summaryLabel="In a sentence or two, for the agent"
      onSubmit={() => act.mutate({ act: 'submit' })}
    />
  );
}

interface MarkingViewProps {
  readonly header: ReactNode;
  readonly subject: Pick<Review, 'case' | 'note' | 'noteSeq' | 'noteAt' | 'scorecard'>;
  readonly handle: MarkingHandle;
  readonly error: string | null;
  readonly submitting: boolean;
  readonly submitLabel: string;
  readonly summaryLabel: string;
  readonly onSubmit: () => void;
}

const saveWords = { saved: 'Draft saved', saving: 'Saving', failed: 'Not saved yet' } as const;

/** Scoring a note by a scorecard: for a review and for a calibration alike. */
export function MarkingView(props: MarkingViewProps) {
  const { header, subject, handle, error, submitting, submitLabel, summaryLabel, onSubmit } = props;
  const { marking, mark } = handle;
  const { body } = subject.scorecard;
  const { unscored } = resultOf(body, scoresIn(marking.marks));
  const [active, setActive] = useState<string | null>(null);
  useFirstFocus(unscored[0]);
  const quote = (passage: Evidence) => {
    const item = active ?? unscored[0] ?? body.sections[0]?.items[0]?.id;
    if (!item) return;
    const held = marking.marks.find((one) => one.item === item)?.evidence ?? [];
    mark(item, { evidence: [...held, passage].slice(0, MAX_EVIDENCE) });
    setActive(item);
  };
  const submit = async () => {
    if (await handle.flush()) onSubmit();
  };
  return (
    <ReviewFrame subject={subject} header={header} marking={marking} onQuote={quote}>
      {(quotes) => (
        <>
          <div className={styles.panelScroll}>
            <Sheet
              scorecard={body}
              marking={marking}
              onMark={mark}
              active={active}
              onActive={setActive}
              quotes={quotes}
            />
            <Textarea
              label="Summary"
              description={summaryLabel}
              autosize
              minRows={2}
              maxRows={8}
              maxLength={MAX_SUMMARY_CHARS}
              value={marking.summary}
              onChange={(event) => handle.summarise(event.currentTarget.value.replace(/\n/g, ' '))}
            />
          </div>
          <footer className={styles.panelFoot}>
            {error && <InlineMessage>{error}</InlineMessage>}
            <div className={styles.footRow}>
              <Total scorecard={body} marks={marking.marks} />
              <span className={styles.grow} />
              <span className={styles.saved} data-state={handle.saveState} role="status">
                {saveWords[handle.saveState]}
              </span>
              <Button
                size="sm"
                loading={submitting}
                disabled={unscored.length > 0}
                onClick={() => void submit()}
              >
                {submitLabel}
              </Button>
            </div>
          </footer>
        </>
      )}
    </ReviewFrame>
  );
}

/** The keyboard begins at the first item without a score. */
function useFirstFocus(item: string | undefined): void {
  const [first] = useState(item);
  useEffect(() => {
    if (first && document.activeElement === document.body)
      document.querySelector<HTMLElement>(`[data-item="${first}"]`)?.focus({ preventScroll: true });
  }, [first]);
}
