import type { Case } from '@caseroom/shared/case';
import type { Note } from '@caseroom/shared/note';
import { IconNotes } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { NoteFiles } from '../attachment/note-files.tsx';
import { PromptStrip } from '../guidance/prompt-strip.tsx';
import { useMe } from '../platform/session.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { useStore } from '../platform/store.ts';
import { ReviewNoteItems } from '../quality/review-note-items.tsx';
import { SinceBanner } from '../seen/since-banner.tsx';
import { Failure, Message } from '../ui/message.tsx';
import { AddNoteRow } from './add-note.tsx';
import styles from './case.module.css';
import { useNotes } from './case-data.ts';
import { NoteSkeleton } from './case-skeleton.tsx';
import { noteToWriteIn } from './go-to-note.ts';
import { useGoToPlace } from './go-to-place.ts';
import { inReadingOrder } from './note-order.ts';
import { notesOpened } from './notes-opened.ts';

/** The editor is the heaviest part of the page and comes with the first case that is opened. */
const fetchNotePane = () => import('../note/note-pane.tsx');
const NotePane = lazy(async () => {
  const { NotePane: loaded } = await fetchNotePane();
  notesOpened.set(true);
  return { default: loaded };
});

const ReviewStrip = lazy(async () => ({
  default: (await import('../summary/review-strip.tsx')).ReviewStrip,
}));

const fetchCommentMargin = () => import('../comment/comment-margin.tsx');
const CommentMargin = lazy(async () => ({ default: (await fetchCommentMargin()).CommentMargin }));

/** While the case is asked for: it is sure to have notes. What fails here is fetched again when they are there. */
export function fetchEditorEarly(): void {
  for (const fetched of [fetchNotePane(), fetchCommentMargin()]) fetched.catch(() => {});
}

/** The case's notes, one below the other, each of them live. */
export function NotesColumn({ held }: { readonly held: Case }) {
  const notes = useNotes(held.id);
  const column = useRef<HTMLDivElement>(null);
  const ordered = useMemo(() => inReadingOrder(notes.data ?? []), [notes.data]);
  useNoteKeys(column);
  useGoToPlace(column);
  return (
    <div className={styles.notesScroll} ref={column} data-notes-scroll>
      <div className={styles.notesRow}>
        <section className={styles.notes} aria-label="Notes">
          <SinceBanner held={held} />
          <PromptStrip held={held} />
          {notes.isPending && <NoteSkeleton />}
          {notes.error && !notes.data && (
            <Failure error={notes.error} what="the notes" retry={() => notes.refetch()} />
          )}
          {ordered.map((note) => (
            <NoteSection key={note.id} held={held} note={note} />
          ))}
          {notes.data?.length === 0 && (
            <Message icon={<IconNotes size={20} />} title="No notes yet">
              {held.rights.write
                ? 'Start with what is going on. Everybody who opens this case writes in the same note, at the same moment.'
                : 'Notes appear here as they are written.'}
            </Message>
          )}
          {held.rights.write && notes.data && <AddNoteRow held={held} />}
        </section>
        {notes.data && (
          <Suspense>
            <CommentMargin held={held} notes={notes.data} column={column} />
          </Suspense>
        )}
      </div>
    </div>
  );
}

const InterimFrame = lazy(async () => ({
  default: (await import('../interim/interim-frame.tsx')).InterimFrame,
}));

function NoteSection({ held, note }: { readonly held: Case; readonly note: Note }) {
  const me = useMe();
  const fresh = useStore(noteToWriteIn) === note.id;
  const isMessage = note.kind === 'interim' && note.audience === 'team';
  const pane = (
    <NotePane
      note={note}
      me={me}
      focusOnMount={fresh}
      isReleased={isMessage}
      menu={<ReviewNoteItems note={note} program={held.program} />}
    />
  );
  return (
    <Suspense fallback={<NoteSkeleton />}>
      <ReviewStrip note={note} />
      {isMessage ? (
        <InterimFrame held={held} note={note}>
          {pane}
        </InterimFrame>
      ) : (
        <NoteFiles note={note}>{pane}</NoteFiles>
      )}
    </Suspense>
  );
}

/** `]` and `[` move between notes, `Enter` is the editor's. */
function useNoteKeys(column: React.RefObject<HTMLDivElement | null>): void {
  const at = useRef(-1);
  useEffect(() => {
    at.current = -1;
  }, []);
  const move = (step: 1 | -1) => {
    const sections = [...(column.current?.querySelectorAll<HTMLElement>('[data-note-id]') ?? [])];
    at.current = Math.min(Math.max(at.current + step, 0), sections.length - 1);
    const note = sections[at.current];
    note?.scrollIntoView({ block: 'start' });
    note?.querySelector<HTMLElement>('[contenteditable="true"]')?.focus({ preventScroll: true });
  };
  useShortcut({ keys: ']', label: 'Next note', group: 'Case' }, () => move(1));
  useShortcut({ keys: '[', label: 'Previous note', group: 'Case' }, () => move(-1));
}
