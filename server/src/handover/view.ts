import {
  type Handover,
  type HandoverItem,
  type HandoverQuestion,
  type HandoverSection,
  handoverSections,
  type ShiftText,
} from '@caseroom/shared/handover';
import type { Role } from '@caseroom/shared/people';
import type { Refusal } from '@caseroom/shared/refusal';
import { caseNumber } from '../case/fold.ts';
import type { Db } from '../platform/db.ts';
import { programLimitOf } from '../platform/seats.ts';
import { factsOf, type ItemRow, itemsSeenBy, noHandover, person, readPacket, seatsOf } from './queries.ts';
import { type NoteAsRead, type ReadNote, readHandoverNote, readRecords } from './record.ts';
import { obstacleOf, rightsIn } from './rules.ts';
import { readTicks, type Tick } from './sign.ts';

/** A packet as somebody it concerns sees it; to anybody else there is none. */
export async function readHandover(
  db: Db,
  read: ReadNote,
  id: string,
  personId: string,
): Promise<Handover | Refusal> {
  const packet = await readPacket(db, id);
  if (!packet) return noHandover();
  const rows = await itemsSeenBy(db, id, personId);
  const isGiver = packet.giver.id === personId;
  if (rows.length === 0 && (!isGiver || programLimitOf(personId) !== null)) return noHandover();
  return {
    id,
    state: packet.state,
    giver: packet.giver,
    startedAt: packet.startedAt.toISOString(),
    shiftEndsAt: packet.shiftEndsAt.toISOString(),
    sentAt: iso(packet.sentAt),
    closedAt: iso(packet.closedAt),
    shift: await readShift(db, id, rows),
    items: await readItems(db, read, rows, personId),
    rights: { edit: isGiver && packet.state !== 'closed' },
  };
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** One for each program of the items that are seen. */
async function readShift(db: Db, id: string, rows: readonly ItemRow[]): Promise<ShiftText[]> {
  const written = await db<{ programId: string; text: string; revision: number }[]>`
    select program_id as "programId", text, revision from handover_shift_text where handover_id = ${id}`;
  const programs = new Map(rows.map(({ program }) => [program.id, program]));
  return [...programs.values()].map((program) => {
    const found = written.find(({ programId }) => programId === program.id);
    return { program, text: found?.text ?? '', revision: found?.revision ?? 0 };
  });
}

async function readItems(
  db: Db,
  read: ReadNote,
  rows: readonly ItemRow[],
  personId: string,
): Promise<HandoverItem[]> {
  const [seats, records, questions, notes] = await Promise.all([
    seatsOf(db, personId),
    readRecords(
      db,
      rows.map(({ caseId }) => caseId),
    ),
    readQuestions(
      db,
      rows.map(({ id }) => id),
    ),
    Promise.all(rows.map(({ noteId }) => readHandoverNote(read, noteId))),
  ]);
  const readers = rows.map((row) => readerOf(row, personId, seats.get(row.program.id)));
  const ticks = await ticksOf(db, rows, readers);
  return rows.map((row, i) => {
    const note = notes[i] as NoteAsRead;
    const seat = { personId, role: seats.get(row.program.id) ?? ('client' as Role) };
    return {
      case: caseOf(row),
      noteId: row.noteId,
      state: row.state,
      receiver: row.receiver,
      offeredAt: iso(row.offeredAt),
      settledBy: row.settledBy,
      settledAt: iso(row.settledAt),
      reason: row.reason,
      leadsToldAt: factsOf(row).leadsTold ? iso(row.leadsToldAt) : null,
      obstacle: obstacleOf(factsOf(row)),
      record: records.get(row.caseId) as HandoverItem['record'],
      parts: handoverSections.map((section) => partOf(row, note, section, ticks.get(row.id) ?? [])),
      missing: [...note.missing],
      questions: questions.filter(({ itemId }) => itemId === row.id).map(questionOf),
      rights: rightsIn(factsOf(row), seat),
    };
  });
}

const caseOf = (row: ItemRow): HandoverItem['case'] => ({
  id: row.caseId,
  number: caseNumber(row.number),
  subject: row.subject,
  status: row.status,
  priority: row.priority,
  customerName: row.customerName,
  program: row.program,
  owner: row.owner,
});

/** Whose read-back is shown: one's own where one may take it, else that of whoever has, or whom it is offered to. */
function readerOf(row: ItemRow, personId: string, role: Role = 'client'): string | null {
  if (rightsIn(factsOf(row), { personId, role }).take) return personId;
  return (row.state === 'accepted' ? row.settledBy?.id : row.receiver?.id) ?? null;
}

async function ticksOf(
  db: Db,
  rows: readonly ItemRow[],
  readers: readonly (string | null)[],
): Promise<ReadonlyMap<string, readonly Tick[]>> {
  const ticks = new Map<string, Tick[]>();
  for (const reader of new Set(readers)) {
    if (reader === null) continue;
    const ids = rows.filter((_, i) => readers[i] === reader).map(({ id }) => id);
    for (const tick of await readTicks(db, ids, reader))
      ticks.set(tick.itemId, [...(ticks.get(tick.itemId) ?? []), tick]);
  }
  return ticks;
}

function partOf(
  { filled }: ItemRow,
  note: NoteAsRead,
  section: HandoverSection,
  ticks: readonly Tick[],
): HandoverItem['parts'][number] {
  const lines = note.lines.filter((line) => line.section === section);
  const was = filled[section] ?? [];
  return {
    section,
    filled: was.length > 0 && was.length === lines.length && lines.every(({ text }, i) => text === was[i]),
    lines: lines.map(({ key, text }) => {
      const tick = ticks.find((one) => one.key === key);
      return { key, text, readBack: tick ? { at: tick.at.toISOString(), comment: tick.comment } : null };
    }),
  };
}

type QuestionRow = Omit<HandoverQuestion, 'askedAt' | 'answeredAt'> & {
  readonly itemId: string;
  readonly askedAt: Date;
  readonly answeredAt: Date | null;
};

const readQuestions = (db: Db, itemIds: readonly string[]): Promise<QuestionRow[]> => db`
  select q.id, q.item_id as "itemId", q.question, q.about, q.answer, q.asked_at as "askedAt",
         q.answered_at as "answeredAt", ${person(db, 'a')} as "askedBy", ${person(db, 'b')} as "answeredBy"
  from handover_question q join person a on a.id = q.asked_by left join person b on b.id = q.answered_by
  where q.item_id = any(${[...itemIds]}::uuid[]) order by q.nth`;

const questionOf = ({ itemId: _, askedAt, answeredAt, ...row }: QuestionRow): HandoverQuestion => ({
  ...row,
  askedAt: askedAt.toISOString(),
  answeredAt: iso(answeredAt),
});
