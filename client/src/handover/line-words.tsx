import { MAX_HANDOVER_LINE_CHARS } from '@caseroom/shared/handover';
import { Button, Textarea } from '@mantine/core';
import type { FormEvent } from 'react';
import styles from './packet.module.css';
import { oneLine, submitOnEnter } from './questions.tsx';

interface LineWordsProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (words: string) => void;
  readonly onDone: (words: string) => void;
  readonly onCancel: () => void;
}

/** A line in the receiver's own words. Kept while it is written, wherever they go meanwhile. */
export function LineWords({ label, value, onChange, onDone, onCancel }: LineWordsProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDone(value.trim());
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Textarea
        autoFocus
        aria-label={label}
        placeholder="In your words"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={MAX_HANDOVER_LINE_CHARS}
        value={value}
        onChange={(event) => onChange(oneLine(event.currentTarget.value))}
        onKeyDown={(event) => (event.key === 'Escape' ? onCancel() : submitOnEnter(event))}
      />
      <span className={styles.formActions}>
        <Button type="submit">Read back</Button>
        <Button variant="subtle" color="gray" onClick={onCancel}>
          Cancel
        </Button>
      </span>
    </form>
  );
}
