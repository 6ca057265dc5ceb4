import type { CaseSummary } from '@caseroom/shared/case';
import type { Activity, PresentPerson } from '@caseroom/shared/live';
import { roleNames } from '@caseroom/shared/people';
import { Link } from 'react-router';
import { durationText, fullText } from '../platform/time.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Deadline } from '../ui/deadline.tsx';
import { PriorityPill, StatusPill } from '../ui/pill.tsx';
import styles from './floor.module.css';

export const activityNames: Record<Activity, string> = { typing: 'typing', reading: 'reading', idle: 'idle' };

interface CaseRowProps {
  readonly summary: CaseSummary;
  readonly people: readonly PresentPerson[];
  readonly now: Date;
}

/** One click goes in as a reader: presence says "reading" until somebody types. */
export function CaseRow({ summary, people, now }: CaseRowProps) {
  return (
    <li>
      <Link to={`/cases/${summary.number}`} className={styles.row} data-floor-case={summary.id}>
        <span className={styles.due}>{summary.timer ? <Deadline timer={summary.timer} /> : '–'}</span>
        <span className={styles.what}>
          <span className={styles.subject}>{summary.subject}</span>
          <span className={styles.minor}>
            {summary.number}
            <PriorityPill priority={summary.priority} />
            {summary.status !== 'open' && <StatusPill status={summary.status} />}
            <span className={styles.owner}>
              {summary.owner.name} · {summary.program.name}
            </span>
          </span>
        </span>
        <span className={styles.people}>
          {people.length === 0 && <span className={styles.empty}>Nobody in it</span>}
          {people.map((person) => (
            <span
              key={person.id}
              className={styles.person}
              title={`${roleNames[person.role]}, ${sinceText(person)}`}
            >
              <Avatar person={person} size={22} here={person.activity} />
              <span className={styles.personText}>
                <span className={styles.personName}>{person.name.split(' ')[0]}</span>
                <span className={styles.doing} data-activity={person.activity}>
                  {activityNames[person.activity]} · {durationText(now.getTime() - Date.parse(person.since))}
                </span>
              </span>
            </span>
          ))}
        </span>
        <span className={styles.join} aria-hidden>
          Join
        </span>
      </Link>
    </li>
  );
}

const sinceText = ({ since }: PresentPerson): string => `here since ${fullText(new Date(since))}`;
