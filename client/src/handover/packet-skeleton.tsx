import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './packet.module.css';

const ROWS = ['64%', '72%', '58%', '66%', '50%'];

/** A packet before it is known, in its own measures. */
export function PacketSkeleton() {
  return (
    <div className={styles.page} role="status" aria-label="Loading the handover">
      <div className={styles.header}>
        <div className={styles.headRow}>
          <SkeletonLine width={220} height={18} />
        </div>
      </div>
      <div className={styles.body}>
        <div className={styles.list}>
          {ROWS.map((width) => (
            <div key={width} className={styles.skeletonRow}>
              <SkeletonLine width={width} />
              <SkeletonLine width="40%" height={10} />
            </div>
          ))}
        </div>
        <div className={styles.middle}>
          <div className={styles.column}>
            {ROWS.slice(0, 3).map((width) => (
              <div key={width} className={styles.card}>
                <SkeletonLine width={90} />
                <SkeletonLine width={width} />
              </div>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
