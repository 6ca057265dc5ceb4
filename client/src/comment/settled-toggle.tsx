import { useStore } from '../platform/store.ts';
import { settledShown } from './active.ts';
import styles from './comment-margin.module.css';

/** Shows what has been dealt with, or folds it away. */
export function SettledToggle({ count }: { readonly count: number }) {
  const shown = useStore(settledShown);
  return (
    <button
      type="button"
      className={`${styles.toggle} not-printed`}
      aria-pressed={shown}
      onClick={() => settledShown.set(!shown)}
    >
      {shown ? 'Hide resolved' : `Resolved (${count})`}
    </button>
  );
}
