import { createHash } from 'node:crypto';
import { type CaseEventData, statusNames } from '@caseroom/shared/case';
import { noteText } from '@caseroom/shared/editor/text';
import { maskForbiddenDigits } from '@caseroom/shared/forbidden-digits';
import { caseNumber } from '../case/fold.ts';
import { audienceOfEntry } from '../case/ledger.ts';
import { bodyOf } from '../note/doc.ts';
import { loadNote } from '../note/snapshot.ts';
import type { Db } from '../platform/db.ts';
import { type Entry, type MilestoneKind, milestoneOf, resolvedTo, titleOf } from './milestone-rules.ts';
import type { PrivateNote } from './parts-rules.ts';

export interface EntryRow extends Entry {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string | null;
  readonly noteId: string | null;
  readonly number: number;
}

/** Entries of a case, oldest first, with what decides whether they may leave. */
export const readEntries = (db: Db, caseId: string, where: ReturnType<Db>): Promise<EntryRow[]> => db<
  EntryRow[]
>`
  select e.seq, e.kind, e.data, e.at, n.kind as "noteKind", n.title as "noteTitle", n.id as "noteId",
         ${audienceOfEntry(db)} as audience, p.name as actor, c.number
  from case_event e
  join "case" c on c.id = e.case_id
  left join note n on n.id = (e.data->>'noteId')::uuid
  left join person p on p.id = e.actor_id
  where e.case_id = ${caseId} and ${where} order by e.seq`;

/**
 * What is written of a milestone, read from the record when it is sent: what was masked meanwhile stays masked, and
 * what may not leave any more does not. Null: nothing of it may.
 */
export async function wordsOf(
  db: Db,
  {
    caseId,
    eventSeq,
    linkId,
  }: { readonly caseId: string; readonly eventSeq: number; readonly linkId: string },
): Promise<PrivateNote | null> {
  const [entry] = await readEntries(db, caseId, db`e.seq = ${eventSeq}`);
  if (!entry || milestoneOf(entry) === null) return null;
  const { number, actor, at } = entry;
  const text = await textOf(db, entry);
  return {
    title: maskForbiddenDigits(`${titleOf(entry)} · ${actor ?? 'Caseroom'}, ${utcText(at)}`),
    text: maskForbiddenDigits(text),
    from: `Caseroom ${caseNumber(number)}`,
    ref: refOf(linkId, eventSeq),
  };
}

/** The same for every attempt, and nobody else's: twelve letters and digits. */
const refOf = (linkId: string, eventSeq: number): string =>
  createHash('sha256').update(`${linkId} ${eventSeq}`).digest('hex').slice(0, 12);

type Data<K extends MilestoneKind> = CaseEventData[K];

async function textOf(db: Db, entry: EntryRow): Promise<string> {
  const { data, actor } = entry;
  switch (entry.kind as MilestoneKind) {
    case 'note.finalised':
      return noteAt(db, entry, (data as unknown as Data<'note.finalised'>).seq);
    case 'escalation.sent': {
      const { reason, noteSeq } = data as unknown as Data<'escalation.sent'>;
      return `Reason: ${reason}\n\n${await noteAt(db, entry, noteSeq)}`;
    }
    case 'escalation.accepted':
      return `${actor} took the case over from ${(data as unknown as Data<'escalation.accepted'>).fromName}.`;
    case 'escalation.declined':
      return `Declined: ${(data as unknown as Data<'escalation.declined'>).reason}`;
    case 'handover.accepted': {
      const { fromName } = data as unknown as Data<'handover.accepted'>;
      return `${actor} took the case over from ${fromName}.\n\n${await noteAt(db, entry, null)}`;
    }
    case 'interim.sent':
    case 'interim.released':
      return messageOf(db, entry);
    case 'interim.called': {
      const { about } = data as unknown as Data<'interim.called'>;
      return [about, await messageOf(db, entry)].filter(Boolean).join('\n\n');
    }
    case 'case.changed':
      return `The case is ${statusNames[resolvedTo(data) ?? 'resolved'].toLowerCase()}.`;
  }
}

/** Opens the customer's own page: nobody but them is given it. */
const PAGE_LINK = /https?:\/\/\S+?\/u\/[\w-]+/g;

/** A message to the customer, as it left. */
async function messageOf(db: Db, { noteId }: EntryRow): Promise<string> {
  const [sent] = await db<{ recipient: string | null; subject: string | null; words: string }[]>`
    select recipient, words_subject as subject, words from interim where note_id = ${noteId} and words is not null`;
  if (!sent) return '';
  const head = [sent.recipient && `To: ${sent.recipient}`, sent.subject].filter(Boolean).join('\n');
  const words = sent.words.replaceAll(PAGE_LINK, '(the link to their own page)');
  return head ? `${head}\n\n${words}` : words;
}

/** As it read at a version, or when the entry was made. */
async function noteAt(db: Db, { noteId, at }: EntryRow, seq: number | null): Promise<string> {
  if (!noteId) return '';
  const upTo = seq ?? (await seqAt(db, noteId, at));
  const { doc } = await loadNote(db, noteId, upTo);
  const text = noteText(bodyOf(doc));
  doc.destroy();
  return text;
}

async function seqAt(db: Db, noteId: string, at: Date): Promise<number> {
  const [row] = await db<{ seq: number | null }[]>`
    select max(seq) as seq from note_edit where note_id = ${noteId} and at <= ${at}`;
  return row?.seq ?? 0;
}

/** To the minute, in UTC: whoever reads it there may be anywhere. */
const utcText = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
