import { isDeepStrictEqual } from 'node:util';
import { COMMENT_MARK } from '@caseroom/shared/editor/anchor';
import { noteJson } from '@caseroom/shared/editor/text';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import type * as Y from 'yjs';
import type { NoteAccess } from '../../case/access.ts';
import { appendEvent, hintCase } from '../../case/events.ts';
import type { Bus } from '../../platform/bus.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Sql } from '../../platform/db.ts';
import { bodyOf } from '../doc.ts';
import type { Rooms } from '../rooms.ts';
import { loadNote } from '../snapshot.ts';
import { recordRestore } from './queries.ts';
import { restoreTo } from './restore.ts';

export interface RestoreDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly rooms: Rooms;
}

/**
 * Puts a version back as an ordinary edit of the person who asked. Answers that edit's seq, or the head when the
 * note already read so.
 *
 * The edit commits by itself, through the room, like everybody's; which version it put back is recorded right
 * after. Should the process die in between, the note still reads as wanted and only the credit of what came
 * back is lost to the restorer. The other order is impossible: the record refers to the edit.
 */
export async function restoreVersion(
  { sql, bus, clock, rooms }: RestoreDeps,
  { noteId, caseId }: NoteAccess,
  toSeq: number,
  personId: string,
): Promise<{ seq: number } | Refusal> {
  const version = await loadNote(sql, noteId, toSeq);
  let isChange = false;
  const change = (doc: Y.Doc): void => {
    isChange = !isDeepStrictEqual(wordsOf(doc), wordsOf(version.doc));
    if (isChange) restoreTo(doc, version.doc);
  };
  const done = await rooms.edit(noteId, personId, change);
  version.doc.destroy();
  if (isRefusal(done) || !isChange) return done;
  await sql.begin(async (tx) => {
    await recordRestore(tx, noteId, done.seq, toSeq);
    const data = { noteId, toSeq, seq: done.seq };
    await appendEvent(tx, { caseId, kind: 'note.restored', actorId: personId, data, at: clock.now() });
  });
  hintCase(bus, caseId);
  return { seq: done.seq };
}

/** How a note reads, whatever is said beside it. */
const wordsOf = (doc: Y.Doc) => noteJson(bodyOf(doc), COMMENT_MARK);
