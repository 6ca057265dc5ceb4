import styles from './skeleton.module.css';

interface LineProps {
  readonly width: number | string;
  readonly height?: number;
  readonly round?: boolean;
}

/** A bar the size of what is coming, so that nothing moves when it comes. */
export function SkeletonLine({ width, height = 12, round = false }: LineProps) {
  return (
    <span
      className={styles.line}
      style={{ width, height, ...(round && { borderRadius: '50%' }) }}
      aria-hidden
    />
  );
}
