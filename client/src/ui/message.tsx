import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconCloudOff,
  IconLock,
  IconMoodEmpty,
  IconRefresh,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import styles from './message.module.css';

interface MessageProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly icon?: ReactNode;
  readonly tone?: 'plain' | 'bad';
  readonly actions?: ReactNode;
  readonly compact?: boolean;
  /** It is all there is on the page, so its title is the page's. */
  readonly whole?: boolean;
}

/** What stands where there is nothing to show: what this place is for, and the next step. */
export function Message({ title, children, icon, tone = 'plain', actions, compact, whole }: MessageProps) {
  const Title = whole ? 'h1' : 'h2';
  return (
    <div className={styles.message} data-compact={compact || undefined}>
      {icon && (
        <span className={styles.icon} data-tone={tone} aria-hidden>
          {icon}
        </span>
      )}
      <Title className={styles.title}>{title}</Title>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

interface FailureProps {
  readonly error: unknown;
  /** What could not be shown, as "the queue". */
  readonly what: string;
  readonly retry?: () => void;
  readonly actions?: ReactNode;
  readonly compact?: boolean;
  /** The page's own address leads to it, so that "not found" is about the address. */
  readonly addressed?: boolean;
}

/** An error in place: what happened, what is safe, what to do. */
export function Failure({ error, what, retry, actions, compact, addressed = false }: FailureProps) {
  const again = retry && (
    <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={retry}>
      Try again
    </Button>
  );
  const shared = {
    compact: compact ?? false,
    whole: addressed,
    actions: (again || actions) && (
      <>
        {again}
        {actions}
      </>
    ),
  };
  if (addressed && isRequestError(error, 'not-found')) {
    return (
      <Message {...shared} actions={actions} icon={<IconMoodEmpty size={20} />} title="There is nothing here">
        {`This address leads to ${what} that does not exist, or that belongs to a program you are not part of.`}
      </Message>
    );
  }
  if (isRequestError(error, 'no-access')) {
    return (
      <Message {...shared} actions={actions} icon={<IconLock size={20} />} title="You do not have access">
        {`${sentenceOf(error)} Your programs and roles are set by an admin.`}
      </Message>
    );
  }
  const away = isRequestError(error, 'unreachable') || isRequestError(error, 'unavailable');
  return (
    <Message
      {...shared}
      tone="bad"
      icon={away ? <IconCloudOff size={20} /> : <IconAlertTriangle size={20} />}
      title={`Could not show ${what}`}
    >
      {sentenceOf(error)} {away && 'What was saved is safe.'}
    </Message>
  );
}

/** A refusal, a warning or good news in one line, beside what it is about. */
export function InlineMessage({
  tone = 'bad',
  children,
}: {
  readonly tone?: 'bad' | 'warn' | 'good';
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.inline} data-tone={tone} role={tone === 'good' ? 'status' : 'alert'}>
      {tone === 'good' ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
      <div className={styles.inlineText}>{children}</div>
    </div>
  );
}
