import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import styles from './quality.module.css';

interface ReasonFormProps {
  readonly label: string;
  readonly placeholder: string;
  readonly maxLength: number;
  readonly submitLabel: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSubmit: (reason: string) => void;
  readonly onCancel: () => void;
}

/** Something is left out, and why is kept. */
export function ReasonForm(props: ReasonFormProps) {
  const { label, placeholder, maxLength, submitLabel, pending, error, onSubmit, onCancel } = props;
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') onSubmit(reason.trim());
  };
  return (
    <form
      className={styles.reason}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <TextInput
        label={label}
        placeholder={placeholder}
        maxLength={maxLength}
        autoFocus
        value={reason}
        error={error ? sentenceOf(error) : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button variant="default" size="sm" onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" size="sm" loading={pending} disabled={reason.trim() === ''}>
        {submitLabel}
      </Button>
    </form>
  );
}
