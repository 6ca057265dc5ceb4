import { noteKinds } from '@caseroom/shared/note-kinds';
import { isRefusal } from '@caseroom/shared/refusal';
import { changeCase } from '../case/change.ts';
import { appendEvent } from '../case/events.ts';
import { insertCase } from '../case/open.ts';
import { forgetWarnings } from '../case/timers/track.ts';
import { createNote } from '../note/create.ts';
import { type Append, appendEdits, readEdits } from '../note/journal.ts';
import type { Tx } from '../platform/db.ts';
import { pauseTimers, tellCustomer } from '../timer/acts.ts';
import type { Cast } from './cast.ts';
import { contacting } from './contacts.ts';
import { tellingOf } from './deadlines.ts';
import { asking, escalating } from './escalations.ts';
import { finalising } from './finals.ts';
import { messaging } from './interims.ts';
import { type Played, type PlayedName, playNote } from './play.ts';
import { rechecking } from './rechecks.ts';
import type { CaseChange, CaseScript, NoteScript } from './script.ts';
import { startOf } from './starts.ts';
import { draftFrom } from './summaries.ts';
import { commenting } from './threads.ts';
import { momentOf } from './when.ts';

export interface WrittenNote {
  readonly noteId: string;
  readonly script: NoteScript;
  readonly played: Played;
}

export interface WrittenCase {
  readonly caseId: string;
  readonly notes: readonly WrittenNote[];
}

export interface Writing {
  readonly tx: Tx;
  readonly cast: Cast;
  readonly now: Date;
  readonly caseId: string;
  readonly script: CaseScript;
  readonly notes: WrittenNote[];
}

/** Something that happens to a case; it may lead to more, later. */
export interface Happening {
  readonly at: Date;
  readonly happen: () => Promise<readonly Happening[]>;
}

/** Writes a case as if it had been lived: ledger entries in the order of their times, then the notes' journals. */
export async function writeCase(tx: Tx, cast: Cast, now: Date, script: CaseScript): Promise<WrittenCase> {
  const { number, subject, priority, customer, tags = [] } = script;
  const caseId = await insertCase(tx, {
    number,
    subject,
    priority,
    customer,
    tags: [...tags],
    programId: cast.program(script.program),
    openedBy: cast.person(script.owner),
    at: momentOf(script.opened, now),
  });
  const writing: Writing = { tx, cast, now, caseId, script, notes: [] };
  await inOrder([
    ...(script.changes ?? []).map((change) => changing(writing, change)),
    ...script.notes.map((note) => adding(writing, note)),
    ...(script.swarm ?? []).map((question) => asking(writing, question)),
    ...telling(writing),
    ...contacting(writing),
  ]);
  // What was warned of before today is old news; what has just run out is for the server to say.
  await forgetWarnings(tx, caseId, now, 99);
  await writeJournals(writing);
  return { caseId, notes: writing.notes };
}

async function inOrder(happenings: readonly Happening[]): Promise<void> {
  const waiting = [...happenings];
  while (waiting.length > 0) {
    const first = waiting.reduce((earliest, other) => (other.at < earliest.at ? other : earliest));
    waiting.splice(waiting.indexOf(first), 1, ...(await first.happen()));
  }
}

function changing({ tx, cast, now, caseId }: Writing, change: CaseChange): Happening {
  const at = momentOf(change.at, now);
  const { tags, ...rest } = change.to;
  const patch = { ...rest, ...(tags ? { tags: [...tags] } : {}) };
  const happen = async () => {
    const result = await changeCase(tx, { caseId, actorId: cast.person(change.by), patch, at });
    if (isRefusal(result) || !result.changed) throw new Error(`the change of ${change.at} changes nothing`);
    return [];
  };
  return { at, happen };
}

function adding(writing: Writing, script: NoteScript): Happening {
  const { tx, cast, now, caseId } = writing;
  const at = momentOf(script.at, now);
  const { name, audience } = noteKinds[script.kind];
  const happen = async () => {
    const noteId = script.draftedFrom
      ? await draftFrom(writing, script, script.draftedFrom)
      : await createNote(tx, {
          caseId,
          kind: script.kind,
          audience: script.audience ?? audience,
          title: script.title ?? name,
          actorId: cast.person(script.by),
          ...(await startOf(writing, script)),
          at,
        });
    const [outline] = await readEdits(tx, noteId, { after: 0 });
    const seed = `C-${writing.script.number} ${writing.notes.length}`;
    const played = playNote(script, { now, seed, initial: outline?.payload ?? null, idOf: cast.person });
    const written = { noteId, script, played };
    writing.notes.push(written);
    return [
      ...played.names.map((named) => naming(writing, noteId, named)),
      ...played.threads.map((thread) => commenting(writing, noteId, thread)),
      ...escalating(writing, written),
      ...rechecking(writing, written),
      ...messaging(writing, written),
      ...finalising(writing, written),
    ];
  };
  return { at, happen };
}

function naming(
  { tx, cast, caseId }: Writing,
  noteId: string,
  { seq, label, by, at }: PlayedName,
): Happening {
  const happen = async () => {
    await tx`
      insert into note_version_name (note_id, seq, name, by_id, at)
      values (${noteId}, ${seq}, ${label}, ${cast.person(by)}, ${at})`;
    const data = { noteId, seq, name: label };
    await appendEvent(tx, { caseId, kind: 'note.version-named', actorId: cast.person(by), data, at });
    return [];
  };
  return { at, happen };
}

/** The customer is told something, and then perhaps the case waits. */
function telling({ tx, cast, now, caseId, script }: Writing): Happening[] {
  const told = tellingOf(script, momentOf(script.opened, now), now);
  if (!told) return [];
  const act = { caseId, actorId: cast.person(script.owner), at: told.toldAt };
  const happen = async () => {
    const result = await tellCustomer(tx, act, { about: told.about });
    if (isRefusal(result)) throw new Error(`nobody could be told of C-${script.number}: ${result.detail}`);
    if (told.pause) await pauseTimers(tx, act, told.pause);
    return [];
  };
  return [{ at: told.toldAt, happen }];
}

async function writeJournals({ tx, cast, notes }: Writing): Promise<void> {
  const appends = notes.map(
    ({ noteId, played }): Append => ({
      noteId,
      expectedSeq: played.firstSeq - 1,
      edits: played.edits.map(({ by, ...edit }) => ({ ...edit, authorId: cast.person(by) })),
    }),
  );
  const { results } = await appendEdits(tx, appends);
  for (const [i, result] of results.entries()) {
    if (result.kind !== 'stored') throw new Error(`a journal is ${result.kind} while the demo is written`);
    const { noteId, played } = notes[i] as WrittenNote;
    await tx`update note set text = ${played.text}, text_seq = ${result.headSeq} where id = ${noteId}`;
  }
}
