import type { ReviewSummary } from '@caseroom/shared/quality';
import { IconRosetteDiscountCheck, IconScale } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useMe } from '../platform/session.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import cards from '../ui/card-list.module.css';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill } from '../ui/pill.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import styles from './quality.module.css';
import { useReviews } from './quality-data.ts';
import { percentText, scoreTone, stateText, stateTones } from './words.ts';

/** The reviews a person may read: an agent's own, a lead's and a reviewer's programs'. */
export function ReviewList() {
  const me = useMe();
  const oversees = me.memberships.some(({ role }) => role === 'qa' || role === 'lead');
  const title = oversees ? 'Reviews' : 'My reviews';
  usePageTitle(title);
  return (
    <Reviews
      title={title}
      empty={
        <Message icon={<IconRosetteDiscountCheck size={20} />} title="No review yet">
          {oversees
            ? 'Reviews appear here from their first score to the last word of a dispute.'
            : 'When a note of yours is reviewed you find it here, and say whether you agree.'}
        </Message>
      }
    />
  );
}

export function DisputeList() {
  usePageTitle('Disputes');
  return (
    <Reviews
      title="Disputes"
      state="disputed"
      empty={
        <Message icon={<IconScale size={20} />} title="No open dispute">
          When an agent disputes a score it waits here for a reviewer or a lead.
        </Message>
      }
    />
  );
}

interface ReviewsProps {
  readonly title: string;
  readonly state?: 'disputed';
  readonly empty: ReactNode;
}

function Reviews({ title, state, empty }: ReviewsProps) {
  const { data, error, refetch } = useReviews(state);
  return (
    <div className={styles.column}>
      <header className={styles.head}>
        <h2>{title}</h2>
      </header>
      {error && !data && <Failure error={error} what="the reviews" retry={() => refetch()} />}
      {!data && !error && <ListSkeleton label="Loading the reviews" />}
      {data?.length === 0 && empty}
      {data && data.length > 0 && <Rows reviews={data} />}
    </div>
  );
}

function Rows({ reviews }: { readonly reviews: readonly ReviewSummary[] }) {
  const me = useMe();
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(-1);
  const go = (to: number) => {
    const next = Math.min(Math.max(to, 0), reviews.length - 1);
    setAt(next);
    list.current?.querySelectorAll<HTMLElement>('[data-row]')[next]?.focus();
  };
  useShortcut({ keys: 'j', label: 'Next in the list', group: 'Quality' }, () => go(at + 1));
  useShortcut({ keys: 'k', label: 'Previous in the list', group: 'Quality' }, () => go(at - 1));
  return (
    <ul className={cards.list} ref={list}>
      {reviews.map((review, i) => (
        <li key={review.id}>
          <Link data-row to={`/quality/reviews/${review.id}`} className={styles.row} onFocus={() => setAt(i)}>
            <Avatar person={review.agent} size={26} />
            <span className={styles.words}>
              <span className={styles.name}>
                {review.agent.id === me.id ? 'Your work' : review.agent.name}
              </span>
              <span className={styles.about}>
                {review.case.number} {review.case.subject}
              </span>
              <span className={styles.minor}>
                {review.note.title}, reviewed by {review.reviewer.id === me.id ? 'you' : review.reviewer.name}
              </span>
            </span>
            <span className={styles.facts}>
              {review.state !== 'drafted' && (
                <Pill tone={scoreTone(review)}>{percentText(review.percent)}</Pill>
              )}
              <Pill tone={stateTones[review.state]}>{stateText(review, me.id)}</Pill>
            </span>
            <Ago at={review.at} className={styles.ago ?? ''} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
