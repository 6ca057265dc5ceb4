import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './case.module.css';
import caseHeader from './case-header.module.css';

/** The case page before it is known, in its own measures. */
export function CaseSkeleton() {
  return (
    <div className={styles.page} role="status" aria-label="Loading the case">
      <div className={caseHeader.header}>
        <div className={caseHeader.titleRow}>
          <SkeletonLine width={52} height={16} />
          <SkeletonLine width="40%" height={20} />
        </div>
        <div className={caseHeader.facts}>
          <SkeletonLine width={120} />
          <SkeletonLine width={90} />
          <SkeletonLine width={110} />
        </div>
      </div>
      <div className={styles.body}>
        <div className={styles.notesScroll}>
          <div className={styles.notes}>
            <NoteSkeleton />
          </div>
        </div>
        <div className={styles.side} />
      </div>
    </div>
  );
}

const LINES = ['94%', '88%', '62%'];

/** A note on its way. */
export function NoteSkeleton() {
  return (
    <div className={styles.noteSkeleton} role="status" aria-label="Loading the note">
      <SkeletonLine width={130} height={14} />
      {LINES.map((width) => (
        <SkeletonLine key={width} width={width} height={14} />
      ))}
    </div>
  );
}
