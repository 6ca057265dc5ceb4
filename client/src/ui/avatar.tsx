import { personColour } from '@caseroom/shared/colour';
import type { Activity } from '@caseroom/shared/live';
import type { PersonRef } from '@caseroom/shared/primitives';
import { isServiceAccount } from '@caseroom/shared/service-mark';
import { Tooltip } from '@mantine/core';
import { IconRobotFace } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import styles from './avatar.module.css';
import { initialsOf } from './initials.ts';

interface AvatarProps {
  readonly person: Pick<PersonRef, 'name' | 'colour'>;
  /** Pixels across. */
  readonly size?: number;
  /** Draws the ring of somebody who is here now. */
  readonly here?: Activity;
  /** Beside the person's name the avatar is decoration. */
  readonly alone?: boolean;
}

/** Of the mark's width. */
const ROBOT_SHARE = 0.72;

const activityText: Record<Activity, string> = { typing: 'typing', reading: 'here now', idle: 'here, idle' };

/** A person's initials in their colour, the same everywhere; of software a robot's face, in a square. */
export function Avatar({ person, size = 20, here, alone = false }: AvatarProps) {
  const style = { '--size': `${size}px`, '--person': personColour(person.colour).solid } as CSSProperties;
  const isService = isServiceAccount(person);
  const label = here ? `${person.name}, ${activityText[here]}` : person.name;
  const mark = (
    <span
      className={styles.avatar}
      style={style}
      data-here={here}
      data-service={isService || undefined}
      {...(isService ? {} : { 'data-initials': initialsOf(person.name) })}
      {...(alone ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {isService && <IconRobotFace size={size * ROBOT_SHARE} stroke={2} />}
    </span>
  );
  return alone ? <Tooltip label={label}>{mark}</Tooltip> : mark;
}

interface PeopleHereProps {
  readonly people: readonly (PersonRef & { activity: Activity })[];
  readonly size?: number;
  /** How many are drawn before the rest become a number. */
  readonly max?: number;
}

/** Who is in a case now. */
export function PeopleHere({ people, size = 20, max = 4 }: PeopleHereProps) {
  if (people.length === 0) return null;
  return (
    <span className={styles.stack} style={{ gap: 4 }}>
      {people.slice(0, max).map((person) => (
        <Avatar key={person.id} person={person} size={size} here={person.activity} alone />
      ))}
      {people.length > max && <span className={styles.more}>+{people.length - max}</span>}
    </span>
  );
}
