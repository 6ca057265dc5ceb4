import {
  type CaseThreads,
  type Comment,
  Reaction,
  type Suggestion,
  type Thread,
} from '@caseroom/shared/comment';
import type { PersonRef } from '@caseroom/shared/primitives';
import type { NoteAccess } from '../case/access.ts';
import type { Db } from '../platform/db.ts';
import {
  anchoredOf,
  type CommentRow,
  factsOf,
  isClosed,
  listComments,
  listReactions,
  listSuggestions,
  listThreads,
  peopleById,
  type ReactionRow,
  readReader,
  readUntil,
  type SuggestionRow,
  type ThreadRow,
} from './queries.ts';
import { judgeComment, mayCoach, maySuggest, type Reader, rightsIn } from './rules.ts';

type PersonOf = (id: string) => PersonRef;

/** The threads of notes of one case as one person sees them, note by note. */
export async function presentThreads(
  db: Db,
  notes: readonly NoteAccess[],
  personId: string,
  now: Date,
): Promise<CaseThreads[]> {
  const [first] = notes;
  if (!first) return [];
  const closed = await isClosed(db, first.caseId);
  const readers = new Map(
    notes.map(({ noteId, role, write }): [string, Reader] => [noteId, { personId, role, write, closed }]),
  );
  const rows = await listThreads(db, [...readers.keys()], personId);
  const threads = await present(db, rows, first.caseId, ({ noteId }) => readers.get(noteId) as Reader, now);
  return [...readers].map(([noteId, reader]) => ({
    noteId,
    items: threads.filter((thread) => thread.noteId === noteId),
    rights: {
      comment: judgeComment('everyone', reader) === null,
      coach: mayCoach(reader),
      suggest: maySuggest(reader),
    },
  }));
}

export async function presentThread(
  db: Db,
  { thread, access }: { readonly thread: ThreadRow; readonly access: NoteAccess },
  personId: string,
  now: Date,
): Promise<Thread> {
  const reader = await readReader(db, personId, access);
  const [one] = await present(db, [thread], access.caseId, () => reader, now);
  return one as Thread;
}

async function present(
  db: Db,
  rows: readonly ThreadRow[],
  caseId: string,
  readerOf: (row: ThreadRow) => Reader,
  now: Date,
): Promise<Thread[]> {
  const [first] = rows;
  if (!first) return [];
  const { personId } = readerOf(first);
  const ids = rows.map(({ id }) => id);
  const [comments, reactions, suggestions, until] = await Promise.all([
    listComments(db, ids),
    listReactions(db, ids),
    listSuggestions(db, ids),
    readUntil(db, ids, personId),
  ]);
  const personOf = await peopleById(db, [
    ...rows.flatMap((row) => [row.openedBy, row.coachedId, row.resolvedBy].filter((id) => id !== null)),
    ...comments.map((row) => row.authorId),
    ...reactions.map((row) => row.personId),
    ...suggestions.flatMap((row) => [row.byId, row.settledId].filter((id) => id !== null)),
  ]);
  const commentsOf = groupBy(comments, ({ threadId }) => threadId);
  const reactionsTo = groupBy(reactions, ({ commentId }) => commentId);
  const suggestionIn = new Map(suggestions.map((row) => [row.threadId, row]));
  return rows.map((row) => {
    const own = commentsOf.get(row.id) ?? [];
    const suggestion = suggestionIn.get(row.id) ?? null;
    return {
      id: row.id,
      caseId,
      noteId: row.noteId,
      audience: row.audience,
      openedBy: personOf(row.openedBy),
      openedAt: row.openedAt.toISOString(),
      coached: row.coachedId === null ? null : personOf(row.coachedId),
      quote: row.quote,
      prefix: row.prefix,
      suffix: row.suffix,
      anchor: anchoredOf(row).anchor,
      resolvedBy: row.resolvedBy === null ? null : personOf(row.resolvedBy),
      resolvedAt: row.resolvedAt?.toISOString() ?? null,
      evidence: row.evidence,
      suggestion: suggestion && suggestionOf(suggestion, personOf),
      comments: own.map((comment) => commentOf(comment, reactionsTo.get(comment.id) ?? [], personOf)),
      unread: unreadOf(own, suggestion, personId, until.get(row.id)),
      rights: rightsIn(row, suggestion && factsOf(suggestion), readerOf(row), now),
    };
  });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** While its edit is on the way, a suggestion is still open to those who look. */
function suggestionOf(row: SuggestionRow, personOf: PersonOf): Suggestion {
  const isOnTheWay = row.state === 'accepting';
  return {
    by: personOf(row.byId),
    at: row.at.toISOString(),
    replaces: row.replaces,
    text: row.text,
    state: row.state === 'accepting' ? 'open' : row.state,
    settledBy: isOnTheWay || row.settledId === null ? null : personOf(row.settledId),
    settledAt: isOnTheWay ? null : (row.settledAt?.toISOString() ?? null),
  };
}

function commentOf(row: CommentRow, reactions: readonly ReactionRow[], personOf: PersonOf): Comment {
  return {
    id: row.id,
    author: personOf(row.authorId),
    at: row.at.toISOString(),
    body: row.body,
    mentions: row.mentions,
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    reactions: Reaction.options.flatMap((reaction) => {
      const people = reactions.filter((one) => one.reaction === reaction);
      return people.length > 0 ? [{ reaction, people: people.map((one) => personOf(one.personId)) }] : [];
    }),
  };
}

function unreadOf(
  comments: readonly CommentRow[],
  suggestion: SuggestionRow | null,
  personId: string,
  until: Date | undefined,
): number {
  const isNew = (at: Date) => until === undefined || at > until;
  const fresh = comments.filter(
    ({ authorId, deletedAt, at }) => authorId !== personId && deletedAt === null && isNew(at),
  ).length;
  const isSuggested = suggestion !== null && suggestion.byId !== personId && isNew(suggestion.at);
  return fresh + (isSuggested ? 1 : 0);
}
