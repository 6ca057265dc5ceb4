import { NavLink } from 'react-router';
import { useRechecks } from '../note/recheck/recheck-data.ts';
import styles from './due-tabs.module.css';

/** What has its time: things to do, and notes to look at again. */
export function DueTabs() {
  const due = useRechecks({ of: 'mine', state: 'due' }).data?.length ?? 0;
  return (
    <nav className={styles.tabs} aria-label="What is due">
      <NavLink to="/follow-ups" className={styles.tab ?? ''}>
        Follow-ups
      </NavLink>
      <NavLink to="/rechecks" className={styles.tab ?? ''}>
        Notes to recheck
        {due > 0 && (
          <span className={styles.count}>
            {due} <span className="hidden-text">due</span>
          </span>
        )}
      </NavLink>
    </nav>
  );
}
