import { MAX_RETURN_CHARS } from '@caseroom/shared/interim';
import type { BulkSendWithCases } from '@caseroom/shared/interim-bulk';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { sentenceOf } from '../../platform/http.ts';
import { Failure, InlineMessage } from '../../ui/message.tsx';
import { SkeletonLine } from '../../ui/skeleton.tsx';
import styles from './bulk.module.css';
import { useBulkAct, useStoredCheck } from './bulk-data.ts';
import { customersWords } from './bulk-words.ts';
import { LeftOut, Previews } from './previews.tsx';
import { Repeated } from './repeated.tsx';

/** A second lead's word on the words, as their customers would read them now. */
export function Approval({ bulk }: { readonly bulk: BulkSendWithCases }) {
  const { rights } = bulk;
  const check = useStoredCheck(bulk.id);
  const act = useBulkAct(bulk.id);
  const [comment, setComment] = useState<string | null>(null);
  const sent = check.data?.items.filter(({ skip }) => skip === null) ?? [];
  const needing = sent.filter(({ needsApproval }) => needsApproval).length;
  return (
    <section className={styles.part} aria-labelledby="approval">
      <h2 id="approval">This is what they read</h2>
      {!rights.approve && (
        <p className={styles.quiet}>Nothing leaves before another lead of the program has approved it.</p>
      )}
      {check.error && <Failure compact error={check.error} what="the words" retry={() => check.refetch()} />}
      {check.isPending && <SkeletonLine width="60%" />}
      <Previews items={sent} />
      {needing > 0 && (
        <p className={styles.quiet}>
          {needing === 1 ? 'One case needs' : `${needing} cases need`} a second lead by their priority and
          channel.
        </p>
      )}
      <Repeated items={sent} />
      <LeftOut items={check.data?.items.filter(({ skip }) => skip !== null) ?? []} />
      {comment !== null && (
        <TextInput
          label={rights.approve ? 'What should be different?' : 'Why do you take it back?'}
          maxLength={MAX_RETURN_CHARS}
          value={comment}
          autoFocus
          onChange={(event) => setComment(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setComment(null)}
        />
      )}
      {act.error && <InlineMessage>{sentenceOf(act.error)}</InlineMessage>}
      <div className={styles.acts}>
        {rights.giveBack && (
          <Button
            variant="default"
            disabled={comment?.trim() === ''}
            onClick={() =>
              comment === null ? setComment('') : act.mutate({ act: 'return', comment: comment.trim() })
            }
          >
            {rights.approve ? 'Give it back' : 'Take it back'}
            {comment !== null && ' with this'}
          </Button>
        )}
        {rights.approve && (
          <Button
            className={styles.go ?? ''}
            loading={act.isPending}
            disabled={sent.length === 0}
            onClick={() => act.mutate({ act: 'approve' })}
          >
            Approve and send to {customersWords(sent.length)}
          </Button>
        )}
      </div>
    </section>
  );
}
