import { Button, Modal } from '@mantine/core';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import styles from './import.module.css';

interface LeaveGuardProps {
  readonly running: boolean;
  readonly done: number;
  readonly total: number;
}

/** Asks before the page is left while rows are coming in. */
export function LeaveGuard({ running, done, total }: LeaveGuardProps) {
  const blocker = useBlocker(running);
  useEffect(() => {
    if (!running) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [running]);
  const isAsking = blocker.state === 'blocked';
  return (
    <Modal opened={isAsking} onClose={() => blocker.reset?.()} title="Stop the import?" centered>
      <p className={styles.ask}>
        {done.toLocaleString()} of {total.toLocaleString()} rows are in and stay. Importing the same file
        again goes on from there.
      </p>
      <div className={styles.actions}>
        <Button variant="default" onClick={() => blocker.reset?.()} data-autofocus>
          Keep importing
        </Button>
        <Button color="red" onClick={() => blocker.proceed?.()}>
          Stop and leave
        </Button>
      </div>
    </Modal>
  );
}
