import { type MissingField, missingFields } from '@caseroom/shared/editor/fields';
import { noteText } from '@caseroom/shared/editor/text';
import type { Audience, NoteKind } from '@caseroom/shared/note';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { accessCase, accessNote } from '../case/access.ts';
import { appendEvent, hintCase } from '../case/events.ts';
import { rightsOf } from '../case/rules.ts';
import { createNote } from '../note/create.ts';
import { bodyOf } from '../note/doc.ts';
import type { BeginEnding, Ending } from '../note/ending.ts';
import { endNote } from '../note/finalise.ts';
import type { Rooms } from '../note/rooms.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { templateOfNote } from './store.ts';

export interface FinaliseDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly rooms: Rooms;
  /** Of features that have something to do with the end of a note. */
  readonly beginEnding?: BeginEnding;
}

/** Somebody may write between the look at the note and its end; after so many times they mean to go on. */
const MAX_LOOKS = 5;

/** The required fields of a note's template that say nothing yet, and the version that was looked at. */
async function missingIn(
  { sql, rooms }: Pick<FinaliseDeps, 'sql' | 'rooms'>,
  noteId: string,
  look: Ending['look'] = () => null,
): Promise<{ seq: number; missing: MissingField[]; isBlank: boolean; refusal: Refusal | null }> {
  const template = await templateOfNote(sql, noteId);
  return rooms.read(noteId, ({ doc, seq }) => ({
    seq,
    missing: template ? missingFields(template.content, bodyOf(doc)) : [],
    isBlank: noteText(bodyOf(doc)).trim() === '',
    refusal: look(bodyOf(doc)),
  }));
}

/** "Cause and Fix are still empty.", and each by its key. */
function refuseMissing(missing: readonly MissingField[]): Refusal {
  const names = missing.map(({ label }) => `“${label}”`);
  const list =
    names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are` : `${names[0]} is`;
  const fields = missing.map(({ key, label }) => ({ path: key, message: `${label} is required.` }));
  return refuse('invalid', `${list} still empty.`, { fields });
}

/** Ends the writing of a note whose required fields are answered, at exactly the version that answers them. */
export async function finaliseNote(
  deps: FinaliseDeps,
  actorId: string,
  noteId: string,
): Promise<{ noteId: string } | Refusal> {
  const access = await accessNote(deps.sql, actorId, noteId, 'write');
  if (isRefusal(access)) return access;
  const first = await missingIn(deps, noteId);
  if (first.missing.length > 0) return refuseMissing(first.missing);
  const ending = (await deps.beginEnding?.(actorId, noteId)) ?? null;
  if (isRefusal(ending)) return ending;
  for (let look = 0; look < MAX_LOOKS; look++) {
    const { seq, missing, isBlank, refusal } = await missingIn(deps, noteId, ending?.look);
    if (missing.length > 0) return refuseMissing(missing);
    if (isBlank) return refuse('invalid', 'There is nothing in this note to finalise.');
    if (refusal) return refusal;
    const end = { noteId, seq, actorId, at: deps.clock.now() };
    const ended = await deps.sql.begin((tx) => endNote(tx, end, ending));
    if (ended === 'moved') continue;
    if (isRefusal(ended)) return ended;
    deps.rooms.finalised(noteId);
    if (ending) await deps.rooms.derive(noteId);
    hintCase(deps.bus, access.caseId);
    return { noteId };
  }
  return refuse('conflict', 'Somebody is writing in this note. Finalise it once they have stopped.');
}

/** A new note that adds to a finalised one, for a reason that everybody sees; the finalised text stays as it is. */
export async function amendNote(
  { sql, bus, clock }: FinaliseDeps,
  actorId: string,
  noteId: string,
  reason: string,
): Promise<{ noteId: string } | Refusal> {
  const made = await sql.begin((tx) => addAmendment(tx, { noteId, actorId, reason, at: clock.now() }));
  if (!isRefusal(made)) hintCase(bus, made.caseId);
  return made;
}

interface Amendment {
  readonly noteId: string;
  readonly actorId: string;
  readonly reason: string;
  readonly at: Date;
}

async function addAmendment(
  tx: Tx,
  { noteId, actorId, reason, at }: Amendment,
): Promise<{ noteId: string; caseId: string } | Refusal> {
  const access = await accessNote(tx, actorId, noteId, 'read');
  if (isRefusal(access)) return access;
  const { caseId, audience } = access;
  const writer = await accessCase(tx, actorId, caseId, 'write');
  if (isRefusal(writer)) return writer;
  const grant = rightsOf(access.role, audience, 'write');
  if (isRefusal(grant)) return grant;
  if (!access.isFinal) return refuse('conflict', 'This note is not finalised: write in it.');
  const [note] = await tx<{ title: string; kind: NoteKind; audience: Audience; amendsId: string | null }[]>`
    select title, kind, audience, amends_id as "amendsId" from note where id = ${noteId} for key share`;
  if (!note) return refuse('not-found', 'There is no such note.');
  // An amendment of an amendment adds to the same note.
  const amends = { noteId: note.amendsId ?? noteId, reason };
  const amendmentId = await createNote(tx, { ...note, caseId, actorId, at, amends, outline: null });
  await appendEvent(tx, {
    caseId,
    kind: 'note.amended',
    actorId,
    data: { noteId: amends.noteId, amendmentId, reason },
    at,
  });
  return { noteId: amendmentId, caseId };
}
