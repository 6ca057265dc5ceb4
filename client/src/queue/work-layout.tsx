import type { ReactNode } from 'react';
import { Outlet, useLocation } from 'react-router';
import { useMe } from '../platform/session.ts';
import { hasQueue, NoQueue } from './no-queue.tsx';
import { QueuePane } from './queue-pane.tsx';
import type { SelectionActions } from './selection-bar.tsx';
import styles from './work-layout.module.css';

interface WorkLayoutProps {
  readonly above?: ReactNode;
  readonly actions?: SelectionActions | undefined;
}

/** The queue beside what it leads to; on a narrow screen one of the two. */
export function WorkLayout({ above, actions }: WorkLayoutProps) {
  const { pathname } = useLocation();
  const me = useMe();
  if (!hasQueue(me)) return <NoQueue me={me} />;
  return (
    <div className={styles.layout} data-showing={pathname === '/queue' ? 'queue' : 'case'}>
      <div className={styles.queue}>
        <QueuePane above={above} actions={actions} />
      </div>
      <div className={styles.work}>
        <Outlet />
      </div>
    </div>
  );
}
