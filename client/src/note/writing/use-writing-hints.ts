import { proseOf } from '@caseroom/shared/editor/prose';
import type { Note } from '@caseroom/shared/note';
import type { TemplateContent } from '@caseroom/shared/template';
import { type WritingHint, type WritingSettings, writingHints } from '@caseroom/shared/writing';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { send } from '../../platform/http.ts';
import type { NoteSession } from '../live/note-session.ts';

/** Hints follow the text at this distance, ms: nobody wants to be corrected in the middle of a word. */
const PAUSE_MS = 900;
const none: readonly WritingHint[] = [];

/** What could be better about how a live note reads, once its writers pause. */
export function useWritingHints(
  { caseId, kind }: Note,
  session: NoteSession | null,
  content: TemplateContent | undefined,
): readonly WritingHint[] {
  const settings = useQuery({
    queryKey: ['case', caseId, 'writing'],
    queryFn: ({ signal }) => send<WritingSettings>('GET', `/api/cases/${caseId}/writing`, { signal }),
    staleTime: 5 * 60_000,
  }).data;
  const [hints, setHints] = useState(none);
  const usual = content?.length;
  useEffect(() => {
    if (!session || !settings) return setHints(none);
    let timer: number | undefined;
    const look = () => {
      const next = writingHints(kind, proseOf(session.body), settings, usual);
      setHints((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    const onChange = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(look, PAUSE_MS);
    };
    look();
    session.body.observeDeep(onChange);
    return () => {
      session.body.unobserveDeep(onChange);
      window.clearTimeout(timer);
    };
  }, [session, settings, usual, kind]);
  return hints;
}
