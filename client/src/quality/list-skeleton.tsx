import cards from '../ui/card-list.module.css';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './quality.module.css';

/** Rows the size of what is coming. */
export function ListSkeleton({ label }: { readonly label: string }) {
  return (
    <div className={cards.list} role="status" aria-label={label}>
      {['58%', '44%', '52%'].map((width) => (
        <div key={width} className={styles.row}>
          <SkeletonLine width={26} height={26} round />
          <SkeletonLine width={width} />
        </div>
      ))}
    </div>
  );
}
