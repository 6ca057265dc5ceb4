import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { closeCode } from '@caseroom/shared/wire';
import type * as Y from 'yjs';
import type { Member } from './member.ts';
import type { Committed } from './replica.ts';

/** What a member or the server asks of a room. Asked in order, done in order. */
export type Task = WriteTask | ServeTask;

/** What a connection asked for that changes or receipts the note. */
export type MemberTask =
  | { readonly kind: 'edit'; readonly member: Member; readonly bytes: Uint8Array; readonly isStep2: boolean }
  | { readonly kind: 'receipt'; readonly member: Member; readonly k: number };

/** What the server changes for a person. */
export interface ChangeTask {
  readonly kind: 'change';
  readonly personId: string;
  readonly change: (doc: Y.Doc) => void;
  readonly annotates: boolean;
  readonly done: Done<{ seq: number } | Refusal>;
}

export type WriteTask = MemberTask | ChangeTask;

export type ServeTask =
  | { readonly kind: 'join'; readonly member: Member }
  | { readonly kind: 'step1'; readonly member: Member; readonly stateVector: Uint8Array }
  | {
      readonly kind: 'read';
      readonly isCaughtUp: boolean;
      readonly use: (committed: Committed) => void;
      readonly reject: (error: unknown) => void;
    }
  | { readonly kind: 'catch-up' };

interface Done<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

export const isOfMember = (task: Task): task is MemberTask => task.kind === 'edit' || task.kind === 'receipt';
export const isWrite = (task: Task): task is WriteTask => isOfMember(task) || task.kind === 'change';

/** Nobody will do this task: tells whoever waits for it. */
export function giveUp(task: Task): void {
  if ('member' in task) task.member.close(closeCode.tryAgain, 'try again');
  if (task.kind === 'read') task.reject(new RoomDropped());
  else if (task.kind === 'change') task.done.resolve(refuse('unavailable'));
}

/** The room was dropped while a read waited; ask a new room. */
export class RoomDropped extends Error {
  constructor() {
    super('the room was dropped');
  }
}
