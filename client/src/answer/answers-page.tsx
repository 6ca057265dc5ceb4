import { IconLock } from '@tabler/icons-react';
import { NavLink, Outlet } from 'react-router';
import { mayReadAnswers, useMe } from '../platform/session.ts';
import { Message } from '../ui/message.tsx';
import styles from './library.module.css';

/** What the floor knows already: answers written down once, and notes that show how it is done. */
export function AnswersPage() {
  if (!mayReadAnswers(useMe())) {
    return (
      <Message icon={<IconLock size={20} />} whole title="This is for the people of the floor">
        Answers and examples are kept here by those who work on the cases.
      </Message>
    );
  }
  return (
    <div className={styles.page}>
      <nav className={styles.tabs} aria-label="Answers">
        <h1 className={styles.title}>Answers</h1>
        <NavLink to="/answers" className={styles.tab ?? ''}>
          Answer cards
        </NavLink>
        <NavLink to="/examples" className={styles.tab ?? ''}>
          Good examples
        </NavLink>
      </nav>
      <div className={styles.pane}>
        <Outlet />
      </div>
    </div>
  );
}
