import type { Case } from '@caseroom/shared/case';
import type { Interim } from '@caseroom/shared/interim';
import type { Note } from '@caseroom/shared/note';
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { Ago } from '../ui/ago.tsx';
import { InlineMessage } from '../ui/message.tsx';
import { Address } from './address.tsx';
import { Findings } from './findings.tsx';
import styles from './interim.module.css';
import { useInterimActs } from './interim-data.ts';
import { Review } from './review.tsx';
import { useLivePreview } from './use-live-preview.ts';
import { findingsWords } from './words.ts';

interface ComposerProps {
  readonly held: Case;
  readonly note: Note;
  readonly interim: Interim;
  readonly letter: ReactNode;
}

/** Where a message goes, its words, what the check says while they are written, and the way out. */
export function Composer({ held, note, interim, letter }: ComposerProps) {
  const [reviewing, setReviewing] = useState(false);
  const { change, act } = useInterimActs(interim);
  const { preview, saved } = useLivePreview(interim, note);
  const isWaiting = interim.state === 'waiting';
  const findings = preview.data?.findings ?? [];
  return (
    <>
      {interim.returned && (
        <p className={styles.returned}>
          <strong>{interim.returned.by.name} gives it back:</strong> {interim.returned.comment}
        </p>
      )}
      <Address held={held} interim={interim} onChange={change.mutate} />
      {change.error && <InlineMessage>{sentenceOf(change.error)}</InlineMessage>}
      <div className={styles.letter}>{letter}</div>
      {isWaiting && interim.asked && (
        <p className={styles.waiting}>
          <span>
            <strong>Waits for a lead</strong> · {interim.asked.by.name} asked <Ago at={interim.asked.at} />{' '}
            ago
          </span>
        </p>
      )}
      {reviewing && preview.data ? (
        <Review
          interim={interim}
          preview={preview.data}
          saved={saved}
          act={act}
          onClose={() => setReviewing(false)}
        />
      ) : (
        <footer className={`${styles.footer} not-printed`}>
          <div className={styles.check} role="status">
            <span className={styles.checkLine} data-clean={findings.length === 0 || undefined}>
              {preview.data ? findingsWords(findings.length) : 'Checking…'}
              {preview.data?.segments != null && (
                <span className={styles.segments}>
                  {preview.data.segments === 1 ? '1 SMS' : `${preview.data.segments} SMS`}
                </span>
              )}
            </span>
            <Findings findings={findings} />
          </div>
          {(interim.rights.release || interim.rights.approve || interim.rights.giveBack) && (
            <Button
              className={styles.go ?? ''}
              disabled={!preview.data}
              onClick={() => {
                act.reset();
                setReviewing(true);
              }}
            >
              {interim.rights.release ? 'Read it and release' : 'Read it and decide'}
            </Button>
          )}
        </footer>
      )}
    </>
  );
}
