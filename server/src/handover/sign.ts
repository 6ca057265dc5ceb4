import type { HandoverRecord, HandoverSignature, SignedItem } from '@caseroom/shared/handover';
import { handoverSections } from '@caseroom/shared/handover';
import type { PersonRef } from '@caseroom/shared/primitives';
import { canonicalJson } from '../case/events.ts';
import { caseNumber } from '../case/fold.ts';
import { linkTo, macOf } from '../platform/chain.ts';
import type { Db, Tx } from '../platform/db.ts';
import { concerns, type ItemRow, person } from './queries.ts';
import { type NoteAsRead, readRecords } from './record.ts';

export interface Signing {
  readonly as: HandoverSignature['as'];
  readonly personId: string;
  readonly at: Date;
  /** Who is to take it, or has. */
  readonly receiver: string;
  readonly note: NoteAsRead;
}

/** Keeps a case of a packet as it stands, signed, for good. Answers the signature's hash, for the case's ledger. */
export async function sign(tx: Tx, row: ItemRow, signing: Signing): Promise<string> {
  const signed = await asItStands(tx, row, signing);
  // The chain that counts is the ledger's, which holds the mac; this row only keeps what it was made of.
  const { salt, mac } = linkTo(Buffer.alloc(0), '', canonicalJson(signed));
  await tx`
    insert into handover_signature (item_id, signed_as, person_id, at, signed, salt, mac)
    values (${row.id}, ${signing.as}, ${signing.personId}, ${signing.at}, ${tx.json(signed as never)}, ${salt}, ${mac})`;
  return mac.toString('hex');
}

async function asItStands(tx: Tx, row: ItemRow, { personId, receiver, note }: Signing): Promise<SignedItem> {
  const [records, readBack, questions, shiftText] = await Promise.all([
    readRecords(tx, [row.caseId]),
    readTicks(tx, [row.id], personId),
    readAsked(tx, row.id),
    readShiftText(tx, row),
  ]);
  const ticks = new Map(readBack.map((tick) => [tick.key, tick]));
  return {
    case: {
      number: caseNumber(row.number),
      subject: row.subject,
      status: row.status,
      priority: row.priority,
      customerName: row.customerName,
      program: row.program.name,
    },
    giver: row.giver.name,
    receiver,
    shiftEndsAt: row.shiftEndsAt.toISOString(),
    shiftText,
    noteSeq: note.seq,
    record: records.get(row.caseId) as HandoverRecord,
    parts: handoverSections.map((section) => ({
      section,
      lines: note.lines
        .filter((line) => line.section === section)
        .map(({ key, text }) => ({
          text,
          readBack: ticks.get(key)?.comment ?? null,
          ticked: ticks.has(key),
        })),
    })),
    questions,
  };
}

export interface Tick {
  readonly itemId: string;
  readonly key: string;
  readonly comment: string | null;
  readonly at: Date;
}

/** The lines of items that somebody has read back. */
export const readTicks = (db: Db, itemIds: readonly string[], personId: string): Promise<Tick[]> => db`
  select item_id as "itemId", key, comment, at from handover_read_back
  where item_id = any(${[...itemIds]}::uuid[]) and person_id = ${personId}`;

const readAsked = (db: Db, itemId: string): Promise<{ question: string; answer: string | null }[]> =>
  db`select question, answer from handover_question where item_id = ${itemId} order by nth`;

async function readShiftText(db: Db, { handoverId, program }: ItemRow): Promise<string> {
  const [row] = await db<{ text: string }[]>`
    select text from handover_shift_text where handover_id = ${handoverId} and program_id = ${program.id}`;
  return row?.text ?? '';
}

interface SignatureRow extends Omit<HandoverSignature, 'at' | 'hash' | 'intact'> {
  readonly at: Date;
  readonly salt: Buffer;
  readonly mac: Buffer;
}

/** The signatures of a packet's items that concern somebody, oldest first. */
export async function readSignatures(
  db: Db,
  handoverId: string,
  personId: string,
): Promise<HandoverSignature[]> {
  const rows = await db<(SignatureRow & { person: PersonRef })[]>`
    select x.id, i.case_id as "caseId", x.signed_as as as, ${person(db, 'p')} as person, x.at, x.signed, x.salt, x.mac
    from handover_signature x
    join handover_item i on i.id = x.item_id
    join handover h on h.id = i.handover_id
    join "case" c on c.id = i.case_id
    join person p on p.id = x.person_id
    where h.id = ${handoverId} and ${concerns(db, personId)} order by x.at, c.number, x.id`;
  return rows.map(({ salt, mac, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    hash: mac.toString('hex'),
    intact: macOf(salt, canonicalJson(row.signed)).equals(mac),
  }));
}
