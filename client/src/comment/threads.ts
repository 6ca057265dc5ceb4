import type { Comment, Thread } from '@caseroom/shared/comment';
import type { FlatRange } from '@caseroom/shared/editor/anchor';

export interface Place extends FlatRange {
  /** The words that stand there. */
  readonly words: string;
}

/** Where each thread's text is, by the thread's id; null: it is gone. */
export type Places = ReadonlyMap<string, Place | null>;

/** Folded away until somebody asks: dealt with, or taken back altogether. */
export const isSettled = ({ resolvedAt, comments, suggestion }: Thread): boolean =>
  resolvedAt !== null ||
  (suggestion?.state !== 'open' && comments.every(({ deletedAt }) => deletedAt !== null));

/** In the order of their text, of one place by age; those whose text is gone come last. */
export function inTextOrder(threads: readonly Thread[], places: Places): Thread[] {
  const from = ({ id }: Thread) => places.get(id)?.from ?? Number.POSITIVE_INFINITY;
  // Infinity less infinity is no number, and equal.
  return [...threads].sort((a, b) => from(a) - from(b) || a.openedAt.localeCompare(b.openedAt));
}

/** The newest thing somebody said in a thread. */
export const newestAt = ({ openedAt, comments, suggestion }: Thread): string =>
  [openedAt, suggestion?.at ?? '', ...comments.map(({ at }) => at)].reduce((a, b) => (b > a ? b : a));

/** The first comment of others that was not read; null: none. The suggestion may be one of `unread`. */
export function unreadFrom({ comments, unread }: Thread, meId: string): string | null {
  let left = unread;
  for (const { id, author, deletedAt } of comments.toReversed()) {
    if (author.id === meId || deletedAt !== null) continue;
    left -= 1;
    if (left <= 0) return unread > 0 ? id : null;
  }
  return null;
}

/** "Inês" of "Inês Santos". */
export const firstName = ({ name }: { readonly name: string }): string => name.split(' ')[0] ?? name;

/** Who took part, for a screen reader: the name of a thread. */
export function nameOf(thread: Thread): string {
  const kind = thread.suggestion?.state === 'open' ? 'Suggestion' : 'Comment';
  const whose = thread.audience === 'coaching' ? 'Coaching' : kind;
  return `${whose} by ${thread.openedBy.name} on “${shortened(thread.quote)}”`;
}

const MAX_SHOWN = 60;

/** One line, cut between characters. */
export function shortened(quote: string): string {
  const line = quote.replaceAll('\ufffc', '…').replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length > MAX_SHOWN ? `${characters.slice(0, MAX_SHOWN).join('').trimEnd()}…` : line;
}

/** The thread with a person's reaction put on or taken off, as it is shown until the server has answered. */
export function reacted(
  thread: Thread,
  commentId: string,
  reaction: Comment['reactions'][number]['reaction'],
  me: Comment['author'],
  on: boolean,
): Thread {
  const change = (comment: Comment): Comment => {
    const had = comment.reactions.find((one) => one.reaction === reaction);
    const others = (had?.people ?? []).filter(({ id }) => id !== me.id);
    const people = on ? [...others, me] : others;
    if (had)
      return {
        ...comment,
        reactions: comment.reactions
          .map((one) => (one.reaction === reaction ? { ...one, people } : one))
          .filter((one) => one.people.length > 0),
      };
    return people.length > 0
      ? { ...comment, reactions: [...comment.reactions, { reaction, people }] }
      : comment;
  };
  return {
    ...thread,
    comments: thread.comments.map((comment) => (comment.id === commentId ? change(comment) : comment)),
  };
}
