import type { Activity } from '@caseroom/shared/live';

/** A pause in typing up to this long still counts as typing. */
export const TYPING_FOR_MS = 4_000;
/** Somebody who touches nothing for this long has probably left the desk. */
export const IDLE_AFTER_MS = 3 * 60_000;

export interface ActivityFacts {
  /** The page is on screen. */
  readonly visible: boolean;
  /** When a key last changed a note, and when anything was last touched; 0 for never. */
  readonly typedAt_ms: number;
  readonly touchedAt_ms: number;
}

/** What to tell the others about this tab. */
export function activityOf(facts: ActivityFacts, now_ms: number): Activity {
  if (!facts.visible || now_ms - facts.touchedAt_ms >= IDLE_AFTER_MS) return 'idle';
  return now_ms - facts.typedAt_ms < TYPING_FOR_MS ? 'typing' : 'reading';
}
