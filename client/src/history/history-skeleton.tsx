import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './history.module.css';

const widths = [34, 92, 88, 61, 26, 95, 90, 42];

/** The page before its first answer, in its own shape. */
export function HistorySkeleton() {
  return (
    <section className={styles.page} aria-busy="true" aria-label="Loading the history">
      <header className={styles.header}>
        <SkeletonLine width={220} height={18} />
      </header>
      <div className={styles.text}>
        <div className={styles.sheet} style={{ display: 'grid', gap: 14 }}>
          {widths.map((width) => (
            <SkeletonLine key={width} width={`${width}%`} height={13} />
          ))}
        </div>
      </div>
      <aside className={styles.side}>
        <div style={{ display: 'grid', gap: 22, padding: '18px 16px' }}>
          {widths.slice(1, 7).map((width) => (
            <SkeletonLine key={width} width={`${width}%`} height={12} />
          ))}
        </div>
      </aside>
      <footer className={styles.foot}>
        <div className={styles.timeline}>
          <SkeletonLine width="100%" height={38} />
        </div>
      </footer>
    </section>
  );
}
