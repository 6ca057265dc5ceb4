import {
  type Interim,
  type InterimPreview,
  MAX_OVERRIDE_CHARS,
  MAX_RETURN_CHARS,
} from '@caseroom/shared/interim';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import { FindingWords } from './findings.tsx';
import styles from './interim.module.css';
import type { useInterimActs } from './interim-data.ts';
import { Letter } from './letter.tsx';
import { releaseWords } from './words.ts';

interface ReviewProps {
  readonly interim: Interim;
  readonly preview: InterimPreview;
  /** Everything written here has its receipt. */
  readonly saved: boolean;
  readonly act: ReturnType<typeof useInterimActs>['act'];
  readonly onClose: () => void;
}

/** The last look: the exact words, a reason for each finding that is fine, and the act itself. */
export function Review({ interim, preview, saved, act, onClose }: ReviewProps) {
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const [comment, setComment] = useState<string | null>(null);
  // A double click, and a repeat after a lost answer, are the same act.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { rights, state } = interim;
  const isApproval = state === 'waiting';
  const { findings, seq, hash } = preview;
  const open = findings.filter(
    ({ key: of, never }) => never || (!isApproval && (reasons[of] ?? '').trim().length < 3),
  );
  const overrides = Object.entries(reasons).flatMap(([of, reason]) =>
    reason.trim() && findings.some((finding) => finding.key === of)
      ? [{ key: of, reason: reason.trim() }]
      : [],
  );
  const run = (what: 'release' | 'approve') =>
    act.mutate(
      { act: what, seq, hash, overrides, key: `${key}-${seq}-${hash}` },
      { onSuccess: onClose, onError: () => setKey(crypto.randomUUID()) },
    );
  const giveBack = () =>
    act.mutate({ act: 'return', comment: comment?.trim() ?? '', key }, { onSuccess: onClose });
  return (
    <section className={`${styles.review} not-printed`} aria-label="Read it once more">
      <h3 className={styles.reviewTitle}>This is what they read</h3>
      <Letter subject={preview.subject} blocks={preview.blocks} />
      {findings.length > 0 && (
        <ul className={styles.findings} aria-label="To look at">
          {findings.map((finding) => (
            <li key={finding.key} className={styles.finding} data-never={finding.never || undefined}>
              <FindingWords finding={finding} />
              {!finding.never && !isApproval && (
                <TextInput
                  className={styles.reason ?? ''}
                  aria-label={`Why is it fine: ${finding.quote || finding.hint}`}
                  placeholder="It is fine because…"
                  maxLength={MAX_OVERRIDE_CHARS}
                  value={reasons[finding.key] ?? ''}
                  onChange={(event) => setReasons({ ...reasons, [finding.key]: event.currentTarget.value })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {comment !== null && (
        <TextInput
          label="What should be different?"
          maxLength={MAX_RETURN_CHARS}
          value={comment}
          autoFocus
          onChange={(event) => setComment(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setComment(null)}
        />
      )}
      {act.error && <InlineMessage>{sentenceOf(act.error)} Nothing was sent.</InlineMessage>}
      <div className={styles.acts}>
        <Button variant="default" onClick={onClose}>
          {isApproval ? 'Decide later' : 'Keep writing'}
        </Button>
        {rights.giveBack &&
          (comment === null ? (
            <Button variant="default" onClick={() => setComment('')}>
              Give it back
            </Button>
          ) : (
            <Button
              variant="default"
              loading={act.isPending}
              disabled={comment.trim() === ''}
              onClick={giveBack}
            >
              Give it back with this
            </Button>
          ))}
        {rights.release && (
          <Button
            className={styles.go ?? ''}
            loading={act.isPending}
            disabled={open.length > 0 || !saved}
            onClick={() => run('release')}
          >
            {preview.needsApproval ? 'Ask a lead to approve it' : releaseWords(interim)}
          </Button>
        )}
        {rights.approve && (
          <Button
            className={styles.go ?? ''}
            loading={act.isPending}
            disabled={open.length > 0}
            onClick={() => run('approve')}
          >
            Approve and {lowerFirst(releaseWords(interim))}
          </Button>
        )}
      </div>
    </section>
  );
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
