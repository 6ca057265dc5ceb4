import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { appendEvent } from '../case/events.ts';
import { readBindings } from '../note/journal.ts';
import type { By } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';
import { type Acted, event, tell } from './acts.ts';
import type { Words } from './place.ts';
import { factsOf, type HeldThread, readReader, readSuggestion, takeThread } from './queries.ts';
import { judgeDismiss, judgeSuggest } from './rules.ts';

/** Suggests other words for a thread's text, or other ones than before. */
export async function suggest(
  tx: Tx,
  threadId: string,
  by: By,
  text: string,
  words: Words,
): Promise<Acted | Refusal> {
  const held = await takeThread(tx, by.actorId, threadId);
  if (isRefusal(held)) return held;
  const before = await readSuggestion(tx, threadId);
  const reader = await readReader(tx, by.actorId, held.access);
  const refusal = judgeSuggest(words.words, reader, before && factsOf(before));
  if (refusal) return refusal;
  const told = await writeSuggestion(tx, held, by, text, words);
  return { threadId, caseId: held.access.caseId, told };
}

/** Writes down a suggestion that may be made, and tells those whose text it is. */
export async function writeSuggestion(
  tx: Tx,
  { thread, access }: HeldThread,
  by: By,
  text: string,
  { words, clients }: Words,
): Promise<string[]> {
  await tx`
    insert into suggestion (thread_id, by_id, at, replaces, text)
    values (${thread.id}, ${by.actorId}, ${by.at}, ${words}, ${text})
    on conflict (thread_id) do update set by_id = excluded.by_id, at = excluded.at, replaces = excluded.replaces,
      text = excluded.text, state = 'open', settled_by = null, settled_at = null, client_id = null`;
  const seq = await appendEvent(tx, event(thread, access.caseId, by, 'suggestion.made', {}));
  const bindings = await readBindings(tx, thread.noteId);
  const authors = [...new Set(clients.flatMap((client) => bindings.get(client) ?? []))];
  return tell(tx, access, seq, by, thread, 'suggestion', authors);
}

/** Leaves the text as it is; the thread goes on. */
export async function dismissSuggestion(tx: Tx, threadId: string, by: By): Promise<Acted | Refusal> {
  const held = await takeSuggestion(tx, threadId, by.actorId);
  if (isRefusal(held)) return held;
  const { thread, access, suggestion } = held;
  const refusal = judgeDismiss(factsOf(suggestion), await readReader(tx, by.actorId, access));
  if (refusal) return refusal;
  await tx`
    update suggestion set state = 'dismissed', settled_by = ${by.actorId}, settled_at = ${by.at}
    where thread_id = ${threadId}`;
  const whose = { suggestedBy: suggestion.byId, suggestedByName: suggestion.byName };
  await appendEvent(tx, event(thread, access.caseId, by, 'suggestion.dismissed', whose));
  return { threadId, caseId: access.caseId, told: [] };
}

/** A thread's suggestion, under the thread's lock. */
export async function takeSuggestion(tx: Tx, threadId: string, actorId: string) {
  const held = await takeThread(tx, actorId, threadId);
  if (isRefusal(held)) return held;
  const suggestion = await readSuggestion(tx, threadId);
  return suggestion ? { ...held, suggestion } : refuse('not-found', 'Nothing is suggested here.');
}
