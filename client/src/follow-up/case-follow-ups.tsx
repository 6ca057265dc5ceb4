import type { FollowUp } from '@caseroom/shared/follow-up';
import { sentenceOf } from '../platform/http.ts';
import { Failure, InlineMessage } from '../ui/message.tsx';
import side from '../ui/side-head.module.css';
import styles from './follow-up.module.css';
import { useCaseFollowUps, useTick } from './follow-up-data.ts';
import { FollowUpRow } from './follow-up-row.tsx';

const isOpen = ({ done }: FollowUp): boolean => done === null;

/** What has been promised and planned in a case, beside its notes. */
export function CaseFollowUps({ caseId }: { readonly caseId: string }) {
  const followUps = useCaseFollowUps(caseId);
  const tick = useTick();
  const items = followUps.data ?? [];
  const doneCount = items.filter((item) => !isOpen(item)).length;
  return (
    <section aria-label="Follow-ups">
      <header className={side.head}>
        <h2>Follow-ups</h2>
        {doneCount > 0 && <span className={styles.doneCount}>{doneCount} done</span>}
      </header>
      {tick.error && <InlineMessage>{sentenceOf(tick.error)}</InlineMessage>}
      {followUps.error && !followUps.data && (
        <Failure compact error={followUps.error} what="the follow-ups" retry={() => followUps.refetch()} />
      )}
      {followUps.data && items.every((item) => !isOpen(item)) && (
        <p className={styles.none}>
          {doneCount > 0 ? 'All done.' : 'A task with a time, such as “@@tomorrow 3pm”, appears here.'}
        </p>
      )}
      <ul className={styles.cards}>
        {items.filter(isOpen).map((followUp) => (
          <FollowUpRow
            key={followUp.id}
            followUp={followUp}
            withCase={false}
            onTick={(done) => tick.mutate({ id: followUp.id, done })}
          />
        ))}
      </ul>
    </section>
  );
}
