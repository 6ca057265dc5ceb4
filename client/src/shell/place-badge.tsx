import type { Badge } from './badges.ts';
import styles from './shell.module.css';

const MOST = 99;

export function PlaceBadge({ badge }: { readonly badge: Badge | undefined }) {
  if (!badge) return null;
  const count = badge.count > MOST ? `${MOST}+` : badge.count;
  return <span className={styles.badge} data-count={count} aria-hidden />;
}

/** "Inbox, 3 unread". */
export const nameWithBadge = (name: string, badge: Badge | undefined): string =>
  badge ? `${name}, ${badge.count} ${badge.what}` : name;
