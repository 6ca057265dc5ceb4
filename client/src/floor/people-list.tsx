import { roleNames } from '@caseroom/shared/people';
import { Link } from 'react-router';
import { durationText } from '../platform/time.ts';
import { Avatar } from '../ui/avatar.tsx';
import { activityNames } from './case-row.tsx';
import styles from './floor.module.css';
import type { PersonOnFloor } from './floor-rows.ts';

/** Who is here, and what they are in. */
export function PeopleList({
  people,
  now,
}: {
  readonly people: readonly PersonOnFloor[];
  readonly now: Date;
}) {
  return (
    <aside className={styles.aside} aria-label="People on the floor">
      <h2 className={styles.head}>On the floor</h2>
      {people.length === 0 && <p className={styles.nobody}>Nobody is in a case at the moment.</p>}
      <ul className={styles.personRows}>
        {people.map(({ person, team, cases }) => (
          <li key={person.id} className={styles.personRow}>
            <Avatar person={person} size={26} here={person.activity} />
            <div className={styles.personMain}>
              <span className={styles.personName}>{person.name}</span>
              <span className={styles.doing}>
                {roleNames[person.role]}
                {team && ` · ${team}`}
              </span>
              {cases.map(({ summary, presence }) => (
                <Link key={summary.id} to={`/cases/${summary.number}`} className={styles.personCase}>
                  <span className={styles.personSubject}>{summary.subject}</span>
                  <span className={styles.doing} data-activity={presence.activity}>
                    {activityNames[presence.activity]} ·{' '}
                    {durationText(now.getTime() - Date.parse(presence.since))}
                  </span>
                </Link>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </aside>
  );
}
