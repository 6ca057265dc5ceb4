import type { Note } from '@caseroom/shared/note';
import { Button } from '@mantine/core';
import { IconArrowLeft, IconArrowsDiff, IconList, IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCase } from '../case/case-data.ts';
import { titleOf } from '../note/note-title.ts';
import styles from './history.module.css';
import { NameField } from './name-field.tsx';
import { RestoreQuestion } from './restore-question.tsx';
import type { Place } from './use-place.ts';

interface HistoryHeaderProps {
  readonly note: Note;
  readonly place: { readonly at: number; readonly from: number | null };
  readonly go: (change: Partial<Place>) => void;
  readonly moment: (seq: number) => Date | null;
  readonly listShown: boolean;
  readonly onList: () => void;
}

/** Where this is, and what can be done with the version that is shown. */
export function HistoryHeader({ note, place, go, moment, listShown, onList }: HistoryHeaderProps) {
  const held = useCase(note.caseId).data;
  const [asking, setAsking] = useState<'nothing' | 'name' | 'restore'>('nothing');
  const { at, from } = place;
  const stop = () => setAsking('nothing');
  return (
    <header className={styles.header}>
      <div className={styles.titleRow}>
        <Link
          to={`/cases/${held?.number ?? note.caseId}#note-${note.id}`}
          className={styles.back}
          aria-label="Back to the case"
        >
          <IconArrowLeft size={18} stroke={1.8} />
        </Link>
        <div className={styles.titles}>
          <h1 className={styles.title}>{titleOf(note)}, history</h1>
          {held && (
            <span className={styles.case}>
              {held.number} {held.subject}
            </span>
          )}
        </div>
        <div className={styles.actions}>
          <Button
            variant="default"
            className={styles.listButton}
            leftSection={<IconList size={15} />}
            onClick={onList}
          >
            {listShown ? 'Text' : 'Edits'}
          </Button>
          <Button
            variant="default"
            leftSection={<IconArrowsDiff size={15} />}
            aria-pressed={from !== null}
            data-on={from !== null || undefined}
            className={styles.toggle}
            onClick={() => go(from === null ? { from: Math.max(0, at - 1) } : { from: null })}
          >
            Compare
          </Button>
          {note.access === 'write' && (
            <>
              <Button
                variant="default"
                leftSection={<IconTag size={15} />}
                onClick={() => setAsking('name')}
                disabled={at === 0}
              >
                Name<span className={styles.wide}> version</span>
              </Button>
              <Button onClick={() => setAsking('restore')} disabled={at === note.headSeq}>
                Restore<span className={styles.wide}> this version</span>
              </Button>
            </>
          )}
        </div>
      </div>
      {asking === 'name' && <NameField key={at} noteId={note.id} seq={at} onDone={stop} />}
      {asking === 'restore' && (
        <RestoreQuestion
          note={note}
          seq={at}
          moment={moment(at)}
          onDone={(restored) => {
            if (restored) go({ at: null, from: null });
            stop();
          }}
        />
      )}
    </header>
  );
}
