import type { Note } from '@caseroom/shared/note';
import type { Me } from '@caseroom/shared/people';
import type { Editor } from '@tiptap/core';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { sessionEnded } from '../platform/session-state.ts';
import { InlineMessage } from '../ui/message.tsx';
import { Legend } from './authorship/legend.tsx';
import { useAuthorship } from './authorship/use-authorship.ts';
import { DictationBar } from './dictation/dictation-bar.tsx';
import { LiveEditor } from './editor/live-editor.tsx';
import { FinalisedBar } from './fields/amend-form.tsx';
import { enterKey } from './fields/field-places.ts';
import { FieldsContext } from './fields/fields-context.ts';
import { FinishBar } from './fields/finish-bar.tsx';
import { useFieldsOf, useNoteTemplate, useStanding } from './fields/use-fields.ts';
import { useNoteSession, useSessionView } from './live/use-note-session.ts';
import { usePeopleHere } from './live/use-people-here.ts';
import { NoteHeader } from './note-header.tsx';
import styles from './note-pane.module.css';
import { titleOf } from './note-title.ts';
import { NoteTrouble } from './note-trouble.tsx';
import { LiveText } from './read/live-text.tsx';
import { NotYet } from './read/not-yet.tsx';
import { useNoteReading } from './reading/use-note-reading.ts';
import { publish, wishToComment } from './surfaces.ts';
import { useNear } from './use-near.ts';
import { usePeople } from './use-people.ts';
import { useIsWritingPlace } from './writing/use-writing-place.ts';
import { WritingAid } from './writing/writing-aid.tsx';

interface NotePaneProps {
  readonly note: Note;
  readonly me: Me;
  readonly focusOnMount?: boolean;
  /** It ends by being released to the customer, not by being finalised. */
  readonly isReleased?: boolean;
  /** What the case adds to its menu. */
  readonly menu?: ReactNode;
}

/** One note of a case, live: written together by those who may, read by the others. Connects when it comes near. */
export function NotePane({ note, me, focusOnMount = false, isReleased = false, menu }: NotePaneProps) {
  const [ref, near] = useNear<HTMLElement>();
  const title = titleOf(note);
  const wanted = useIsWritingPlace(note.id, ref) || focusOnMount;
  const { session, reload } = useNoteSession(note, title, me, near || wanted);
  const { mark, loaded, open } = useSessionView(session);
  const here = usePeopleHere(session, me.id);
  const [authorsShown, setAuthorsShown] = useState(false);
  const authorship = useAuthorship(note.id, session, me, authorsShown);
  const people = usePeople(note.caseId);
  const content = useNoteTemplate(note)?.content;
  const standing = useStanding(loaded ? session : null, content);
  const [pressed, setPressed] = useState(false);
  const fields = useFieldsOf({ note, session, me, content, standing, pressed, people });
  useNoteReading(note, session, ref);
  const [editor, setEditor] = useState<Editor | null>(null);
  useEffect(() => {
    const article = ref.current;
    if (session && loaded && article) return publish({ note, session, article, editor });
  }, [note, session, loaded, editor, ref]);

  useEffect(() => {
    if (mark.is === 'session-ended') sessionEnded();
  }, [mark.is]);

  const comment = useCallback(() => wishToComment(note.id), [note.id]);
  const toggleAuthors = useCallback(() => setAuthorsShown((shown) => !shown), []);
  return (
    <article
      ref={ref}
      id={`note-${note.id}`}
      data-note-id={note.id}
      className={styles.note}
      data-audience={note.audience}
      data-amendment={note.amends ? true : undefined}
      aria-label={title}
    >
      <NoteHeader
        {...{ note, session, mark, here, authorsShown, menu }}
        onAuthors={toggleAuthors}
        onComment={comment}
      />
      {note.amends && (
        <p className={styles.reason}>
          <span>Added because:</span> {note.amends.reason}
        </p>
      )}
      {session && <NoteTrouble mark={mark} session={session} onReload={reload} />}
      {authorsShown && authorship.shares.length > 0 && (
        <div className={styles.legend}>
          <Legend shares={authorship.shares} />
        </div>
      )}
      {authorsShown && authorship.error !== null && !authorship.index && (
        <div className={styles.legend}>
          <InlineMessage tone="warn">
            Who wrote what could not be read just now. The text itself is live.
          </InlineMessage>
        </div>
      )}
      {!session || !loaded ? (
        <NotYet note={note} mark={mark} />
      ) : note.access === 'write' ? (
        <FieldsContext value={fields}>
          <LiveEditor
            key={session.doc.guid}
            session={session}
            label={title}
            editable={open}
            focusOnMount={focusOnMount}
            index={authorship.index}
            people={people}
            onEditor={setEditor}
            onComment={comment}
          />
        </FieldsContext>
      ) : (
        <LiveText session={session} label={title} index={authorship.index} />
      )}
      {loaded && note.access === 'write' && <DictationBar noteId={note.id} editor={editor} />}
      {loaded && note.access === 'write' && <WritingAid note={note} session={session} content={content} />}
      {content && loaded && note.access === 'write' && !isReleased && (
        <FinishBar
          note={note}
          missing={standing.missing}
          saved={mark.is === 'saved'}
          onJump={(key) => editor && enterKey(editor.view, key)}
          onPress={() => setPressed(true)}
        />
      )}
      {!isReleased && <FinalisedBar note={note} />}
    </article>
  );
}
