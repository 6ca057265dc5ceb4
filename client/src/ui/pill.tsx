import { type Priority, priorityNames, type Status, statusNames } from '@caseroom/shared/case';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import styles from './pill.module.css';

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'info' | 'leads' | 'accent';

export const statusTones: Record<Status, Tone> = {
  open: 'good',
  waiting: 'info',
  resolved: 'plain',
  closed: 'plain',
};
export const priorityTones: Record<Priority, Tone> = { P1: 'bad', P2: 'warn', P3: 'plain', P4: 'plain' };

/** A state as a word on its colour. */
export function Pill({
  tone = 'plain',
  title,
  children,
}: {
  readonly tone?: Tone;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className={styles.pill} data-tone={tone} title={title}>
      {children}
    </span>
  );
}

/** A pill that opens a menu; for use as a menu's target. */
export function PillButton({
  tone = 'plain',
  className = '',
  ...rest
}: { readonly tone?: Tone } & ComponentPropsWithRef<'button'>) {
  return <button type="button" {...rest} className={`${styles.pill} ${className}`} data-tone={tone} />;
}

export function StatusPill({ status }: { readonly status: Status }) {
  return <Pill tone={statusTones[status]}>{statusNames[status]}</Pill>;
}

export function PriorityPill({ priority }: { readonly priority: Priority }) {
  return (
    <Pill tone={priorityTones[priority]} title={`Priority: ${priorityNames[priority]}`}>
      {priority}
    </Pill>
  );
}
