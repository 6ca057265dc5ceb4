import { writeJson } from '@caseroom/shared/editor/text';
import type { Audience, DocJson, NoteKind } from '@caseroom/shared/note';
import * as Y from 'yjs';
import { appendEvent } from '../case/events.ts';
import type { Tx } from '../platform/db.ts';
import { bodyOf, createNoteDoc } from './doc.ts';
import { appendEdits } from './journal.ts';

export interface NewNoteFacts {
  readonly caseId: string;
  readonly kind: NoteKind;
  readonly audience: Audience;
  readonly title: string;
  /** Creator, and author of the outline. */
  readonly actorId: string;
  /** What the note starts with; null for a blank one. */
  readonly outline: DocJson | null;
  /** Defaults to now; demo data passes its own. */
  readonly at?: Date;
}

/**
 * Adds a note to a case in the caller's transaction and returns its id. The outline is edit 1, written by the
 * creator before anybody can open the note: two editors that each fill an empty note would double it. Takes the
 * note's row lock, then the case's; call `hintCase` after commit.
 */
export async function createNote(tx: Tx, facts: NewNoteFacts): Promise<string> {
  const { caseId, kind, audience, title, actorId } = facts;
  const at = facts.at ?? new Date();
  const [note] = await tx<{ id: string }[]>`
    insert into note (case_id, kind, audience, title, created_by, created_at, touched_at)
    values (${caseId}, ${kind}, ${audience}, ${title}, ${actorId}, ${at}, ${at})
    returning id`;
  const noteId = (note as { id: string }).id;
  if (facts.outline) await writeOutline(tx, noteId, actorId, facts.outline, at);
  await appendEvent(tx, { caseId, kind: 'note.added', actorId, at, data: { noteId, kind, audience, title } });
  return noteId;
}

async function writeOutline(
  tx: Tx,
  noteId: string,
  authorId: string,
  outline: DocJson,
  at: Date,
): Promise<void> {
  const doc = createNoteDoc();
  doc.transact(() => writeJson(bodyOf(doc), outline));
  const edit = { authorId, payload: Y.encodeStateAsUpdate(doc), newClients: [doc.clientID], at };
  doc.destroy();
  await appendEdits(tx, [{ noteId, expectedSeq: 0, edits: [edit] }]);
}
