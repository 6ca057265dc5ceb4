import { keyCaps } from '../platform/key-match.ts';
import styles from './keys.module.css';

const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The keys of a shortcut as they are printed on the keyboard. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.caps}>
      {keyCaps(keys, mac).map((cap) => (
        <kbd key={cap} className={styles.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
