import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import type { Acted } from '../handover/act.ts';
import { buildHandover } from '../handover/build.ts';
import { chooseReceivers, sendHandover, writeShiftText } from '../handover/give.ts';
import { findItems, type ItemRow, itemsOf } from '../handover/queries.ts';
import { outlineFromRecord, type ReadNote, readHandoverNote } from '../handover/record.ts';
import { sweepPacket } from '../handover/sweep.ts';
import { acceptItem, answerQuestion, askGiver, declineItem, readBack } from '../handover/take.ts';
import { bodyOf } from '../note/doc.ts';
import { appendEdits, readEdits } from '../note/journal.ts';
import { loadNote } from '../note/snapshot.ts';
import type { By } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';
import { demoHandovers, type HandoverAct, type HandoverScript } from './cases/handovers.ts';
import type { Cast } from './cast.ts';
import { deriveNote } from './derive.ts';
import { playNote } from './play.ts';
import type { NoteScript, Turn } from './script.ts';
import { momentOf } from './when.ts';

interface Stage {
  readonly tx: Tx;
  readonly cast: Cast;
  readonly now: Date;
  readonly script: HandoverScript;
  /** Case ids by number. */
  readonly caseId: (number: number) => string;
}

const MINUTE_MS = 60_000;

/** Shifts that end, after the cases were written: packets are filled from what those hold. */
export async function writeHandovers(tx: Tx, cast: Cast, now: Date): Promise<void> {
  const rows = await tx<{ id: string; number: number }[]>`select id, number from "case"`;
  const ids = new Map(rows.map(({ id, number }) => [number, id]));
  const caseId = (number: number): string => {
    const id = ids.get(number);
    if (!id) throw new Error(`the demo has no C-${number}`);
    return id;
  };
  for (const script of demoHandovers) await writeHandover({ tx, cast, now, script, caseId });
}

async function writeHandover(stage: Stage): Promise<void> {
  const { tx, cast, now, script, caseId } = stage;
  const giver = cast.person(script.giver);
  const id = await build(stage, giver);
  const items = new Map((await itemsOf(tx, id)).map((row) => [row.number, row]));
  for (const [number, turn] of Object.entries(script.turns)) await type(stage, items, Number(number), turn);
  const at = momentOf(script.sent ?? '-1m', now);
  if (script.shift) {
    const programId = cast.program(script.shift.program);
    done(
      await writeShiftText(
        tx,
        id,
        { actorId: giver, at },
        { programId, text: script.shift.text, revision: 0 },
      ),
    );
  }
  const chosen = Object.entries(script.receivers).map(([number, who]) => ({
    caseId: caseId(Number(number)),
    receiverId: cast.person(who),
  }));
  done(await chooseReceivers(tx, id, { actorId: giver, at }, { items: chosen }));
  if (script.sent) {
    const notes = new Map(
      await Promise.all(
        [...items.values()].map(
          async (row) => [row.caseId, await readHandoverNote(reading(tx), row.noteId)] as const,
        ),
      ),
    );
    const caseIds = chosen.map((one) => one.caseId);
    done(await sendHandover(tx, id, { actorId: giver, at }, caseIds, notes));
  }
  for (const act of script.afterwards ?? []) done(await perform(stage, id, act));
  await sweepPacket(tx, id, now);
  for (const { noteId } of items.values()) await deriveNote(tx, noteId, at);
}

/** Answers the packet's id. Nothing is added to a case before the last of what its ledger says. */
async function build({ tx, now, script, caseId }: Stage, giver: string): Promise<string> {
  const shiftEndsAt = new Date(
    Math.ceil((now.getTime() + script.ends * MINUTE_MS) / (5 * MINUTE_MS)) * 5 * MINUTE_MS,
  );
  let id = '';
  for (const { at, cases } of script.builds) {
    const ids = cases.map(caseId);
    const outlines = new Map(
      await Promise.all(
        ids.map(async (one) => [one, await outlineFromRecord(tx, reading(tx), one)] as const),
      ),
    );
    const [last] = await tx<
      { at: Date }[]
    >`select max(at) as at from case_event where case_id = any(${ids}::uuid[])`;
    const from = new Date(Math.max(momentOf(at, now).getTime(), last?.at.getTime() ?? 0));
    const made = done(await buildHandover(tx, { actorId: giver, at: from }, { shiftEndsAt, outlines }));
    id = made.handoverId;
  }
  return id;
}

const reading =
  (tx: Tx): ReadNote =>
  async (noteId, use) => {
    const { doc, seq } = await loadNote(tx, noteId);
    const read = use(bodyOf(doc), seq);
    doc.destroy();
    return read;
  };

/** Somebody types in a handover note, as `playNote` types. */
async function type(
  { tx, cast, now, script }: Stage,
  items: ReadonlyMap<number, ItemRow>,
  number: number,
  turn: Turn,
): Promise<void> {
  const noteId = items.get(number)?.noteId;
  if (!noteId) throw new Error(`${script.giver} does not hand over C-${number}`);
  const [outline] = await readEdits(tx, noteId, { after: 0 });
  const note: NoteScript = { kind: 'handover', by: script.giver, at: turn.at, turns: [turn] };
  const played = playNote(note, {
    now,
    seed: `C-${number} handover`,
    initial: outline?.payload ?? null,
    idOf: cast.person,
  });
  const edits = played.edits.map(({ by, ...edit }) => ({ ...edit, authorId: cast.person(by) }));
  await appendEdits(tx, [{ noteId, expectedSeq: played.firstSeq - 1, edits }]);
}

async function perform(
  { tx, cast, now, caseId }: Stage,
  handoverId: string,
  act: HandoverAct,
): Promise<Acted | Refusal> {
  const where = { handoverId, caseId: caseId(act.case) };
  const by: By = { actorId: cast.person(act.by), at: momentOf(act.at, now) };
  const [row] = await findItems(tx, tx`h.id = ${handoverId} and i.case_id = ${where.caseId}`);
  const note = await readHandoverNote(reading(tx), row?.noteId ?? '');
  switch (act.act) {
    case 'read': {
      const comment = act.comment ? { comment: act.comment } : {};
      const lines = note.lines.slice(0, act.lines);
      const items = lines.map(({ key }, i) => ({ key, read: true, ...(i === 0 ? comment : {}) }));
      return readBack(tx, where, by, { items }, note);
    }
    case 'ask':
      return askGiver(tx, where, by, { question: act.text }, note);
    case 'answer': {
      const [question] = await tx<{ id: string }[]>`
        select q.id from handover_question q where q.item_id = ${row?.id ?? ''} and q.answered_at is null`;
      return answerQuestion(tx, question?.id ?? '', by, act.text);
    }
    case 'decline':
      return declineItem(tx, where, by, act.text);
    case 'accept':
      return acceptItem(tx, where, by, note);
  }
}

/** The demo asks for nothing that its own rules refuse. */
function done<T extends object>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(`the demo was refused: ${result.detail}`);
  return result;
}
