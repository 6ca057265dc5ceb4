import type { SeenUpTo } from '@caseroom/shared/seen';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { caseKeys } from '../../case/keys.ts';
import { send } from '../../platform/http.ts';
import { type InFront, look, mustTell, notRead, type Told } from './reading.ts';

const LOOK_MS = 500;

/** Somebody is at this page: not a tab behind another, not a window beside the one they work in. */
export const isAttended = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/**
 * Tells the server how far this person has read something of a case, while `enabled`. `shown` answers the version that is on
 * the screen, null when none is. It is asked twice a second, and counts only while the page is attended or written in.
 */
export function useSeen(path: string, caseId: string, shown: () => InFront | null, enabled: boolean): void {
  const queries = useQueryClient();
  const latest = useRef(shown);
  useEffect(() => {
    latest.current = shown;
  });
  useEffect(() => {
    if (!enabled) return;
    let reading = notRead;
    let told: Told | null = null;
    const tell = async (leaving: boolean) => {
      const now = Date.now();
      if (!mustTell(reading, told, now, leaving)) return;
      const before = told;
      told = { seq: reading.read, at: now };
      try {
        await send<SeenUpTo>('PUT', path, { body: { seq: told.seq }, keepalive: true });
        const unread = queries.getQueryData<ReadonlySet<string>>(caseKeys.unread);
        if (unread?.has(caseId) !== false) void queries.invalidateQueries({ queryKey: caseKeys.unread });
      } catch {
        // Not known to have been told: the next time carries it.
        told = before;
      }
    };
    const lookNow = () => {
      const inFront = latest.current();
      const counts = inFront !== null && (inFront.typed || isAttended());
      reading = look(reading, counts ? inFront : null, Date.now());
    };
    const atLook = () => {
      lookNow();
      void tell(false);
    };
    const atLeave = () => {
      lookNow();
      reading = look(reading, null, Date.now());
      void tell(true);
    };
    const atHide = () => {
      if (document.visibilityState === 'hidden') atLeave();
    };
    const timer = window.setInterval(atLook, LOOK_MS);
    window.addEventListener('blur', atLeave);
    window.addEventListener('pagehide', atLeave);
    document.addEventListener('visibilitychange', atHide);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('blur', atLeave);
      window.removeEventListener('pagehide', atLeave);
      document.removeEventListener('visibilitychange', atHide);
      if (isAttended()) atLeave();
    };
  }, [path, caseId, enabled, queries]);
}
