import type { Review } from '@caseroom/shared/quality';
import type { ScorecardItem } from '@caseroom/shared/scorecard';
import { useState } from 'react';
import { useMe } from '../platform/session.ts';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { DisputeForm, useDispute } from './dispute-form.tsx';
import { GoalForm } from './goal-form.tsx';
import styles from './review.module.css';
import { ReviewFrame, ReviewHeader } from './review-frame.tsx';
import { ScoreButtons } from './score-buttons.tsx';
import { SettleForm, useSettle } from './settle-form.tsx';
import { Sheet, Total } from './sheet.tsx';
import { firstName, scoreText } from './words.ts';

/** A submitted review, for everybody it concerns: the agent answers it, a dispute is settled here. */
export function ReviewAnswer({ review }: { readonly review: Review }) {
  const { scorecard, marking, rights } = review;
  const [active, setActive] = useState<string | null>(null);
  const dispute = useDispute();
  const settle = useSettle(review);
  const below = (item: ScorecardItem) => (
    <>
      <Objected review={review} item={item} />
      {rights.answer && dispute.isOpen && dispute.field(item)}
      {rights.settle && review.objections.some((one) => one.item === item.id) && (
        <div className={styles.newScore}>
          <span className={styles.minor}>New score</span>
          <ScoreButtons
            item={item}
            score={settle.scores[item.id] ?? null}
            onScore={(score) => settle.score(item.id, score)}
          />
        </div>
      )}
    </>
  );
  return (
    <ReviewFrame subject={review} header={<ReviewHeader review={review} />} marking={marking}>
      {(quotes) => (
        <>
          <div className={styles.panelScroll}>
            <Total scorecard={scorecard.body} marks={countedMarks(review)} />
            {marking.summary && <Said review={review} />}
            <Settled review={review} />
            <Sheet
              scorecard={scorecard.body}
              marking={marking}
              active={active}
              onActive={setActive}
              quotes={quotes}
              below={below}
            />
            {rights.coach && <GoalForm review={review} />}
          </div>
          {rights.answer && <DisputeForm review={review} dispute={dispute} />}
          {rights.settle && <SettleForm review={review} settle={settle} />}
        </>
      )}
    </ReviewFrame>
  );
}

/** The marks as they count: with the scores that a dispute changed. */
const countedMarks = ({ marking, settlement }: Review) =>
  marking.marks.map((mark) => {
    const change = settlement?.changes.find(({ item }) => item === mark.item);
    return change ? { ...mark, score: change.to } : mark;
  });

function Said({ review: { marking, reviewer, submittedAt } }: { readonly review: Review }) {
  return (
    <div className={styles.said}>
      <Avatar person={reviewer} size={20} />
      <div>
        <strong>{reviewer.name}</strong>{' '}
        {submittedAt && <Ago at={submittedAt} className={styles.minor ?? ''} />}
        <p>{marking.summary}</p>
      </div>
    </div>
  );
}

function Settled({ review: { settlement } }: { readonly review: Review }) {
  if (!settlement) return null;
  return (
    <div className={styles.said} data-verdict={settlement.verdict}>
      <Avatar person={settlement.by} size={20} />
      <div>
        <strong>
          {settlement.by.name}{' '}
          {settlement.verdict === 'upheld' ? 'upheld the dispute' : 'rejected the dispute'}
        </strong>{' '}
        <Ago at={settlement.at} className={styles.minor ?? ''} />
        <p>{settlement.reply}</p>
      </div>
    </div>
  );
}

/** What the agent says against a score, and what became of it. */
function Objected({ review, item }: { readonly review: Review; readonly item: ScorecardItem }) {
  const me = useMe();
  const objection = review.objections.find((one) => one.item === item.id);
  const change = review.settlement?.changes.find((one) => one.item === item.id);
  if (!objection) return null;
  return (
    <div className={styles.objection}>
      <strong>
        {review.agent.id === me.id ? 'You dispute this' : `${firstName(review.agent.name)} disputes this`}
      </strong>
      <p>{objection.reason}</p>
      {change && (
        <p>
          Now <strong>{scoreText(item.scale, change.to)}</strong>, was {scoreText(item.scale, change.from)}
        </p>
      )}
      {review.settlement && !change && <p className={styles.minor}>The score stands.</p>}
    </div>
  );
}
