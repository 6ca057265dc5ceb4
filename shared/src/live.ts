import type { CaseEvent, CaseSummary } from './case.ts';
import type { PersonRef } from './primitives.ts';

/**
 * The live socket: Socket.IO at `/live`, signed in by the session cookie. It is never the record: everything
 * it says can be read again over HTTP. The server emits only after commit.
 */

export type Activity = 'reading' | 'typing' | 'idle';

/** Where a person is now. One entry a person, however many tabs they have open. */
export interface PresentPerson extends PersonRef {
  role: string;
  noteId: string | null;
  activity: Activity;
  /** ISO time at which they came in. */
  since: string;
}

export interface Joined {
  /** Events after the `afterSeq` that was asked for, oldest first. */
  events: CaseEvent[];
  people: PresentPerson[];
}

/** An acknowledgement: the answer, or a refusal as `Problem` codes. */
export type Ack<T> = (answer: { ok: true; value: T } | { ok: false; code: string; detail: string }) => void;

export interface ClientToServer {
  /** Come into a case and receive its events from `afterSeq` on. Joining twice is harmless. */
  'case:join': (ask: { caseId: string; afterSeq: number }, ack: Ack<Joined>) => void;
  'case:leave': (ask: { caseId: string }) => void;
  /** What this tab is doing; the most active tab of a person wins. */
  'presence:set': (ask: { caseId: string; noteId: string | null; activity: Activity }) => void;
  /** Receive `queue:*` for every program of this person. Answers who is where now. */
  'queue:watch': (ack: Ack<{ presence: Record<string, PresentPerson[]> }>) => void;
}

export interface ServerToClient {
  /** Committed ledger entries of a joined case, in order. A gap means: join again with the last seq held. */
  'case:events': (message: { caseId: string; events: CaseEvent[] }) => void;
  'case:people': (message: { caseId: string; people: PresentPerson[] }) => void;
  /** A case of a watched program is new or changed (also: its notes were written in, at most once a second). */
  'queue:case': (message: { summary: CaseSummary }) => void;
  'queue:people': (message: { caseId: string; people: PresentPerson[] }) => void;
  /** This session has ended; sign in again. */
  'session:ended': () => void;
  /** Roles or programs changed; read `/api/me` again. */
  'access:changed': () => void;
}
