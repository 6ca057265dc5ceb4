import type { Suggestion, Thread } from '@caseroom/shared/comment';
import { Button, TextInput } from '@mantine/core';
import { IconArrowRight, IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { InlineMessage } from '../ui/message.tsx';
import { type ActHandle, settleSuggestion, suggestWords, useAct } from './comment-data.ts';
import { differenceOf } from './difference.ts';
import styles from './suggestion.module.css';
import { firstName, shortened } from './threads.ts';

interface SuggestionPartProps {
  readonly thread: Thread;
  readonly suggestion: Suggestion;
  /** The words that stand in the note now; null: none, undefined: not known yet. */
  readonly now: string | null | undefined;
  readonly act: ActHandle;
}

/** Other words for the text, what became of them, and the answer to them. */
export function SuggestionPart({ thread, suggestion, now, act }: SuggestionPartProps) {
  const { rights } = thread;
  const isOpen = suggestion.state === 'open';
  const isMoved = now !== undefined && now !== suggestion.replaces;
  const answer = (how: 'accept' | 'dismiss') => act.mutate({ run: () => settleSuggestion(thread.id, how) });
  return (
    <div className={styles.part} data-state={suggestion.state}>
      <header className={styles.head}>
        <Avatar person={suggestion.by} size={18} />
        <strong>{suggestion.by.name}</strong> suggests <Ago at={suggestion.at} className={styles.when} />
      </header>
      <Diff replaces={suggestion.replaces} text={suggestion.text} />
      {isOpen ? <Moved suggestion={suggestion} now={now} /> : <Settled suggestion={suggestion} />}
      {isOpen && (rights.accept || rights.dismiss) && (
        <div className={`${styles.actions} not-printed`}>
          {rights.accept && (
            <Button
              size="compact-xs"
              disabled={isMoved}
              leftSection={<IconCheck size={14} />}
              loading={act.isPending}
              onClick={() => answer('accept')}
            >
              Accept
            </Button>
          )}
          {rights.dismiss && (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconX size={14} />}
              disabled={act.isPending}
              onClick={() => answer('dismiss')}
            >
              Dismiss
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Diff({ replaces, text }: { readonly replaces: string; readonly text: string }) {
  const { before, gone, came, after } = differenceOf(replaces, text);
  return (
    <p className={styles.diff}>
      {before}
      {gone !== '' && (
        <del>
          <span className="hidden-text">Instead of </span>
          {gone}
        </del>
      )}
      {gone !== '' && came !== '' && <IconArrowRight size={13} stroke={1.8} aria-hidden />}
      {came !== '' && (
        <ins>
          <span className="hidden-text">write </span>
          {came}
        </ins>
      )}
      {after}
    </p>
  );
}

/** The text has gone on since: what it says now, before anybody tries in vain. */
function Moved({ suggestion, now }: Pick<SuggestionPartProps, 'suggestion' | 'now'>) {
  if (now === undefined || now === suggestion.replaces) return null;
  if (now === null)
    return (
      <InlineMessage tone="warn">The text it was meant for is gone. It cannot be accepted.</InlineMessage>
    );
  if (now === suggestion.text) return <p className={styles.hint}>The text reads like this already.</p>;
  return (
    <InlineMessage tone="warn">
      The text has changed since. It now reads “{shortened(now)}”, so this cannot be accepted.
    </InlineMessage>
  );
}

function Settled({ suggestion: { state, settledBy } }: { readonly suggestion: Suggestion }) {
  return (
    <p className={styles.settled}>
      {state === 'accepted' ? <IconCheck size={13} aria-hidden /> : <IconX size={13} aria-hidden />}
      {state === 'accepted' ? 'Accepted' : 'Dismissed'}
      {settledBy && ` by ${firstName(settledBy)}`}
    </p>
  );
}

interface SuggestFormProps {
  readonly thread: Thread;
  readonly now: string;
  readonly onDone: () => void;
}

/** Turns a comment into a suggestion: the text as it reads now, to be written better. */
export function SuggestForm({ thread, now, onDone }: SuggestFormProps) {
  const [text, setText] = useState(thread.suggestion?.state === 'open' ? thread.suggestion.text : now);
  const suggest = useAct(thread.caseId);
  const send = () => {
    if (text.trim() === now) return onDone();
    suggest.mutate({ run: () => suggestWords(thread.id, text.trim()) }, { onSuccess: onDone });
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      <WordsField value={text} onChange={setText} focus />
      {suggest.error && <InlineMessage>{sentenceOf(suggest.error)} Your words are kept here.</InlineMessage>}
      <div className={styles.actions}>
        <Button size="compact-xs" type="submit" loading={suggest.isPending}>
          Suggest
        </Button>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

interface WordsFieldProps {
  readonly value: string;
  readonly onChange: (next: string) => void;
  readonly focus?: boolean;
}

export function WordsField({ value, onChange, focus = false }: WordsFieldProps) {
  return (
    <TextInput
      size="xs"
      label="Write instead"
      description={value.trim() === '' ? 'Empty: the words should go.' : undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoFocus={focus}
    />
  );
}
