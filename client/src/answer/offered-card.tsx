import type { OfferedAnswer } from '@caseroom/shared/answer';
import { Button } from '@mantine/core';
import { IconBulb, IconCornerDownLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './answer.module.css';
import { useUseActs } from './answer-data.ts';
import { usedWords } from './answer-words.ts';
import { insertInto } from './insert.ts';
import { useWritingNote } from './writing-note.ts';

interface OfferedCardProps {
  readonly card: OfferedAnswer;
  readonly caseId: string;
  readonly mayWrite: boolean;
}

/** A card that may answer the case: what it says, and its fix one click from the note. */
export function OfferedCard({ card, caseId, mayWrite }: OfferedCardProps) {
  const { use } = useUseActs(caseId);
  const target = useWritingNote(caseId);
  const [refused, setRefused] = useState(false);
  const put = () => {
    const editor = target?.surface.editor;
    if (!target || !editor) return;
    const done = insertInto(editor, card.fix, target.atCaret);
    setRefused(!done);
    if (done) use.mutate({ cardId: card.id, noteId: target.noteId, version: card.version });
  };
  return (
    <li className={styles.card} data-offered>
      <Link to={`/answers/${card.id}`} className={styles.cardTitle}>
        <IconBulb size={14} stroke={1.8} aria-hidden className={styles.cardIcon ?? ''} />
        {card.title}
      </Link>
      {card.problem && <p className={styles.said}>{card.problem}</p>}
      <p className={`${styles.said} ${styles.fix}`}>{card.fix}</p>
      {card.tell && (
        <p className={styles.said}>
          <strong>Tell them</strong> {card.tell}
        </p>
      )}
      <p className={styles.facts}>{usedWords(card)}</p>
      {mayWrite && (
        <Button
          size="compact-sm"
          variant="light"
          className={`${styles.useButton} not-printed`}
          leftSection={<IconCornerDownLeft size={14} aria-hidden />}
          disabled={!target}
          loading={use.isPending}
          title={
            target
              ? `The fix goes into the ${target.name.toLowerCase()}, as your own words`
              : 'No note is open for writing'
          }
          // The caret stays where it is in the note.
          onMouseDown={(event) => event.preventDefault()}
          onClick={put}
        >
          Use in the note
        </Button>
      )}
      {refused && <InlineMessage>The note takes no words there. Put the caret somewhere else.</InlineMessage>}
      {use.error && (
        <InlineMessage>
          {sentenceOf(use.error)} The words are in the note; the use was not counted.
        </InlineMessage>
      )}
    </li>
  );
}
