import { type CaseEvent, type CaseEventKind, WITHHELD_EVENT } from '@caseroom/shared/case';

/** Entries that are no news of their own: what a note's text says already, and edits that never came in. */
export const quietKinds: readonly CaseEventKind[] = [
  'case.opened',
  'case.retagged',
  'tag.dismissed',
  'tag.restored',
  'note.edit-refused',
  'note.mentioned',
  'follow-up.added',
  'follow-up.restored',
  'follow-up.removed',
  'comment.edited',
  'comment.deleted',
  'comment.reacted',
  'thread.evidence',
];

/**
 * Whether a ledger entry, as this person may see it, is something others did since. What is withheld from them is
 * not, or its number alone would tell of it; what the system did by itself is not an act of anybody.
 */
export const isNewsTo = (personId: string, { actor, kind }: Pick<CaseEvent, 'actor' | 'kind'>): boolean =>
  actor !== null &&
  actor.id !== personId &&
  kind !== WITHHELD_EVENT &&
  !quietKinds.includes(kind as CaseEventKind);

export interface BaselineFacts {
  /** The newest edit this person has read of the note; null: none yet. */
  readonly seenSeq: number | null;
  /** The note's seq when they first opened the case; 0 when it was not there yet. */
  readonly firstSeq: number;
  /** The note was added after they first opened the case. */
  readonly addedSince: boolean;
}

/** From which version on a note's edits are news. A note that was never read counts from the first visit. */
export function baselineOf({ seenSeq, firstSeq, addedSince }: BaselineFacts): {
  seq: number;
  isNew: boolean;
} {
  const seq = seenSeq ?? firstSeq;
  return { seq, isNew: addedSince && seq === 0 };
}
