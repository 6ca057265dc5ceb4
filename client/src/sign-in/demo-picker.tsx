import type { DemoPerson } from '@caseroom/shared/people';
import { Loader } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Avatar } from '../ui/avatar.tsx';
import styles from './sign-in.module.css';

interface DemoPickerProps {
  readonly people: readonly DemoPerson[];
  /** The e-mail of the person who is being signed in. */
  readonly busy: string | null;
  readonly onPick: (person: DemoPerson) => void;
}

export function DemoPicker({ people, busy, onPick }: DemoPickerProps) {
  return (
    <ul className={styles.people}>
      {people.map((person) => (
        <li key={person.email}>
          <button
            type="button"
            className={styles.person}
            disabled={busy !== null}
            onClick={() => onPick(person)}
          >
            <Avatar person={person} size={36} />
            <span className={styles.personText}>
              <span className={styles.personName}>{person.name}</span>
              <span className={styles.personRoles}>{person.roles.join(' · ')}</span>
              {person.about && <span className={styles.personAbout}>{person.about}</span>}
            </span>
            <span className={styles.personGo} aria-hidden>
              {busy === person.email ? <Loader size={16} /> : <IconArrowRight size={16} />}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
