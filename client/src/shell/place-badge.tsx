import type { Badge } from './badges.ts';
import styles from './shell.module.css';

const MOST = 99;

export function PlaceBadge({ badge }: { readonly badge: Badge | undefined }) {
  if (!badge) return null;
  return (
    <span className={styles.badge} aria-hidden>
      {badge.count > MOST ? `${MOST}+` : badge.count}
    </span>
  );
}

/** "Inbox, 3 unread". */
export const nameWithBadge = (name: string, badge: Badge | undefined): string =>
  badge ? `${name}, ${badge.count} ${badge.what}` : name;
