import * as Y from 'yjs';
import type { Db } from '../platform/db.ts';
import { createNoteDoc, isWhole } from './doc.ts';
import { readEdits } from './journal.ts';

/** A note's document as it read at `seq`, with deleted text kept. */
export interface LoadedNote {
  readonly doc: Y.Doc;
  readonly seq: number;
  /** Seq of the snapshot it was rebuilt from; 0 for none. */
  readonly snapshotSeq: number;
}

/**
 * Rebuilds a note from the nearest snapshot at or below `upTo` (default: the newest) and the edits after it.
 * Throws when the journal has a hole: better no note than a wrong one.
 */
export async function loadNote(db: Db, noteId: string, upTo?: number): Promise<LoadedNote> {
  const snapshot = await readSnapshot(db, noteId, upTo ?? Number.MAX_SAFE_INTEGER);
  const doc = createNoteDoc();
  if (snapshot) Y.applyUpdate(doc, snapshot.state);
  const edits = await readEdits(db, noteId, {
    after: snapshot?.seq ?? 0,
    ...(upTo === undefined ? {} : { upTo }),
  });
  let seq = snapshot?.seq ?? 0;
  doc.transact(() => {
    for (const edit of edits) {
      if (edit.seq !== seq + 1) throw new Error(`journal of note ${noteId} has a hole after ${seq}`);
      Y.applyUpdate(doc, edit.payload);
      seq = edit.seq;
    }
  });
  if (!isWhole(doc)) throw new Error(`journal of note ${noteId} is not whole`);
  return { doc, seq, snapshotSeq: snapshot?.seq ?? 0 };
}

async function readSnapshot(
  db: Db,
  noteId: string,
  upTo: number,
): Promise<{ seq: number; state: Uint8Array } | undefined> {
  const [row] = await db<{ seq: number; state: Uint8Array }[]>`
    select seq, state from note_snapshot where note_id = ${noteId} and seq <= ${upTo} order by seq desc limit 1`;
  return row;
}

export async function writeSnapshot(db: Db, noteId: string, seq: number, state: Uint8Array): Promise<void> {
  await db`
    insert into note_snapshot (note_id, seq, state) values (${noteId}, ${seq}, ${Buffer.from(state)})
    on conflict do nothing`;
}
