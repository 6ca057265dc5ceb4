import type { HandoverItem } from '@caseroom/shared/handover';
import { useEffect } from 'react';
import { useCase } from '../case/case-data.ts';
import { NoteSkeleton } from '../case/case-skeleton.tsx';
import { useNoteSession } from '../note/live/use-note-session.ts';
import { NotePane } from '../note/note-pane.tsx';
import { titleOf } from '../note/note-title.ts';
import { useMe } from '../platform/session.ts';
import { Failure } from '../ui/message.tsx';
import { useHandoverNote } from './handover-data.ts';

interface PacketNoteProps {
  readonly item: HandoverItem;
  /** False: the note is followed, and nobody sees an editor. */
  readonly isShown: boolean;
  readonly focusOnMount?: boolean;
  /** Somebody has written in it; called with every change. */
  readonly onTyping: () => void;
}

/** The handover note of the one case that is looked at: the others stay closed, however many there are. */
export function PacketNote({ item, isShown, focusOnMount = false, onTyping }: PacketNoteProps) {
  const me = useMe();
  const note = useHandoverNote(item.noteId);
  // Who may be mentioned is known by the case.
  useCase(item.case.id);
  if (note.error && !note.data && isShown)
    return <Failure compact error={note.error} what="the handover note" retry={() => note.refetch()} />;
  if (!note.data) return isShown ? <NoteSkeleton /> : null;
  return (
    <>
      <Following note={note.data} onTyping={onTyping} />
      {isShown && <NotePane note={note.data} me={me} focusOnMount={focusOnMount} />}
    </>
  );
}

interface FollowingProps {
  readonly note: Parameters<typeof titleOf>[0];
  readonly onTyping: () => void;
}

/** Shows this person as present in the note, and tells when anybody writes in it. */
function Following({ note, onTyping }: FollowingProps) {
  const { session } = useNoteSession(note, titleOf(note), useMe(), true);
  useEffect(() => {
    session?.body.observeDeep(onTyping);
    return () => session?.body.unobserveDeep(onTyping);
  }, [session, onTyping]);
  return null;
}
