import { NavLink } from 'react-router';
import { useReviews } from '../note/review/review-data.ts';
import styles from './due-tabs.module.css';

/** What has its time: things to do, and notes to look at again. */
export function DueTabs() {
  const due = useReviews({ of: 'mine', state: 'due' }).data?.length ?? 0;
  return (
    <nav className={styles.tabs} aria-label="What is due">
      <NavLink to="/follow-ups" className={styles.tab ?? ''}>
        Follow-ups
      </NavLink>
      <NavLink to="/reviews" className={styles.tab ?? ''}>
        Notes to review
        {due > 0 && (
          <span className={styles.count}>
            {due} <span className="hidden-text">due</span>
          </span>
        )}
      </NavLink>
    </nav>
  );
}
