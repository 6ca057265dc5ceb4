import type { Evidence } from '@caseroom/shared/quality';
import type { ScorecardItem } from '@caseroom/shared/scorecard';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import styles from './sheet.module.css';

interface QuoteFieldProps {
  readonly item: ScorecardItem;
  readonly find: (words: string) => Evidence | null;
  readonly onFound: (passage: Evidence) => void;
}

/** Quotes the note by its words: what selecting them with the mouse does, for the keyboard. */
export function QuoteField({ item, find, onFound }: QuoteFieldProps) {
  const [words, setWords] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const passage = find(words);
    setMissing(passage === null);
    if (!passage) return;
    setWords('');
    onFound(passage);
  };
  return (
    <form className={styles.quoteField} onSubmit={submit}>
      <TextInput
        size="xs"
        aria-label={`Quote the note: ${item.text}`}
        placeholder="Select words in the note, or type them here"
        value={words}
        error={missing && 'These words are not in the note.'}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setMissing(false);
        }}
      />
      <Button type="submit" variant="default" disabled={words.trim() === ''}>
        Quote
      </Button>
    </form>
  );
}
