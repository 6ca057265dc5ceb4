import type { CaseEventData, CaseEventKind, ThreadEventData } from '@caseroom/shared/case';
import {
  type CommentMention,
  MAX_COMMENTS_PER_THREAD,
  MAX_THREADS_PER_NOTE,
  type Reaction,
  type ThreadAudience,
} from '@caseroom/shared/comment';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { accessNote, type NoteAccess } from '../case/access.ts';
import { appendEvent, type NewEvent } from '../case/events.ts';
import { whoIsMeant } from '../case/meant.ts';
import { type Notice, notify } from '../case/notify.ts';
import { rightsOf } from '../case/rules.ts';
import type { By } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';
import type { Placed } from './place.ts';
import {
  countThreads,
  listComments,
  markThreadSeen,
  readReader,
  readSuggestion,
  takeThread,
} from './queries.ts';
import {
  betweenOf,
  judgeCoaching,
  judgeComment,
  judgeEvidence,
  judgeOwnComment,
  participantsOf,
  type Reader,
  saidIn,
  type ThreadFacts,
} from './rules.ts';

/** What came of an act. Hint the case and the inboxes after commit. */
export interface Acted {
  readonly threadId: string;
  readonly caseId: string;
  readonly told: readonly string[];
}

export interface OpenThread extends By {
  readonly id: string;
  readonly noteId: string;
  readonly audience: ThreadAudience;
  readonly coachedId: string | null;
  readonly marked: boolean;
  readonly placed: Placed;
  /** May be empty: a suggestion speaks for itself. */
  readonly body: string;
  readonly mentions: readonly CommentMention[];
}

/** Begins a thread. Its mark, if it has one, stands in the note already. */
export async function openThread(tx: Tx, opened: OpenThread): Promise<Acted | Refusal> {
  const { id, noteId, actorId, at, audience, coachedId, placed } = opened;
  const access = await accessNote(tx, actorId, noteId, 'read');
  if (isRefusal(access)) return access;
  if ((await countThreads(tx, noteId)) >= MAX_THREADS_PER_NOTE)
    return refuse('too-large', `A note holds ${MAX_THREADS_PER_NOTE} threads. Start another note.`);
  const reader = await readReader(tx, actorId, access);
  const refusal =
    coachedId === null ? judgeComment(audience, reader) : await refuseCoaching(tx, reader, noteId, coachedId);
  if (refusal) return refusal;
  await tx`
    insert into comment_thread
      (id, note_id, audience, opened_by, opened_at, coached_id, marked, anchor_from, anchor_to, quote, prefix, suffix)
    values (${id}, ${noteId}, ${audience}, ${actorId}, ${at}, ${coachedId}, ${opened.marked},
            ${placed.anchor?.from ?? null}, ${placed.anchor?.to ?? null},
            ${placed.quote}, ${placed.prefix}, ${placed.suffix})`;
  const thread = { id, noteId, audience, openedBy: actorId, coachedId };
  const { caseId } = access;
  const seq = await appendEvent(tx, event(thread, caseId, opened, 'thread.opened', {}));
  const said = opened.body === '' ? null : await say(tx, { ...opened, thread, access, eventSeq: seq });
  const told = said?.told ?? [];
  // Whoever is coached is told so, once, whether or not the words mention them.
  const unaware = coachedId === null || told.includes(coachedId) ? [] : [coachedId];
  told.push(...(await tell(tx, access, seq, opened, thread, 'thread.coaching', unaware, said?.commentId)));
  return { threadId: id, caseId, told };
}

async function refuseCoaching(
  tx: Tx,
  reader: Reader,
  noteId: string,
  coachedId: string,
): Promise<Refusal | null> {
  const theirs = await accessNote(tx, coachedId, noteId, 'read');
  // By their role, whatever the note's state: coaching goes on about what is finalised.
  const canWrite = !isRefusal(theirs) && !isRefusal(rightsOf(theirs.role, theirs.audience, 'write'));
  return judgeCoaching(reader, { id: coachedId, canWrite });
}

type Said = By & {
  readonly thread: ThreadFacts & { readonly id: string; readonly noteId: string };
  readonly access: NoteAccess;
  readonly body: string;
  readonly mentions: readonly CommentMention[];
  /** The entry that tells of it; null: one of its own. */
  readonly eventSeq: number | null;
};

/** Writes a comment and tells who is mentioned in it and, of a reply, who is in the thread. */
async function say(tx: Tx, said: Said): Promise<{ commentId: string; told: string[] }> {
  const { thread, access, actorId, at, body } = said;
  const mentions = saidIn(body, said.mentions);
  const [row] = await tx<{ id: string }[]>`
    insert into comment (thread_id, author_id, at, body, mentions)
    values (${thread.id}, ${actorId}, ${at}, ${body}, ${tx.json(mentions)}) returning id`;
  const commentId = (row as { id: string }).id;
  await markThreadSeen(tx, thread.id, actorId, at);
  const eventSeq =
    said.eventSeq ??
    (await appendEvent(tx, event(thread, access.caseId, said, 'thread.replied', { commentId })));
  const meant = await meantBy(tx, access.caseId, mentions);
  const told = await tell(tx, access, eventSeq, said, thread, 'mention', meant, commentId);
  if (said.eventSeq !== null) return { commentId, told };
  const others = (await participants(tx, thread)).filter((id) => !meant.includes(id));
  told.push(...(await tell(tx, access, eventSeq, said, thread, 'thread.reply', others, commentId)));
  return { commentId, told };
}

export async function reply(
  tx: Tx,
  threadId: string,
  by: By,
  comment: { readonly body: string; readonly mentions: readonly CommentMention[] },
): Promise<Acted | Refusal> {
  const held = await takeThread(tx, by.actorId, threadId);
  if (isRefusal(held)) return held;
  const { thread, access } = held;
  const refusal = judgeComment(thread.audience, await readReader(tx, by.actorId, access));
  if (refusal) return refusal;
  if ((await listComments(tx, [threadId])).length >= MAX_COMMENTS_PER_THREAD)
    return refuse('too-large', `A thread holds ${MAX_COMMENTS_PER_THREAD} comments. Open another one.`);
  const { told } = await say(tx, { ...by, ...comment, thread, access, eventSeq: null });
  return { threadId, caseId: access.caseId, told };
}

/** Resolves or reopens; what is so already is left as it is. */
export async function setResolved(
  tx: Tx,
  threadId: string,
  by: By,
  resolved: boolean,
): Promise<Acted | Refusal> {
  const held = await takeThread(tx, by.actorId, threadId);
  if (isRefusal(held)) return held;
  const { thread, access } = held;
  const { caseId } = access;
  if ((thread.resolvedAt !== null) === resolved) return { threadId, caseId, told: [] };
  const [at, byId] = resolved ? [by.at, by.actorId] : [null, null];
  await tx`update comment_thread set resolved_at = ${at}, resolved_by = ${byId} where id = ${threadId}`;
  const kind = resolved ? 'thread.resolved' : 'thread.reopened';
  const seq = await appendEvent(tx, event(thread, caseId, by, kind, {}));
  const who = resolved ? await participants(tx, thread) : [];
  return { threadId, caseId, told: await tell(tx, access, seq, by, thread, 'thread.resolved', who) };
}

export async function setEvidence(tx: Tx, threadId: string, by: By, on: boolean): Promise<Acted | Refusal> {
  const held = await takeThread(tx, by.actorId, threadId);
  if (isRefusal(held)) return held;
  const { thread, access } = held;
  const refusal = judgeEvidence(thread, by.actorId);
  if (refusal) return refusal;
  if (thread.evidence !== on) {
    await tx`update comment_thread set evidence = ${on} where id = ${threadId}`;
    await appendEvent(tx, event(thread, access.caseId, by, 'thread.evidence', { on }));
  }
  return { threadId, caseId: access.caseId, told: [] };
}

/** Other words for a comment of one's own; who is newly mentioned is told. */
export async function editComment(
  tx: Tx,
  commentId: string,
  by: By,
  { body, mentions }: { readonly body: string; readonly mentions: readonly CommentMention[] },
): Promise<Acted | Refusal> {
  const held = await takeOwnComment(tx, commentId, by.actorId);
  if (isRefusal(held)) return held;
  const { thread, access, comment } = held;
  const { caseId } = access;
  if (comment.body === body) return { threadId: thread.id, caseId, told: [] };
  const refusal = judgeComment(thread.audience, await readReader(tx, by.actorId, access));
  if (refusal) return refusal;
  const said = saidIn(body, mentions);
  await tx`
    update comment set body = ${body}, mentions = ${tx.json(said)}, edited_at = ${by.at} where id = ${commentId}`;
  const seq = await appendEvent(tx, event(thread, caseId, by, 'comment.edited', { commentId }));
  const before = await meantBy(tx, caseId, comment.mentions);
  const meant = (await meantBy(tx, caseId, said)).filter((id) => !before.includes(id));
  const told = await tell(tx, access, seq, by, thread, 'mention', meant, commentId);
  return { threadId: thread.id, caseId, told };
}

/** Takes the words out for good and leaves the place. */
export async function deleteComment(tx: Tx, commentId: string, by: By): Promise<Acted | Refusal> {
  const held = await takeOwnComment(tx, commentId, by.actorId);
  if (isRefusal(held)) return held;
  const { thread, access } = held;
  await tx`
    update comment set body = '', mentions = '[]', deleted_at = ${by.at} where id = ${commentId}`;
  await appendEvent(tx, event(thread, access.caseId, by, 'comment.deleted', { commentId }));
  return { threadId: thread.id, caseId: access.caseId, told: [] };
}

/** Adds or takes back a reaction; what is so already is left as it is. */
export async function react(
  tx: Tx,
  commentId: string,
  by: By,
  reaction: Reaction,
  on: boolean,
): Promise<Acted | Refusal> {
  const held = await takeComment(tx, commentId, by.actorId);
  if (isRefusal(held)) return held;
  const { thread, access, comment } = held;
  if (comment.deletedAt !== null) return refuse('conflict', 'This comment is deleted.');
  const changed = on
    ? await tx`
        insert into comment_reaction (comment_id, person_id, reaction, at)
        values (${commentId}, ${by.actorId}, ${reaction}, ${by.at}) on conflict do nothing returning 1`
    : await tx`
        delete from comment_reaction
        where comment_id = ${commentId} and person_id = ${by.actorId} and reaction = ${reaction} returning 1`;
  if (changed.length > 0)
    await appendEvent(tx, event(thread, access.caseId, by, 'comment.reacted', { commentId, reaction, on }));
  return { threadId: thread.id, caseId: access.caseId, told: [] };
}

async function takeComment(tx: Tx, commentId: string, actorId: string) {
  const [found] = await tx<{ threadId: string }[]>`
    select thread_id as "threadId" from comment where id = ${commentId}`;
  const nothing = refuse('not-found', 'There is no such comment.');
  if (!found) return nothing;
  const held = await takeThread(tx, actorId, found.threadId);
  if (isRefusal(held)) return nothing;
  const comment = (await listComments(tx, [found.threadId])).find(({ id }) => id === commentId);
  return comment ? { ...held, comment } : nothing;
}

async function takeOwnComment(tx: Tx, commentId: string, actorId: string) {
  const held = await takeComment(tx, commentId, actorId);
  if (isRefusal(held)) return held;
  const { authorId, deletedAt } = held.comment;
  return judgeOwnComment({ authorId, deleted: deletedAt !== null }, actorId) ?? held;
}

type ThreadKind = Extract<CaseEventKind, `thread.${string}` | `comment.${string}` | `suggestion.${string}`>;

/** The entry of an act in a thread. Of coaching it says whom it may be shown to. */
export function event<K extends ThreadKind>(
  thread: ThreadFacts & { readonly id: string; readonly noteId: string },
  caseId: string,
  { actorId, at }: By,
  kind: K,
  more: Omit<CaseEventData[K], keyof ThreadEventData>,
): NewEvent<K> {
  const between = betweenOf(thread);
  const place: ThreadEventData = {
    noteId: thread.noteId,
    threadId: thread.id,
    ...(between ? { between } : {}),
  };
  return { caseId, kind, actorId, data: { ...place, ...more } as CaseEventData[K], at };
}

/** Tells people of something in a thread, of coaching only the two of it. */
export async function tell(
  tx: Tx,
  { caseId, noteId, audience }: NoteAccess,
  eventSeq: number,
  { actorId, at }: By,
  thread: ThreadFacts & { readonly id: string },
  kind: Notice['kind'],
  personIds: readonly string[],
  commentId?: string,
): Promise<string[]> {
  const between = betweenOf(thread);
  const who = personIds.filter((id) => !between || between.includes(id));
  const data = { noteId, threadId: thread.id, ...(commentId ? { commentId } : {}) };
  return notify(tx, { caseId, eventSeq, kind, personIds: who, actorId, audience, data, at });
}

export async function participants(tx: Tx, thread: ThreadFacts & { readonly id: string }): Promise<string[]> {
  const [comments, suggestion] = [await listComments(tx, [thread.id]), await readSuggestion(tx, thread.id)];
  return participantsOf(
    thread,
    suggestion?.byId ?? null,
    comments.map(({ authorId }) => authorId),
  );
}

async function meantBy(tx: Tx, caseId: string, mentions: readonly CommentMention[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { target } of mentions) ids.push(...((await whoIsMeant(tx, caseId, target))?.personIds ?? []));
  return [...new Set(ids)];
}
