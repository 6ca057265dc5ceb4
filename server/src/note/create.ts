import { writeJson } from '@caseroom/shared/editor/text';
import type { Audience, DocJson, NoteKind } from '@caseroom/shared/note';
import { outlineOf } from '@caseroom/shared/note-kinds';
import * as Y from 'yjs';
import { appendEvent } from '../case/events.ts';
import type { Db, Tx } from '../platform/db.ts';
import { bodyOf, createNoteDoc } from './doc.ts';
import { appendEdits } from './journal.ts';
import { planRecheck } from './recheck.ts';

/** What a new note starts with, and the template version that decided it. */
export interface NoteStart {
  /** Null for a blank note. */
  readonly outline: DocJson | null;
  readonly template?: { readonly id: string; readonly version: number };
  /** It is looked at again every so many days. */
  readonly recheckEvery_days?: number | undefined;
}

/** Answers what a note of a kind starts with in a case. `db` may be the transaction that opens the case. */
export type StartNote = (
  db: Db,
  note: {
    readonly caseId: string;
    readonly programId: string;
    readonly kind: NoteKind;
    readonly authorId: string;
    readonly at: Date;
    /** The contact with the customer that it is about. */
    readonly interactionId?: string;
    /** What the asker knows besides, by the key of a template's field; what the template fills itself comes first. */
    readonly known?: ReadonlyMap<string, string>;
  },
) => Promise<NoteStart>;

/** Without templates: the kind's outline. */
export const startFromOutline: StartNote = async (_db, { kind }) => ({ outline: outlineOf(kind) });

export interface NewNoteFacts extends NoteStart {
  readonly caseId: string;
  readonly kind: NoteKind;
  readonly audience: Audience;
  readonly title: string;
  /** Creator, and author of the outline. */
  readonly actorId: string;
  /** The finalised note that it adds to, and why. */
  readonly amends?: { readonly noteId: string; readonly reason: string };
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
    insert into note (case_id, kind, audience, title, created_by, created_at, touched_at,
                      template_id, template_version, amends_id, amend_reason)
    values (${caseId}, ${kind}, ${audience}, ${title}, ${actorId}, ${at}, ${at},
            ${facts.template?.id ?? null}, ${facts.template?.version ?? null},
            ${facts.amends?.noteId ?? null}, ${facts.amends?.reason ?? null})
    returning id`;
  const noteId = (note as { id: string }).id;
  if (facts.recheckEvery_days) await planRecheck(tx, noteId, facts.recheckEvery_days, at);
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
