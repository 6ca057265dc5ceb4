import type { Since } from '@caseroom/shared/seen';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { shownChanges } from '../note/changes/shown-changes.ts';
import { caseBeingRead } from '../note/reading/use-note-reading.ts';
import { isAttended } from '../note/reading/use-seen.ts';
import { send } from '../platform/http.ts';
import { type Stop, stopsOf } from './stops.ts';

/** Whoever has not looked at the page for this long comes back to it as to a case just opened, ms. */
const AWAY_MS = 120_000;

export interface SinceView {
  readonly since: Since | null;
  /** It has been asked for, so reading may be told from here on. */
  readonly known: boolean;
  readonly stops: readonly Stop[];
  /** Takes the marks away; what was read stays read. */
  dismiss(): void;
}

/**
 * What others did before this visit began, marked in the notes until the visit ends or the person has done with it.
 * Asked for once a visit: what is written later was written in front of them.
 */
export function useSince(caseId: string): SinceView {
  const visit = useVisit();
  const [done, setDone] = useState<string | null>(null);
  const answer = useQuery({
    queryKey: ['case', caseId, 'since', visit],
    queryFn: ({ signal }) => send<Since>('GET', `/api/cases/${caseId}/since`, { signal }),
    // Asked again it would say less: reading goes on meanwhile.
    staleTime: 'static',
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const since = done === visit ? null : (answer.data ?? null);
  const stops = useMemo(() => (since ? stopsOf(since) : []), [since]);

  const isKnown = !answer.isPending;
  useEffect(() => {
    if (!isKnown) return;
    caseBeingRead.set(caseId);
    return () => caseBeingRead.set(null);
  }, [caseId, isKnown]);
  useEffect(() => {
    if (!since) return;
    shownChanges.set(new Map(since.notes.map(({ noteId, changes }) => [noteId, changes])));
    return () => shownChanges.set(new Map());
  }, [since]);
  return { since, stops, known: isKnown, dismiss: () => setDone(visit) };
}

/** Names the visit: coming back after a while to a page that stayed open is another one. */
function useVisit(): string {
  const [visit, setVisit] = useState(() => crypto.randomUUID());
  useEffect(() => {
    let leftAt: number | null = null;
    const leave = () => {
      if (!isAttended()) leftAt ??= Date.now();
    };
    const comeBack = () => {
      if (!isAttended()) return leave();
      if (leftAt !== null && Date.now() - leftAt >= AWAY_MS) setVisit(crypto.randomUUID());
      leftAt = null;
    };
    window.addEventListener('blur', leave);
    window.addEventListener('focus', comeBack);
    document.addEventListener('visibilitychange', comeBack);
    return () => {
      window.removeEventListener('blur', leave);
      window.removeEventListener('focus', comeBack);
      document.removeEventListener('visibilitychange', comeBack);
    };
  }, []);
  return visit;
}
