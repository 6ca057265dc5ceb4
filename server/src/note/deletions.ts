import * as Y from 'yjs';
import type { Db } from '../platform/db.ts';
import { readEdits } from './journal.ts';

/** A clock of a Yjs client: the place of something in a note. */
export interface Place {
  readonly client: number;
  readonly clock: number;
}

/** Who deleted what stood at a place, among the edits after one seq and up to another; null when none of them did. */
export async function whoDeleted(
  db: Db,
  noteId: string,
  range: { readonly after: number; readonly upTo: number },
  place: Place,
): Promise<string | null> {
  const edits = await readEdits(db, noteId, range);
  return edits.findLast(({ payload }) => deletes(payload, place))?.authorId ?? null;
}

function deletes(payload: Uint8Array, { client, clock }: Place): boolean {
  const ranges = Y.decodeUpdate(payload).ds.clients.get(client) ?? [];
  return ranges.some((range) => range.clock <= clock && clock < range.clock + range.len);
}
