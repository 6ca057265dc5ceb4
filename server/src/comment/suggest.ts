import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type * as Y from 'yjs';
import type { NoteAccess } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import { readBindings } from '../note/journal.ts';
import type { Rooms } from '../note/rooms.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { type Acted, type By, event, participants, tell } from './acts.ts';
import { readerOf } from './present.ts';
import { factsOf, readSuggestion, type SuggestionRow, type ThreadRow, takeThread } from './queries.ts';
import { type Replaced, replaceWords } from './replace.ts';
import { judgeAccept, judgeDismiss, judgeSuggest } from './rules.ts';

/** Suggests other words for a thread's text, or other ones than before. `authors`: whose text it is, to be told. */
export async function suggest(
  tx: Tx,
  threadId: string,
  by: By,
  { text, clients }: { readonly text: string; readonly clients: readonly number[] },
): Promise<Acted | Refusal> {
  const held = await takeThread(tx, by.actorId, threadId);
  if (isRefusal(held)) return held;
  const { thread, access } = held;
  const before = await readSuggestion(tx, threadId);
  const reader = readerOf(by.actorId, access);
  const refusal = judgeSuggest(thread, reader, before && factsOf(before), thread.quote);
  if (refusal) return refusal;
  await tx`
    insert into suggestion (thread_id, by_id, at, replaces, text)
    values (${threadId}, ${by.actorId}, ${by.at}, ${thread.quote}, ${text})
    on conflict (thread_id) do update set by_id = excluded.by_id, at = excluded.at, replaces = excluded.replaces,
      text = excluded.text, state = 'open', settled_by = null, settled_at = null, client_id = null`;
  const seq = await appendEvent(tx, event(thread, access.caseId, by, 'suggestion.made', {}));
  const bindings = await readBindings(tx, thread.noteId);
  const authors = [...new Set(clients.flatMap((client) => bindings.get(client) ?? []))];
  const told = await tell(tx, access, seq, by, thread, 'suggestion', authors);
  return { threadId, caseId: access.caseId, told };
}

/** Leaves the text as it is; the thread goes on. */
export async function dismissSuggestion(tx: Tx, threadId: string, by: By): Promise<Acted | Refusal> {
  const held = await takeSuggestion(tx, threadId, by.actorId);
  if (isRefusal(held)) return held;
  const { thread, access, suggestion } = held;
  const refusal = judgeDismiss(factsOf(suggestion), readerOf(by.actorId, access));
  if (refusal) return refusal;
  await settle(tx, threadId, 'dismissed', by.actorId, by.at);
  const whose = { suggestedBy: suggestion.byId, suggestedByName: suggestion.byName };
  await appendEvent(tx, event(thread, access.caseId, by, 'suggestion.dismissed', whose));
  return { threadId, caseId: access.caseId, told: [] };
}

interface Claim {
  readonly noteId: string;
  readonly thread: ThreadRow;
  readonly suggestion: SuggestionRow;
  /** Who accepted it: the asker, or whoever was left behind. */
  readonly accepter: string;
  readonly clientId: number;
}

/**
 * Puts the suggested words into the note as an edit of who accepts them, once only. First the acceptance is
 * claimed under the thread's lock, then its edit goes through the note's room, then both are settled. The edit is
 * written under a Yjs client id chosen with the claim: the journal takes it once, and says afterwards whether it
 * came in. So whoever finds a claim that was left behind by a process that died only has to repeat it.
 *
 * No connection is held while the room commits: many acceptances at once would wait for each other's.
 */
export async function acceptSuggestion(
  { sql, rooms }: { readonly sql: Sql; readonly rooms: Rooms },
  threadId: string,
  by: By,
): Promise<Acted | Refusal> {
  const claim = await sql.begin((tx) => claimSuggestion(tx, threadId, by));
  if (isRefusal(claim)) return claim;
  const { thread, suggestion, accepter, clientId, noteId } = claim;
  let outcome: Replaced = 'same';
  const change = (doc: Y.Doc): void => {
    doc.clientID = clientId;
    const { replaces, text, byName: suggestedBy } = suggestion;
    outcome = replaceWords(doc, { thread: anchored(thread), replaces, text, suggestedBy });
  };
  const done = await rooms.edit(noteId, accepter, change);
  const written = outcome as Replaced;
  const failure = isRefusal(done) ? done : isRefusal(written) ? written : null;
  const seq = isRefusal(done) || written !== 'same' ? null : done.seq;
  const settled = await sql.begin((tx) => settleClaim(tx, claim, by.at, seq));
  if (isRefusal(settled)) return failure ?? settled;
  if (accepter !== by.actorId)
    return refuse('conflict', `${settled.accepterName} accepted this suggestion first.`);
  return settled;
}

const anchored = ({ id, quote, prefix, suffix, anchorFrom, anchorTo }: ThreadRow) => ({
  id,
  quote,
  prefix,
  suffix,
  anchor: anchorFrom && anchorTo ? { from: anchorFrom, to: anchorTo } : null,
});

async function claimSuggestion(tx: Tx, threadId: string, by: By): Promise<Claim | Refusal> {
  const held = await takeSuggestion(tx, threadId, by.actorId);
  if (isRefusal(held)) return held;
  const { thread, access, suggestion } = held;
  const { noteId } = thread;
  const verdict = judgeAccept(factsOf(suggestion), readerOf(by.actorId, access), by.at);
  if (isRefusal(verdict)) return verdict;
  if (verdict === 'resume') {
    const { settledId, clientId } = suggestion;
    if (settledId === null || clientId === null) throw new Error(`the claim of ${threadId} names nobody`);
    await tx`update suggestion set settled_at = ${by.at} where thread_id = ${threadId}`;
    return { noteId, thread, suggestion, accepter: settledId, clientId };
  }
  const clientId = await freeClient(tx, noteId);
  await tx`
    update suggestion set state = 'accepting', settled_by = ${by.actorId}, settled_at = ${by.at},
      client_id = ${clientId} where thread_id = ${threadId}`;
  return { noteId, thread, suggestion, accepter: by.actorId, clientId };
}

/** A Yjs client id that nobody has written under in this note. */
async function freeClient(tx: Tx, noteId: string): Promise<number> {
  for (;;) {
    const [clientId = 0] = crypto.getRandomValues(new Uint32Array(1));
    const taken = await tx`select from note_client where note_id = ${noteId} and client_id = ${clientId}`;
    if (clientId > 0 && taken.length === 0) return clientId;
  }
}

/** Ends a claim as the journal says it went. `sameSeq`: nothing had to be written, as of this version. */
async function settleClaim(
  tx: Tx,
  { thread, suggestion, accepter, clientId }: Claim,
  at: Date,
  sameSeq: number | null,
): Promise<(Acted & { accepterName: string }) | Refusal> {
  const held = await takeSuggestion(tx, thread.id, accepter);
  if (isRefusal(held)) return held;
  const { access } = held;
  const [accepterRow] = await tx<{ name: string }[]>`select name from person where id = ${accepter}`;
  const accepterName = accepterRow?.name ?? 'Somebody';
  const base = { threadId: thread.id, caseId: access.caseId, accepterName };
  if (held.suggestion.state !== 'accepting') return { ...base, told: [] };
  const seq = (await seqOf(tx, thread.noteId, clientId)) ?? sameSeq;
  if (seq === null) {
    await tx`
      update suggestion set state = 'open', settled_by = null, settled_at = null, client_id = null
      where thread_id = ${thread.id}`;
    return refuse('conflict', 'The suggestion could not be put into the text.');
  }
  const told = await recordAccepted(
    tx,
    access,
    { ...held, suggestion },
    { actorId: accepter, at },
    seq,
    sameSeq,
  );
  return { ...base, told };
}

async function recordAccepted(
  tx: Tx,
  access: NoteAccess,
  { thread, suggestion }: { thread: ThreadRow; suggestion: SuggestionRow },
  by: By,
  seq: number,
  sameSeq: number | null,
): Promise<string[]> {
  await settle(tx, thread.id, 'accepted', by.actorId, by.at);
  if (sameSeq === null)
    await tx`
      insert into note_suggestion_edit (note_id, seq, thread_id, suggested_by)
      values (${thread.noteId}, ${seq}, ${thread.id}, ${suggestion.byId})`;
  await tx`
    update comment_thread set resolved_at = ${by.at}, resolved_by = ${by.actorId}
    where id = ${thread.id} and resolved_at is null`;
  const whose = { suggestedBy: suggestion.byId, suggestedByName: suggestion.byName };
  const entry = event(thread, access.caseId, by, 'suggestion.accepted', { ...whose, seq });
  const eventSeq = await appendEvent(tx, entry);
  return tell(tx, access, eventSeq, by, thread, 'thread.resolved', await participants(tx, thread));
}

async function seqOf(tx: Tx, noteId: string, clientId: number): Promise<number | null> {
  const [row] = await tx<{ seq: number }[]>`
    select first_seq as seq from note_client where note_id = ${noteId} and client_id = ${clientId}`;
  return row?.seq ?? null;
}

async function settle(tx: Tx, threadId: string, state: string, byId: string, at: Date): Promise<void> {
  await tx`
    update suggestion set state = ${state}, settled_by = ${byId}, settled_at = ${at} where thread_id = ${threadId}`;
}

async function takeSuggestion(tx: Tx, threadId: string, actorId: string) {
  const held = await takeThread(tx, actorId, threadId);
  if (isRefusal(held)) return held;
  const suggestion = await readSuggestion(tx, threadId);
  return suggestion ? { ...held, suggestion } : refuse('not-found', 'Nothing is suggested here.');
}
