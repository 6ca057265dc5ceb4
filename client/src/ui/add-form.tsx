import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import styles from './list-page.module.css';
import { InlineMessage } from './message.tsx';

interface AddFormProps {
  readonly children: ReactNode;
  readonly onSubmit: () => void;
  /** What its button says: "Make the token". */
  readonly action: string;
  readonly busy: boolean;
  /** Why it was refused; null where a field says so itself. */
  readonly error: unknown;
}

/** Makes something new in the panel beside a list. What is wrong is said by its fields, not by the browser. */
export function AddForm({ children, onSubmit, action, busy, error }: AddFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {isRequestError(error) && <InlineMessage>{sentenceOf(error)}</InlineMessage>}
      {children}
      <div className={styles.actions}>
        <Button type="submit" size="sm" loading={busy}>
          {action}
        </Button>
      </div>
    </form>
  );
}
