import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type * as Y from 'yjs';
import { accessNote } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import type { Rooms } from '../note/rooms.ts';
import type { By } from '../platform/by.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { type Acted, event, participants, tell } from './acts.ts';
import type { Placed } from './place.ts';
import { anchoredOf, factsOf, readReader, type SuggestionRow, type ThreadRow } from './queries.ts';
import { type Replaced, replaceWords } from './replace.ts';
import { betweenOf, judgeAccept } from './rules.ts';
import { takeSuggestion } from './suggest.ts';

interface Claim {
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
  if (isRefusal(claim) || 'told' in claim) return claim;
  const written = await writeWords(rooms, claim);
  const settled = await sql.begin((tx) => settleClaim(tx, claim, by, written));
  if (isRefusal(settled)) return isRefusal(written) ? written : settled;
  if (settled.accepter.id === by.actorId) return settled;
  return refuse('conflict', `${settled.accepter.name} accepted this suggestion first.`);
}

/** What came of a claim's edit. `seq`: the edit's; null when nothing had to be written. */
interface Written {
  readonly seq: number | null;
  readonly headSeq: number;
  readonly placed: Placed | null;
}

async function writeWords(rooms: Rooms, claim: Claim): Promise<Written | Refusal> {
  const { thread, suggestion, accepter, clientId } = claim;
  const { replaces, text, byName: suggestedBy } = suggestion;
  let outcome: Replaced = 'same';
  const change = (doc: Y.Doc): void => {
    doc.clientID = clientId;
    outcome = replaceWords(doc, { thread: anchoredOf(thread), replaces, text, suggestedBy });
  };
  const done = await rooms.edit(thread.noteId, accepter, change);
  if (isRefusal(done)) return done;
  const replaced = outcome as Replaced;
  if (replaced === 'same') return { seq: null, headSeq: done.seq, placed: null };
  return isRefusal(replaced) ? replaced : { seq: done.seq, headSeq: done.seq, placed: replaced.placed };
}

/** Answers what came of it already when there is nothing left to do. */
async function claimSuggestion(tx: Tx, threadId: string, by: By): Promise<Claim | Acted | Refusal> {
  const held = await takeSuggestion(tx, threadId, by.actorId);
  if (isRefusal(held)) return held;
  const { thread, access, suggestion } = held;
  const verdict = judgeAccept(factsOf(suggestion), await readReader(tx, by.actorId, access), by.at);
  if (isRefusal(verdict)) return verdict;
  if (verdict === 'done') return { threadId, caseId: access.caseId, told: [] };
  const { settledId, clientId } = suggestion;
  if (verdict === 'resume' && settledId !== null && clientId !== null) {
    const stillWrites = !isRefusal(await accessNote(tx, settledId, thread.noteId, 'write'));
    if (stillWrites) return { thread, suggestion, accepter: settledId, clientId };
  }
  const claim = { thread, suggestion, accepter: by.actorId, clientId: await freeClient(tx, thread.noteId) };
  await tx`
    update suggestion set state = 'accepting', settled_by = ${by.actorId}, settled_at = ${by.at},
      client_id = ${claim.clientId} where thread_id = ${threadId}`;
  return claim;
}

/** A Yjs client id that nobody has written under in this note. */
async function freeClient(tx: Tx, noteId: string): Promise<number> {
  for (;;) {
    const [clientId = 0] = crypto.getRandomValues(new Uint32Array(1));
    const taken = await tx`select from note_client where note_id = ${noteId} and client_id = ${clientId}`;
    if (clientId > 0 && taken.length === 0) return clientId;
  }
}

type Settled = Acted & { readonly accepter: { readonly id: string; readonly name: string } };

/** Ends a claim as the journal says it went. */
async function settleClaim(
  tx: Tx,
  { thread, accepter, clientId }: Claim,
  by: By,
  written: Written | Refusal,
): Promise<Settled | Refusal> {
  const held = await takeSuggestion(tx, thread.id, by.actorId);
  if (isRefusal(held)) return held;
  const { access, suggestion } = held;
  const settled = (id: string, name: string | null, told: readonly string[]): Settled => ({
    threadId: thread.id,
    caseId: access.caseId,
    told,
    accepter: { id, name: name ?? 'Somebody' },
  });
  if (suggestion.state === 'accepted' && suggestion.settledId !== null)
    return settled(suggestion.settledId, suggestion.settledName, []);
  if (suggestion.state !== 'accepting' || suggestion.clientId !== clientId)
    return refuse('conflict', 'The suggestion could not be put into the text.');
  // An edit that only deletes binds no client id: of that one only its own process knows.
  const editSeq = (await seqOf(tx, thread.noteId, clientId)) ?? (isRefusal(written) ? null : written.seq);
  if (editSeq === null && isRefusal(written)) {
    await tx`
      update suggestion set state = 'open', settled_by = null, settled_at = null, client_id = null
      where thread_id = ${thread.id}`;
    return written;
  }
  const placed = isRefusal(written) ? null : written.placed;
  const headSeq = isRefusal(written) ? null : written.headSeq;
  const claimed = { ...held, editSeq, seq: editSeq ?? headSeq ?? access.headSeq, placed };
  const told = await recordAccepted(tx, claimed, { actorId: accepter, at: by.at });
  return settled(accepter, suggestion.settledName, told);
}

type Held = Exclude<Awaited<ReturnType<typeof takeSuggestion>>, Refusal>;
type Recorded = Held & {
  /** The edit; null when the note read as suggested already, as of `seq`. */
  readonly editSeq: number | null;
  readonly seq: number;
  readonly placed: Placed | null;
};

async function recordAccepted(tx: Tx, recorded: Recorded, by: By): Promise<string[]> {
  const { access, thread, suggestion, editSeq, seq, placed } = recorded;
  const { id, noteId } = thread;
  await tx`
    update suggestion set state = 'accepted', settled_by = ${by.actorId}, settled_at = ${by.at}
    where thread_id = ${id}`;
  if (editSeq !== null)
    await tx`
      insert into note_suggestion_edit (note_id, seq, suggested_by, private_to)
      values (${noteId}, ${editSeq}, ${suggestion.byId}, ${betweenOf(thread)}::uuid[])`;
  await tx`
    update comment_thread set resolved_at = ${by.at}, resolved_by = ${by.actorId}
    where id = ${id} and resolved_at is null`;
  if (!thread.marked && placed?.anchor) await moveTo(tx, id, placed);
  const whose = { suggestedBy: suggestion.byId, suggestedByName: suggestion.byName };
  const entry = event(thread, access.caseId, by, 'suggestion.accepted', { ...whose, seq });
  const eventSeq = await appendEvent(tx, entry);
  return tell(tx, access, eventSeq, by, thread, 'thread.resolved', await participants(tx, thread));
}

/** A thread that has no mark to carry it along is about the new words from now on. */
async function moveTo(tx: Tx, threadId: string, { quote, prefix, suffix, anchor }: Placed): Promise<void> {
  await tx`
    update comment_thread set quote = ${quote}, prefix = ${prefix}, suffix = ${suffix},
      anchor_from = ${anchor?.from ?? null}, anchor_to = ${anchor?.to ?? null}
    where id = ${threadId}`;
}

async function seqOf(tx: Tx, noteId: string, clientId: number): Promise<number | null> {
  const [row] = await tx<{ seq: number }[]>`
    select first_seq as seq from note_client where note_id = ${noteId} and client_id = ${clientId}`;
  return row?.seq ?? null;
}
