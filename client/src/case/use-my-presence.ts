import type { Activity } from '@caseroom/shared/live';
import { useEffect } from 'react';
import { live, useConnection } from '../platform/live.ts';
import { activityOf } from './activity.ts';

const LOOK_MS = 1_000;
const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Tells the others what this tab does in a case: which note it is in, and whether it types, reads or rests. */
export function useMyPresence(caseId: string): void {
  const connection = useConnection();
  useEffect(() => {
    if (connection === 0) return;
    let facts = { typedAt_ms: 0, touchedAt_ms: Date.now() };
    let told = '';

    const tell = () => {
      const visible = document.visibilityState === 'visible';
      const activity: Activity = activityOf({ visible, ...facts }, Date.now());
      const noteId = document.activeElement?.closest<HTMLElement>('[data-note-id]')?.dataset.noteId ?? null;
      if (told === `${noteId} ${activity}`) return;
      told = `${noteId} ${activity}`;
      live.emit('presence:set', { caseId, noteId, activity });
    };
    const onTouch = () => {
      facts = { ...facts, touchedAt_ms: Date.now() };
    };
    const onInput = (event: Event) => {
      if (!(event.target instanceof HTMLElement) || !event.target.closest('[data-note-id]')) return;
      facts = { typedAt_ms: Date.now(), touchedAt_ms: Date.now() };
      tell();
    };

    for (const touch of touches) window.addEventListener(touch, onTouch, { passive: true });
    document.addEventListener('input', onInput);
    document.addEventListener('focusin', tell);
    document.addEventListener('visibilitychange', tell);
    const timer = window.setInterval(tell, LOOK_MS);
    tell();
    return () => {
      for (const touch of touches) window.removeEventListener(touch, onTouch);
      document.removeEventListener('input', onInput);
      document.removeEventListener('focusin', tell);
      document.removeEventListener('visibilitychange', tell);
      window.clearInterval(timer);
    };
  }, [caseId, connection]);
}
