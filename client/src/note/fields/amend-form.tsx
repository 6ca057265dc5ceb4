import type { Note } from '@caseroom/shared/note';
import { MAX_AMENDMENT_REASON_CHARS } from '@caseroom/shared/template';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../platform/http.ts';
import { fullText } from '../../platform/time.ts';
import { InlineMessage } from '../../ui/message.tsx';
import styles from './finish.module.css';
import { useAmend } from './finish-data.ts';

/** Under a finalised note: by whose word it stands, and the way to add to it. */
export function FinalisedBar({ note }: { readonly note: Note }) {
  const [open, setOpen] = useState(false);
  if (!note.finalised) return null;
  const { by, at } = note.finalised;
  return (
    <div>
      <div className={styles.bar}>
        <span className={styles.text}>
          Finalised by {by.name}, <time dateTime={at}>{fullText(new Date(at))}</time>
        </span>
        {note.mayAmend && !open && (
          <Button variant="default" className="not-printed" onClick={() => setOpen(true)}>
            Amend
          </Button>
        )}
      </div>
      {open && <AmendForm note={note} onClose={() => setOpen(false)} />}
    </div>
  );
}

function AmendForm({ note, onClose }: { readonly note: Note; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const amend = useAmend(note);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') amend.mutate({ reason: reason.trim(), key }, { onSuccess: onClose });
  };
  return (
    <form className={styles.amend} onSubmit={submit}>
      <TextInput
        label="Why is this added?"
        description="Everybody who reads the note sees the reason. The finalised text stays as it is."
        value={reason}
        maxLength={MAX_AMENDMENT_REASON_CHARS}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
        autoFocus
      />
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={amend.isPending} disabled={reason.trim() === ''}>
          Write the amendment
        </Button>
      </div>
      {amend.error && <InlineMessage>{sentenceOf(amend.error)} Nothing was added.</InlineMessage>}
    </form>
  );
}
