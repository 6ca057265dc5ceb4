import { IconLock } from '@tabler/icons-react';
import { NavLink, Outlet } from 'react-router';
import { useMe } from '../platform/session.ts';
import { Message } from '../ui/message.tsx';
import styles from './admin.module.css';

export function AdminPage() {
  if (!useMe().admin) {
    return (
      <Message icon={<IconLock size={20} />} whole title="This is for admins">
        People, programs and roles are kept here. Ask an admin of this deployment if you need to change them.
      </Message>
    );
  }
  return (
    <div className={styles.page}>
      <nav className={styles.tabs} aria-label="Administration">
        <h1 className={styles.title}>Admin</h1>
        <NavLink to="/admin/people" className={styles.tab ?? ''}>
          People
        </NavLink>
        <NavLink to="/admin/programs" className={styles.tab ?? ''}>
          Programs
        </NavLink>
        <NavLink to="/admin/timers" className={styles.tab ?? ''}>
          Timers
        </NavLink>
      </nav>
      <Outlet />
    </div>
  );
}
