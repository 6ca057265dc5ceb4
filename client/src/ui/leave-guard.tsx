import { Button, Modal } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useBlocker } from 'react-router';
import styles from './leave-guard.module.css';

interface LeaveGuardProps {
  /** Whether something would be lost or end. */
  readonly when: boolean;
  readonly title: string;
  /** What becomes of it. */
  readonly children: ReactNode;
  readonly stay: string;
  readonly leave: string;
}

/** Asks before the page is left. */
export function LeaveGuard({ when, title, children, stay, leave }: LeaveGuardProps) {
  const blocker = useBlocker(when);
  useEffect(() => {
    if (!when) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [when]);
  return (
    <Modal opened={blocker.state === 'blocked'} onClose={() => blocker.reset?.()} title={title} centered>
      <p className={styles.ask}>{children}</p>
      <div className={styles.actions}>
        <Button variant="default" onClick={() => blocker.reset?.()} data-autofocus>
          {stay}
        </Button>
        <Button color="red" onClick={() => blocker.proceed?.()}>
          {leave}
        </Button>
      </div>
    </Modal>
  );
}
