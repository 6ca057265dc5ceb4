import type { CommentMention, ThreadAudience } from '@caseroom/shared/comment';
import type { Anchored } from '@caseroom/shared/editor/anchor';
import type { PersonRef } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { accessNote, type NoteAccess } from '../case/access.ts';
import type { Db, Tx } from '../platform/db.ts';
import { maySee, type Reader, type SuggestionFacts, type SuggestionState } from './rules.ts';

export interface ThreadRow {
  readonly id: string;
  readonly noteId: string;
  readonly audience: ThreadAudience;
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly coachedId: string | null;
  readonly marked: boolean;
  readonly anchorFrom: string | null;
  readonly anchorTo: string | null;
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  readonly evidence: boolean;
}

export interface CommentRow {
  readonly id: string;
  readonly threadId: string;
  readonly authorId: string;
  readonly at: Date;
  readonly body: string;
  readonly mentions: CommentMention[];
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
}

export interface SuggestionRow {
  readonly threadId: string;
  readonly byId: string;
  readonly byName: string;
  readonly at: Date;
  readonly replaces: string;
  readonly text: string;
  readonly state: SuggestionState;
  readonly settledAt: Date | null;
  readonly settledId: string | null;
  readonly settledName: string | null;
  readonly clientId: number | null;
}

export interface ReactionRow {
  readonly commentId: string;
  readonly personId: string;
  readonly reaction: string;
}

const threadColumns = (db: Db) => db`
  t.id, t.note_id as "noteId", t.audience, t.opened_by as "openedBy", t.opened_at as "openedAt",
  t.coached_id as "coachedId", t.marked, t.anchor_from as "anchorFrom", t.anchor_to as "anchorTo", t.quote,
  t.prefix, t.suffix, t.resolved_at as "resolvedAt", t.resolved_by as "resolvedBy", t.evidence`;

/** The threads of notes that a person may see, oldest first. The caller has let them into the notes. */
export const listThreads = (db: Db, noteIds: readonly string[], personId: string): Promise<ThreadRow[]> => db`
  select ${threadColumns(db)} from comment_thread t
  where t.note_id = any(${[...noteIds]}::uuid[]) and (t.audience = 'everyone' or ${personId} in (t.opened_by, t.coached_id))
  order by t.opened_at, t.id`;

export async function countThreads(db: Db, noteId: string): Promise<number> {
  const [row] = await db<
    { count: number }[]
  >`select count(*)::int as count from comment_thread where note_id = ${noteId}`;
  return row?.count ?? 0;
}

export const listComments = (db: Db, threadIds: readonly string[]): Promise<CommentRow[]> => db`
  select id, thread_id as "threadId", author_id as "authorId", at, body, mentions,
         edited_at as "editedAt", deleted_at as "deletedAt"
  from comment where thread_id = any(${[...threadIds]}::uuid[]) order by at, id`;

export const listReactions = (db: Db, threadIds: readonly string[]): Promise<ReactionRow[]> => db`
  select r.comment_id as "commentId", r.person_id as "personId", r.reaction
  from comment_reaction r join comment c on c.id = r.comment_id
  where c.thread_id = any(${[...threadIds]}::uuid[]) order by r.at, r.person_id`;

export const listSuggestions = (db: Db, threadIds: readonly string[]): Promise<SuggestionRow[]> => db`
  select s.thread_id as "threadId", s.by_id as "byId", b.name as "byName", s.at, s.replaces, s.text, s.state,
         s.settled_at as "settledAt", s.settled_by as "settledId", x.name as "settledName",
         s.client_id as "clientId"
  from suggestion s join person b on b.id = s.by_id left join person x on x.id = s.settled_by
  where s.thread_id = any(${[...threadIds]}::uuid[])`;

/** Up to when a person has read each thread. */
export async function readUntil(
  db: Db,
  threadIds: readonly string[],
  personId: string,
): Promise<Map<string, Date>> {
  const rows = await db<{ threadId: string; until: Date }[]>`
    select thread_id as "threadId", until from thread_seen
    where person_id = ${personId} and thread_id = any(${[...threadIds]}::uuid[])`;
  return new Map(rows.map((row) => [row.threadId, row.until]));
}

/** A person has read a thread up to a time, or up to a later one before. */
export async function markThreadSeen(db: Db, threadId: string, personId: string, until: Date): Promise<void> {
  await db`
    insert into thread_seen (thread_id, person_id, until) values (${threadId}, ${personId}, ${until})
    on conflict (thread_id, person_id) do update set until = greatest(thread_seen.until, excluded.until)`;
}

export async function peopleById(db: Db, ids: readonly string[]): Promise<(id: string) => PersonRef> {
  const rows = await db<PersonRef[]>`
    select id, name, colour from person where id = any(${[...new Set(ids)]}::uuid[])`;
  const known = new Map(rows.map((row) => [row.id, row]));
  return (id) => {
    const person = known.get(id);
    if (!person) throw new Error(`person ${id} is gone`);
    return person;
  };
}

export const factsOf = (row: SuggestionRow): SuggestionFacts => ({
  byId: row.byId,
  state: row.state,
  settledBy: row.settledId === null ? null : { id: row.settledId, name: row.settledName ?? '' },
  settledAt: row.settledAt,
});

/** Where a thread is known to belong. */
export const anchoredOf = ({ id, quote, prefix, suffix, anchorFrom, anchorTo }: ThreadRow): Anchored => ({
  id,
  quote,
  prefix,
  suffix,
  anchor: anchorFrom && anchorTo ? { from: anchorFrom, to: anchorTo } : null,
});

/** What the rules ask of somebody who has been let into a note. */
export async function readReader(db: Db, personId: string, access: NoteAccess): Promise<Reader> {
  const { role, write } = access;
  return { personId, role, write, closed: await isClosed(db, access.caseId) };
}

export async function isClosed(db: Db, caseId: string): Promise<boolean> {
  const [row] = await db<
    { closed: boolean }[]
  >`select status = 'closed' as closed from "case" where id = ${caseId}`;
  return row?.closed ?? false;
}

export interface HeldThread {
  readonly thread: ThreadRow;
  readonly access: NoteAccess;
}

const nothing = () => refuse('not-found', 'There is no such thread.');

/** A thread for somebody who may see it; to everybody else it does not exist. */
export async function accessThread(
  db: Db,
  personId: string,
  threadId: string,
): Promise<HeldThread | Refusal> {
  const [thread] = await db<ThreadRow[]>`
    select ${threadColumns(db)} from comment_thread t where t.id = ${threadId}`;
  if (!thread || !maySee(thread, personId)) return nothing();
  const access = await accessNote(db, personId, thread.noteId, 'read');
  return isRefusal(access) ? nothing() : { thread, access };
}

/** As `accessThread`, under the thread's lock: everything that happens in a thread happens in turn. */
export async function takeThread(tx: Tx, personId: string, threadId: string): Promise<HeldThread | Refusal> {
  await tx`select from comment_thread where id = ${threadId} for no key update`;
  return accessThread(tx, personId, threadId);
}

export async function readSuggestion(db: Db, threadId: string): Promise<SuggestionRow | null> {
  return (await listSuggestions(db, [threadId]))[0] ?? null;
}
