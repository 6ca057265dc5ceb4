import { z } from 'zod';
import type { CaseEvent, CaseSummary } from './case.ts';
import type { Role } from './people.ts';
import { Id, type PersonRef } from './primitives.ts';

/**
 * The live socket: Socket.IO at `/live`, signed in by the session cookie. It is never the record: everything
 * it says can be read again over HTTP. The server emits only after commit.
 */

/** Where the live socket is served. Only WebSocket is spoken: polling would need sticky sessions. */
export const LIVE_PATH = '/live';

export const Activity = z.enum(['reading', 'typing', 'idle']);
export type Activity = z.infer<typeof Activity>;

/** Most events in one answer to `case:join`; the rest follow on joining again. */
export const MAX_EVENTS_PER_JOIN = 500;
/** Cases one connection can be in at once. */
export const MAX_CASES_PER_CONNECTION = 20;

export const JoinCase = z.strictObject({ caseId: Id, afterSeq: z.number().int().min(0) });
export type JoinCase = z.infer<typeof JoinCase>;
export const LeaveCase = z.strictObject({ caseId: Id });
export type LeaveCase = z.infer<typeof LeaveCase>;
export const SetPresence = z.strictObject({ caseId: Id, noteId: Id.nullable(), activity: Activity });
export type SetPresence = z.infer<typeof SetPresence>;

/** Where a person is now. One entry a person, however many tabs they have open. */
export interface PresentPerson extends PersonRef {
  role: Role;
  /** Null as well when the note they are in is none of the reader's business. */
  noteId: string | null;
  activity: Activity;
  /** ISO time at which they came in. */
  since: string;
}

export interface Joined {
  /** Events after the `afterSeq` that was asked for, oldest first. */
  events: CaseEvent[];
  /** Head of the ledger. Beyond the last of `events`: join again from there for the rest. */
  headSeq: number;
  people: PresentPerson[];
}

/** An acknowledgement: the answer, or a refusal as `Problem` codes. */
export type Ack<T> = (answer: { ok: true; value: T } | { ok: false; code: string; detail: string }) => void;

export interface ClientToServer {
  /** Come into a case and receive its events from `afterSeq` on. Joining twice is harmless. */
  'case:join': (ask: JoinCase, ack: Ack<Joined>) => void;
  'case:leave': (ask: LeaveCase) => void;
  /** What this tab is doing in a case it has joined; the most active tab of a person wins. */
  'presence:set': (ask: SetPresence) => void;
  /** Receive `queue:*` for every program of this person. Answers who is where now. */
  'queue:watch': (ack: Ack<{ presence: Record<string, PresentPerson[]> }>) => void;
}

export interface ServerToClient {
  /** Committed ledger entries of a joined case, in order. A gap means: join again with the last seq held. */
  'case:events': (message: { caseId: string; events: CaseEvent[] }) => void;
  /** The tags suggested for a joined case may be other ones now; read them again. */
  'tags:changed': (message: { caseId: string }) => void;
  /** The linked records of a joined case, or what is written to them, changed; read them again. Administrators hear of every case. */
  'crm:changed': (message: { caseId: string }) => void;
  /** So many lines of a summary have been drafted, for whoever asked under this key. */
  'summary:progress': (message: { caseId: string; key: string; lines: number }) => void;
  'case:people': (message: { caseId: string; people: PresentPerson[] }) => void;
  /** What the notes of a joined case leave out may be something else now; read its prompts again. */
  'prompts:changed': (message: { caseId: string }) => void;
  /** A case of a watched program is new or changed (also: its notes were written in, at most once a second). */
  'queue:case': (message: { summary: CaseSummary }) => void;
  'queue:people': (message: { caseId: string; people: PresentPerson[] }) => void;
  /** Something of this person's own is new or changed, perhaps in another tab; read it again. */
  'inbox:changed': () => void;
  'follow-ups:changed': () => void;
  /** A packet that this person gives, receives or looks after as a lead. */
  'handovers:changed': () => void;
  /** A message to many customers of a program that this person leads. */
  'bulk-sends:changed': () => void;
  /** The tags of one of this person's programs are other ones now. */
  'vocabulary:changed': () => void;
  /** This session has ended; sign in again. */
  'session:ended': () => void;
  /** Roles or programs changed; read `/api/me` again. Cases that can no longer be read have been left. */
  'access:changed': () => void;
}
