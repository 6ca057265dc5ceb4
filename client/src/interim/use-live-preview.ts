import type { Interim } from '@caseroom/shared/interim';
import type { Note } from '@caseroom/shared/note';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSessionView } from '../note/live/use-note-session.ts';
import { surfaces } from '../note/surfaces.ts';
import { useStore } from '../platform/store.ts';
import { previewKey, usePreview } from './interim-data.ts';

/** How long nobody writes before the words are checked again, ms. */
const STILL_MS = 700;

/** The check follows what everybody writes: it is read again when the writing rests and everything is saved. */
export function useLivePreview({ caseId, id }: Interim, note: Note) {
  const client = useQueryClient();
  const session = useStore(surfaces).get(note.id)?.session ?? null;
  const { mark } = useSessionView(session);
  const saved = session === null || mark.is === 'saved';
  const preview = usePreview({ caseId, id }, true);

  useEffect(() => {
    if (!session || !saved) return;
    const again = () => void client.invalidateQueries({ queryKey: previewKey(caseId, id) });
    let timer = window.setTimeout(again, STILL_MS);
    const wait = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(again, STILL_MS);
    };
    session.doc.on('update', wait);
    return () => {
      window.clearTimeout(timer);
      session.doc.off('update', wait);
    };
  }, [client, session, saved, caseId, id]);

  return { preview, saved };
}
