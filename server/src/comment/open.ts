import type { NewThread } from '@caseroom/shared/comment';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type * as Y from 'yjs';
import type { z } from 'zod';
import { accessNote, type NoteAccess } from '../case/access.ts';
import type { Rooms } from '../note/rooms.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Sql } from '../platform/db.ts';
import { type Acted, openThread } from './acts.ts';
import { type AskedPlace, type Placed, placeIn } from './place.ts';
import { readerOf } from './present.ts';
import { accessThread } from './queries.ts';
import { isMarked, judgeSuggest, mayCoach } from './rules.ts';
import { suggest } from './suggest.ts';

export interface OpenDeps {
  readonly sql: Sql;
  readonly rooms: Rooms;
  readonly clock: Clock;
}

/**
 * Opens a thread, perhaps with a suggestion. The mark goes into the note first, in the commenter's name but by the
 * server, so that no undo of theirs takes it away; a mark whose thread then fails to be written means nothing.
 */
export async function createThread(
  { sql, rooms, clock }: OpenDeps,
  noteId: string,
  actorId: string,
  asked: z.output<typeof NewThread>,
): Promise<Acted | Refusal> {
  const access = await accessNote(sql, actorId, noteId, 'read');
  if (isRefusal(access)) return access;
  const refusal = refuseEarly(access, actorId, asked);
  if (refusal) return refusal;
  const { audience, body, mentions, suggestion } = asked;
  const id = crypto.randomUUID();
  const isInText = isMarked(audience, readerOf(actorId, access));
  const placed = await place(rooms, noteId, isInText ? { personId: actorId, threadId: id } : null, asked);
  if (isRefusal(placed)) return placed;
  const marked = isInText && placed.anchor !== null;
  return sql.begin(async (tx) => {
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
    const made = await suggest(tx, id, by, { text: suggestion.text, clients: placed.clients });
    return isRefusal(made) ? made : { ...made, told: [...new Set([...opened.told, ...made.told])] };
  });
}

/** What can be refused before anything is written in the note. */
function refuseEarly(
  access: NoteAccess,
  actorId: string,
  { audience, coachedId, quote, suggestion }: z.output<typeof NewThread>,
): Refusal | null {
  const reader = readerOf(actorId, access);
  const facts = { audience, openedBy: actorId, coachedId: coachedId ?? null };
  const suggesting = suggestion ? judgeSuggest(facts, reader, null, quote) : null;
  if (suggesting) return suggesting;
  return audience === 'coaching' && !mayCoach(reader)
    ? refuse('no-access', 'A lead opens a coaching thread.')
    : null;
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
  const { noteId, anchorFrom, anchorTo, ...words } = held.thread;
  const anchor = anchorFrom && anchorTo ? { from: anchorFrom, to: anchorTo } : undefined;
  const { clients } = await rooms.read(noteId, ({ doc }) => placeIn(doc, { ...words, anchor }, null));
  return sql.begin((tx) => suggest(tx, threadId, { actorId, at: clock.now() }, { text, clients }));
}

async function place(
  rooms: Rooms,
  noteId: string,
  mark: { readonly personId: string; readonly threadId: string } | null,
  asked: AskedPlace,
): Promise<Placed | Refusal> {
  if (!mark) return rooms.read(noteId, ({ doc }) => placeIn(doc, asked, null));
  let placed: Placed | null = null;
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
