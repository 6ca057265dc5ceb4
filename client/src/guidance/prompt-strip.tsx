import type { Case } from '@caseroom/shared/case';
import type { Prompt } from '@caseroom/shared/guidance';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPencil, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { useNow } from '../platform/time.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './guidance.module.css';
import { useCasePrompts, useDismiss } from './prompt-data.ts';
import { promptWords } from './prompt-words.ts';
import { useWriting } from './use-writing.ts';

/** As many are shown at once; putting one away shows the next. */
const MAX_SHOWN = 3;

/** "What should I write now?": what the notes of the case leave out, one click from its place. */
export function PromptStrip({ held }: { readonly held: Case }) {
  const mayWrite = held.rights.write;
  const prompts = useCasePrompts(held.id, held.eventSeq, mayWrite);
  const dismiss = useDismiss(held.id);
  const writing = useWriting(held.id);
  const [gone, setGone] = useState<Prompt | null>(null);
  const items = mayWrite ? (prompts.data?.items ?? []) : [];
  const [first] = items;
  useShortcut(
    { keys: 'w', label: 'Write what is missing', group: 'Case' },
    () => first && writing.begin(first),
    first !== undefined,
  );
  if (items.length === 0 && !gone) return null;
  const put = (prompt: Prompt, dismissed: boolean) => {
    const { rule, about } = prompt;
    dismiss.mutate({ rule, about, dismissed }, { onSuccess: () => setGone(dismissed ? prompt : null) });
  };
  return (
    <section className={`${styles.prompts} not-printed`} aria-label="What to write now">
      <ul className={styles.promptList}>
        {items.slice(0, MAX_SHOWN).map((prompt) => (
          <PromptLine
            key={`${prompt.rule} ${prompt.about}`}
            prompt={prompt}
            busy={writing.pending}
            onWrite={() => writing.begin(prompt)}
            onDismiss={() => put(prompt, true)}
          />
        ))}
      </ul>
      {items.length > MAX_SHOWN && <p className={styles.more}>and {items.length - MAX_SHOWN} more</p>}
      {gone && (
        <p className={styles.gone} role="status">
          Put away.{' '}
          <button type="button" className={styles.undo} onClick={() => put(gone, false)}>
            Undo
          </button>
        </p>
      )}
      {(dismiss.error ?? writing.error) && (
        <InlineMessage>{sentenceOf(dismiss.error ?? writing.error)}</InlineMessage>
      )}
    </section>
  );
}

interface PromptLineProps {
  readonly prompt: Prompt;
  readonly busy: boolean;
  readonly onWrite: () => void;
  readonly onDismiss: () => void;
}

function PromptLine({ prompt, busy, onWrite, onDismiss }: PromptLineProps) {
  const { says, does } = promptWords(prompt, useNow());
  return (
    <li className={styles.prompt}>
      <IconPencil size={15} stroke={1.8} aria-hidden />
      <span className={styles.says}>{says}</span>
      <span className={styles.promptActions}>
        <Button variant="default" disabled={busy} onClick={onWrite}>
          {does}
        </Button>
        <Tooltip label="Put away">
          <ActionIcon size={26} aria-label={`Put away: ${says}`} onClick={onDismiss}>
            <IconX size={15} />
          </ActionIcon>
        </Tooltip>
      </span>
    </li>
  );
}
