import type { Refusal } from '@caseroom/shared/refusal';
import type { AwarenessUser } from '@caseroom/shared/wire';

/** A connection as its room sees it. The socket is behind it; tests put a queue there. */
export interface Member {
  readonly personId: string;
  readonly user: AwarenessUser;
  readonly canWrite: boolean;
  /**
   * `joining`: has not asked for the text yet and is sent no edits. `live`: is sent every commit.
   * `closing`: refused, failed or gone; what it sent before and was accepted still counts.
   */
  state: 'joining' | 'live' | 'closing';
  /** The one client id this connection may speak for in presence; null until it first speaks. */
  awarenessClient: number | null;
  /** Queues a frame; frames of one tick leave in one write. */
  send(frame: Uint8Array): void;
  refuse(refusal: Refusal): void;
  close(code: number, reason: string): void;
  /** Called when one of its edits, of this many bytes, has been dealt with. */
  dealtWith(bytes: number): void;
}
