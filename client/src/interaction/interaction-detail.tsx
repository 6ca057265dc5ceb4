import type { Case } from '@caseroom/shared/case';
import { directionNames, type Interaction } from '@caseroom/shared/interaction';
import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useAddNote, useNotes } from '../case/case-data.ts';
import { noteToWriteIn, writeAt } from '../case/go-to-note.ts';
import { titleOf } from '../note/note-title.ts';
import { rightNow } from '../platform/clock.ts';
import { sentenceOf } from '../platform/http.ts';
import { fullText, useNow } from '../platform/time.ts';
import { InlineMessage } from '../ui/message.tsx';
import side from '../ui/side-head.module.css';
import { AttachTranscript } from './attach-transcript.tsx';
import { EditFacts } from './edit-facts.tsx';
import styles from './interaction.module.css';
import { useEditInteraction } from './interaction-data.ts';
import { RemoveTranscript } from './remove-transcript.tsx';
import { TranscriptReader } from './transcript-reader.tsx';
import { channelIcons, contactWords, whenWords } from './words.ts';

interface DetailProps {
  readonly held: Case;
  readonly item: Interaction;
  readonly onShowNotes: () => void;
  /** The files of a contact. */
  readonly files: (interactionId: string) => ReactNode;
  /** What can be made of a transcript. */
  readonly onTranscript: (interactionId: string) => ReactNode;
}

/** One contact: what it was, the notes about it, and what was said. */
export function InteractionDetail({ held, item, onShowNotes, files, onTranscript }: DetailProps) {
  const [editing, setEditing] = useState(false);
  const mayWrite = held.rights.write;
  return (
    <>
      {editing ? (
        <EditFacts item={item} onDone={() => setEditing(false)} />
      ) : (
        <FactList item={item} onEdit={item.mayEdit ? () => setEditing(true) : undefined} />
      )}
      <Notes held={held} item={item} onShowNotes={onShowNotes} />
      {files(item.id)}
      <section className={styles.section} aria-label="Transcript">
        {(item.transcript || !mayWrite) && (
          <header className={side.head}>
            <h3>Transcript</h3>
            {item.transcript && mayWrite && <RemoveTranscript item={item} />}
          </header>
        )}
        {item.transcript && onTranscript(item.id)}
        {item.transcript ? (
          <TranscriptReader item={item} />
        ) : mayWrite ? (
          <AttachTranscript item={item} />
        ) : (
          <p className={styles.none}>Nobody attached one.</p>
        )}
      </section>
    </>
  );
}

function FactList({
  item,
  onEdit,
}: {
  readonly item: Interaction;
  readonly onEdit: (() => void) | undefined;
}) {
  const now = useNow();
  const ending = useEditInteraction();
  const Icon = channelIcons[item.channel];
  const names = (role: string) =>
    item.participants.filter((one) => one.role === role).map(({ name }) => name);
  const facts: [string, string][] = [
    ['Direction', directionNames[item.direction]],
    ['Customer', names('customer').join(', ')],
    ['Our side', names('agent').join(', ')],
    ['Others', names('other').join(', ')],
    ['Reference', item.reference],
    ['Logged by', item.loggedBy.name],
  ];
  return (
    <section className={styles.section} aria-label="Facts">
      <div className={styles.detailHead}>
        <Icon size={18} stroke={1.7} aria-hidden />
        <div>
          <h3 className={styles.detailName}>{contactWords(item)}</h3>
          <time dateTime={item.startedAt} title={fullText(new Date(item.startedAt))} className={styles.quiet}>
            {whenWords(item, now)}
          </time>
        </div>
        {onEdit && (
          <Button size="compact-xs" variant="subtle" leftSection={<IconPencil size={13} />} onClick={onEdit}>
            Edit
          </Button>
        )}
      </div>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {item.endedAt === null && item.mayEdit && (
        <Button
          variant="default"
          loading={ending.isPending}
          onClick={() => ending.mutate({ id: item.id, patch: { endedAt: rightNow().toISOString() } })}
        >
          End it now
        </Button>
      )}
      {ending.error && <InlineMessage>{sentenceOf(ending.error)}</InlineMessage>}
    </section>
  );
}

function Notes({ held, item, onShowNotes }: Omit<DetailProps, 'files' | 'onTranscript'>) {
  const notes = useNotes(held.id);
  const adding = useAddNote(held.id);
  const about = notes.data?.filter(({ id }) => item.noteIds.includes(id)) ?? [];
  const write = () =>
    adding.mutate(
      { note: { kind: 'interaction' }, interactionId: item.id, key: crypto.randomUUID() },
      {
        onSuccess: (note) => {
          noteToWriteIn.set(note.id);
          onShowNotes();
          requestAnimationFrame(() => writeAt({ noteId: note.id, field: 'reason' }));
        },
      },
    );
  return (
    <section className={styles.section} aria-label="Notes about it">
      <ul className={styles.notes}>
        {about.map((note) => (
          <li key={note.id}>
            <button
              type="button"
              className={styles.noteLink}
              onClick={() => {
                onShowNotes();
                requestAnimationFrame(() => document.getElementById(`note-${note.id}`)?.scrollIntoView());
              }}
            >
              {titleOf(note)}
            </button>
          </li>
        ))}
      </ul>
      {held.rights.write && (
        <Button variant="default" loading={adding.isPending} onClick={write}>
          {about.length === 0 ? 'Write the note' : 'Write another note'}
        </Button>
      )}
      {adding.error && <InlineMessage>{sentenceOf(adding.error)} No note was added.</InlineMessage>}
    </section>
  );
}
