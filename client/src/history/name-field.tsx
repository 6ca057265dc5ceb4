import { MAX_VERSION_NAME_CHARS } from '@caseroom/shared/note';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './history.module.css';
import { useNames, useNameVersion } from './history-data.ts';

interface NameFieldProps {
  readonly noteId: string;
  readonly seq: number;
  readonly onDone: () => void;
}

/** Gives the shown version a name to find it by. */
export function NameField({ noteId, seq, onDone }: NameFieldProps) {
  const before = useNames(noteId).data?.find((version) => version.seq === seq)?.name ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const give = useNameVersion(noteId);
  const name = (typed ?? before).trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name !== '') give.mutate({ seq, name }, { onSuccess: onDone });
  };
  return (
    <form className={styles.question} onSubmit={submit}>
      <TextInput
        autoFocus
        className={styles.grow}
        aria-label={`Name of the version at edit ${seq}`}
        placeholder="Before the swarm"
        maxLength={MAX_VERSION_NAME_CHARS}
        value={typed ?? before}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
      />
      <Button type="submit" loading={give.isPending} disabled={name === ''}>
        Name edit {seq}
      </Button>
      <Button variant="subtle" color="gray" onClick={onDone}>
        Cancel
      </Button>
      {give.error && <InlineMessage>{sentenceOf(give.error)}</InlineMessage>}
    </form>
  );
}
