import {
  type CommentMention,
  MAX_QUOTE_CHARS,
  type Suggestion,
  type Thread,
  type ThreadAudience,
} from '@caseroom/shared/comment';
import { INLINE_NODE } from '@caseroom/shared/editor/anchor';
import type { Role } from '@caseroom/shared/people';
import { type Refusal, refuse } from '@caseroom/shared/refusal';

/** Somebody who has been let into the note. */
export interface Reader {
  readonly personId: string;
  readonly role: Role;
  /** May write in the note. */
  readonly write: boolean;
  /** The case is closed. */
  readonly closed: boolean;
}

export interface ThreadFacts {
  readonly audience: ThreadAudience;
  readonly openedBy: string;
  readonly coachedId: string | null;
}

/** Coaching is between two people; nobody else, whatever their role, learns that it is there. */
export const maySee = ({ audience, openedBy, coachedId }: ThreadFacts, personId: string): boolean =>
  audience === 'everyone' || personId === openedBy || personId === coachedId;

/** The only people who may see it, as ledger entries name them; null: no such limit. */
export const betweenOf = ({ audience, openedBy, coachedId }: ThreadFacts): string[] | null =>
  audience === 'coaching' && coachedId !== null ? [openedBy, coachedId] : null;

const isClosed = () => refuse('conflict', 'The case is closed. Reopen it first.');

/** Who comes to a case when it is over, to learn from it. */
const reviewers: readonly Role[] = ['lead', 'qa'];

/** A closed case is left to those who review it, and to coaching; nobody else says anything more. */
export const judgeComment = (audience: ThreadAudience, { role, closed }: Reader): Refusal | null =>
  closed && audience === 'everyone' && !reviewers.includes(role) ? isClosed() : null;

/**
 * Whether the thread's text is marked in the shared document. Coaching is not, since everybody receives the
 * document's bytes; nor is the comment of somebody who only reads, who must never be the author of an edit.
 */
export const isMarked = (audience: ThreadAudience, { write }: Reader): boolean =>
  audience === 'everyone' && write;

/** A lead coaches. */
export const mayCoach = ({ role }: Reader): boolean => role === 'lead';

const suggests = (role: Role): boolean => role === 'lead' || role === 'senior';

/** Leads and seniors put other words into others' mouths; everybody who writes decides about it. */
export const maySuggest = ({ role, write, closed }: Reader): boolean => write && !closed && suggests(role);

export function judgeCoaching(reader: Reader, coached: { id: string; canWrite: boolean }): Refusal | null {
  if (!mayCoach(reader)) return refuse('no-access', 'A lead opens a coaching thread.');
  if (coached.id === reader.personId) return invalid('coachedId', 'Coaching is for somebody else.');
  if (!coached.canWrite) return invalid('coachedId', 'They do not work on this note.');
  return null;
}

export type SuggestionState = Suggestion['state'] | 'accepting';

export interface SuggestionFacts {
  readonly byId: string;
  readonly state: SuggestionState;
  readonly settledBy: { readonly id: string; readonly name: string } | null;
  readonly settledAt: Date | null;
}

/** How long an acceptance may be on its way, ms, before it counts as given up by its process. */
export const ACCEPTING_LIMIT_MS = 10_000;

/** `words`: those that would be replaced, as they read now. */
export function judgeSuggest(words: string, reader: Reader, before: SuggestionFacts | null): Refusal | null {
  if (reader.closed) return isClosed();
  if (!suggests(reader.role)) return refuse('no-access', 'Leads and seniors suggest other words.');
  // Who may suggest writes in every note they read, until it is finalised.
  if (!reader.write) return refuse('note-finalised');
  if (words.includes('\n') || words.includes(INLINE_NODE))
    return refuse('invalid', 'Suggest within one line, and between mentions and times, not over them.');
  if (words.length > MAX_QUOTE_CHARS)
    return refuse('too-large', `A suggestion replaces at most ${MAX_QUOTE_CHARS} characters.`);
  if (before?.state === 'accepting') return alreadySettled(before);
  if (before?.state === 'accepted')
    return refuse('conflict', 'The suggestion of this thread was accepted. Open another thread.');
  if (before?.state === 'open' && before.byId !== reader.personId)
    return refuse('conflict', 'Somebody else’s suggestion is still open here.');
  return null;
}

/**
 * `resume`: an acceptance on its way, one's own from a second click or one left behind by its process, is brought
 * to its end. `done`: one has accepted it already, as with a click that came twice.
 */
export type AcceptVerdict = 'accept' | 'resume' | 'done';

export function judgeAccept(facts: SuggestionFacts, reader: Reader, now: Date): AcceptVerdict | Refusal {
  if (!reader.write) return refuse('read-only');
  const isOwn = facts.settledBy?.id === reader.personId;
  if (facts.state === 'accepting') {
    const since_ms = now.getTime() - (facts.settledAt?.getTime() ?? 0);
    return isOwn || since_ms > ACCEPTING_LIMIT_MS ? 'resume' : alreadySettled(facts);
  }
  if (facts.state === 'accepted' && isOwn) return 'done';
  if (facts.state !== 'open') return alreadySettled(facts);
  if (reader.closed) return isClosed();
  if (facts.byId === reader.personId)
    return refuse('no-access', 'Somebody else accepts your suggestion; you can write it yourself.');
  return 'accept';
}

export function judgeDismiss(facts: SuggestionFacts, reader: Reader): Refusal | null {
  if (facts.state !== 'open') return alreadySettled(facts);
  return reader.write || facts.byId === reader.personId ? null : refuse('read-only');
}

function alreadySettled({ state, settledBy }: SuggestionFacts): Refusal {
  const what = state === 'dismissed' ? 'dismissed' : 'accepted';
  return refuse('conflict', `${settledBy?.name ?? 'Somebody'} ${what} this suggestion first.`);
}

export function judgeEvidence(thread: ThreadFacts, personId: string): Refusal | null {
  if (thread.audience !== 'coaching') return refuse('invalid', 'Only coaching is kept as evidence.');
  return thread.openedBy === personId ? null : refuse('no-access', 'Who coaches decides what is evidence.');
}

export function judgeOwnComment(
  comment: { readonly authorId: string; readonly deleted: boolean },
  personId: string,
): Refusal | null {
  if (comment.authorId !== personId) return refuse('no-access', 'Only who wrote a comment can change it.');
  return comment.deleted ? refuse('conflict', 'This comment is deleted.') : null;
}

/** What is worth offering. The text may have changed since, so that a suggestion offered is refused all the same. */
export function rightsIn(
  thread: ThreadFacts & { readonly quote: string },
  suggestion: SuggestionFacts | null,
  reader: Reader,
  now: Date,
): Thread['rights'] {
  const accept = suggestion && judgeAccept(suggestion, reader, now);
  return {
    reply: judgeComment(thread.audience, reader) === null,
    suggest: judgeSuggest(thread.quote, reader, suggestion) === null,
    accept: accept === 'accept' || accept === 'resume',
    dismiss: suggestion !== null && judgeDismiss(suggestion, reader) === null,
    evidence: judgeEvidence(thread, reader.personId) === null,
  };
}

/** Those who are told of what happens in a thread: everybody who has said something in it, and who is coached. */
export const participantsOf = (
  thread: ThreadFacts,
  suggestedBy: string | null,
  authorIds: readonly string[],
): string[] => [
  ...new Set([thread.openedBy, thread.coachedId, suggestedBy, ...authorIds].filter((id) => id !== null)),
];

/** Mentions that the text does not say are dropped. */
export const saidIn = (body: string, mentions: readonly CommentMention[]): CommentMention[] => {
  const seen = new Set<string>();
  return mentions.filter(({ target, label }) => {
    const isSaid = body.includes(`@${label}`) && !seen.has(target);
    seen.add(target);
    return isSaid;
  });
};

function invalid(path: string, message: string): Refusal {
  return refuse('invalid', message, { fields: [{ path, message }] });
}
