import { useParams } from 'react-router';
import { Failure } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { useReview } from './quality-data.ts';
import styles from './review.module.css';
import { ReviewAnswer } from './review-answer.tsx';
import { ReviewDraft } from './review-draft.tsx';

export function ReviewPage() {
  const { reviewId = '' } = useParams();
  const { data, error, refetch } = useReview(reviewId);
  usePageTitle(data ? `Review, ${data.agent.name}, ${data.case.number}` : 'Review');
  if (error && !data) return <Failure addressed error={error} what="a review" retry={() => refetch()} />;
  if (!data) return <ReviewSkeleton />;
  return data.rights.score ? (
    <ReviewDraft key={data.id} review={data} />
  ) : (
    <ReviewAnswer key={data.id} review={data} />
  );
}

function ReviewSkeleton() {
  return (
    <div className={styles.page} role="status" aria-label="Loading the review">
      <div className={styles.header}>
        <SkeletonLine width={28} height={28} round />
        <SkeletonLine width={260} />
      </div>
    </div>
  );
}
