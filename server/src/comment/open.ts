import type { NewThread } from '@caseroom/shared/comment';
import { readable } from '@caseroom/shared/editor/anchor';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type * as Y from 'yjs';
import type { z } from 'zod';
import { accessNote } from '../case/access.ts';
import type { Rooms } from '../note/rooms.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Sql } from '../platform/db.ts';
import { type Acted, openThread } from './acts.ts';
import { type AskedPlace, type Placed, placeIn, SHOWN_CHARS, type Words, wordsOf } from './place.ts';
import { accessThread, anchoredOf, readReader, takeThread } from './queries.ts';
import { isMarked, judgeComment, judgeSuggest, mayCoach, type Reader } from './rules.ts';
import { suggest, writeSuggestion } from './suggest.ts';

export interface OpenDeps {
  readonly sql: Sql;
  readonly rooms: Rooms;
  readonly clock: Clock;
}

type Asked = z.output<typeof NewThread>;

/**
 * Opens a thread, perhaps with a suggestion. The mark goes into the note first, in the commenter's name but by the
 * server, so that no undo of theirs takes it away; a mark whose thread then fails to be written means nothing.
 */
export async function createThread(
  { sql, rooms, clock }: OpenDeps,
  noteId: string,
  actorId: string,
  asked: Asked,
): Promise<Acted | Refusal> {
  const access = await accessNote(sql, actorId, noteId, 'read');
  if (isRefusal(access)) return access;
  const reader = await readReader(sql, actorId, access);
  const refusal = refuseEarly(reader, asked);
  if (refusal) return refusal;
  const { audience, body, mentions, suggestion } = asked;
  if (suggestion) {
    const found = await rooms.read(noteId, ({ doc }) => placeIn(doc, asked, null));
    const unseen = refuseUnseen(asked, found) ?? judgeSuggest(found.words, reader, null);
    if (unseen) return unseen;
  }
  const id = crypto.randomUUID();
  const isInText = isMarked(audience, reader);
  const placed = await place(rooms, noteId, isInText ? { personId: actorId, threadId: id } : null, asked);
  if (isRefusal(placed)) return placed;
  const changed = suggestion ? refuseUnseen(asked, placed) : null;
  if (changed) return changed;
  const marked = isInText && placed.anchor !== null;
  return sql.begin(async (tx) => {
    const late = suggestion && judgeSuggest(placed.words, await readReader(tx, actorId, access), null);
    if (late) return late;
    const coachedId =
      audience === 'coaching' ? (asked.coachedId ?? (await ownerOf(tx, access.caseId))) : null;
    const by = { actorId, at: clock.now() };
    const opened = await openThread(tx, {
      ...by,
      id,
      noteId,
      audience,
      coachedId,
      marked,
      placed,
      body,
      mentions,
    });
    if (isRefusal(opened) || !suggestion) return opened;
    const held = await takeThread(tx, actorId, id);
    if (isRefusal(held)) return held;
    const told = await writeSuggestion(tx, held, by, suggestion.text, placed);
    return { ...opened, told: [...new Set([...opened.told, ...told])] };
  });
}

/** What can be refused before anything is written in the note. */
function refuseEarly(reader: Reader, { audience, quote, suggestion }: Asked): Refusal | null {
  if (audience === 'coaching' && !mayCoach(reader))
    return refuse('no-access', 'A lead opens a coaching thread.');
  return judgeComment(audience, reader) ?? (suggestion ? judgeSuggest(quote, reader, null) : null);
}

/** Whoever suggests other words has to have seen those that they would replace. */
function refuseUnseen({ quote }: Asked, { words }: Words): Refusal | null {
  if (words === quote.trim()) return null;
  const reads = readable(words).slice(0, SHOWN_CHARS);
  return refuse(
    'conflict',
    words === ''
      ? 'The text you selected is gone.'
      : `The text you selected has changed. It now reads “${reads}”.`,
  );
}

/** Turns a comment into a suggestion. */
export async function suggestIn(
  { sql, rooms, clock }: OpenDeps,
  threadId: string,
  actorId: string,
  text: string,
): Promise<Acted | Refusal> {
  const held = await accessThread(sql, actorId, threadId);
  if (isRefusal(held)) return held;
  const { thread } = held;
  const words = await rooms.read(thread.noteId, ({ doc }) => wordsOf(doc, anchoredOf(thread)));
  if (!words) return refuse('conflict', 'The text of this thread is gone. Select other text to suggest.');
  return sql.begin((tx) => suggest(tx, threadId, { actorId, at: clock.now() }, text, words));
}

async function place(
  rooms: Rooms,
  noteId: string,
  mark: { readonly personId: string; readonly threadId: string } | null,
  asked: AskedPlace,
): Promise<(Placed & Words) | Refusal> {
  if (!mark) return rooms.read(noteId, ({ doc }) => placeIn(doc, asked, null));
  let placed: (Placed & Words) | null = null;
  const change = (doc: Y.Doc): void => {
    placed = placeIn(doc, asked, mark.threadId);
  };
  const done = await rooms.edit(noteId, mark.personId, change);
  if (isRefusal(done)) return done;
  return placed ?? rooms.read(noteId, ({ doc }) => placeIn(doc, asked, null));
}

async function ownerOf(db: Db, caseId: string): Promise<string> {
  const [row] = await db<{ id: string }[]>`select owner_id as id from "case" where id = ${caseId}`;
  if (!row) throw new Error(`case ${caseId} is gone`);
  return row.id;
}
