import { MAX_COMMENT_CHARS } from '@caseroom/shared/comment';
import { Button, Textarea } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { Avatar } from '../ui/avatar.tsx';
import { InlineMessage } from '../ui/message.tsx';
import styles from './comment-form.module.css';
import type { Draft } from './drafts.ts';
import { type MentionField, type People, useMentionField } from './mention-field.ts';

interface CommentFormProps {
  /** Said to screen readers: "Reply". */
  readonly label: string;
  readonly placeholder: string;
  readonly draft: Draft;
  readonly setDraft: (next: Draft) => void;
  /** Null: nobody can be mentioned here. */
  readonly people: People | null;
  readonly send: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly focus: boolean;
  /** There is something to send besides the text. */
  readonly sendable?: boolean;
  readonly coaching?: boolean;
  readonly onSend: () => void;
  readonly onCancel: () => void;
  /** Escape; where there is none, it cancels. */
  readonly onEscape?: () => void;
  readonly children?: ReactNode;
}

/** A field to say something in. What is typed is the caller's to keep; a refusal is shown and loses nothing. */
export function CommentForm(props: CommentFormProps) {
  const { label, placeholder, draft, setDraft, people, send, busy, error, focus, coaching = false } = props;
  const { sendable = false, onSend, onCancel, onEscape = onCancel, children } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const mention = useMentionField(field, draft, setDraft, people);
  const canSend = (draft.body.trim() !== '' || sendable) && !busy;
  useEffect(() => {
    if (!focus || !field.current) return;
    field.current.focus({ preventScroll: true });
    field.current.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [focus]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || mention.onKeyDown(event)) return;
    const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (isSend && canSend) onSend();
    else if (event.key === 'Escape') onEscape();
    else if (!isSend) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.form} data-coaching={coaching || undefined}>
      <div className={styles.field}>
        <Textarea
          ref={field}
          size="xs"
          autosize
          minRows={1}
          maxRows={10}
          maxLength={MAX_COMMENT_CHARS}
          aria-label={label}
          placeholder={placeholder}
          value={draft.body}
          {...(mention.offered.length > 0 && {
            'aria-controls': mention.listId,
            'aria-activedescendant': `${mention.listId}-${mention.at}`,
          })}
          onChange={(event) => {
            setDraft({ ...draft, body: event.currentTarget.value });
            mention.follow();
          }}
          onSelect={mention.follow}
          onKeyDown={onKeyDown}
        />
        {mention.offered.length > 0 && <MentionList mention={mention} />}
      </div>
      {children}
      {error !== null && error !== undefined && (
        <InlineMessage>{sentenceOf(error)} Your words are kept here.</InlineMessage>
      )}
      <div className={styles.actions}>
        <Button
          size="compact-xs"
          color={coaching ? 'violet' : 'indigo'}
          loading={busy}
          disabled={!canSend && !busy}
          onClick={onSend}
        >
          {send}
        </Button>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

function MentionList({ mention }: { readonly mention: MentionField }) {
  const { listId, offered, at, setPicked, take } = mention;
  return (
    <div id={listId} role="listbox" aria-label="Mention somebody" className={styles.list}>
      {offered.map((person, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the text field.
        <div
          key={person.id}
          id={`${listId}-${i}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === at}
          className={styles.row}
          onMouseMove={() => setPicked(i)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => take(person)}
        >
          {person.colour === null ? (
            <IconUsers size={16} stroke={1.6} aria-hidden />
          ) : (
            <Avatar person={{ name: person.label, colour: person.colour }} size={18} />
          )}
          <span className={styles.name}>{person.label}</span>
          <span className={styles.about}>{person.about}</span>
        </div>
      ))}
    </div>
  );
}
