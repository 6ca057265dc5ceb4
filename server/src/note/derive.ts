import { createHash } from 'node:crypto';
import { Status } from '@caseroom/shared/case';
import { noteText } from '@caseroom/shared/editor/text';
import type { Audience } from '@caseroom/shared/note';
import type * as Y from 'yjs';
import { canonicalJson } from '../case/events.ts';
import type { Db, Sql, Tx } from '../platform/db.ts';
import { bodyOf } from './doc.ts';
import type { AuthorOf, Committed } from './room.ts';

/** The note that is derived from, and the edits since it last was: those after `fromSeq`, up to `seq`. */
export interface Derivation {
  readonly noteId: string;
  readonly caseId: string;
  readonly audience: Audience;
  readonly fromSeq: number;
  readonly seq: number;
}

/**
 * Keeps rows that follow from a note's text. `read` takes plain facts out of the committed document, without waiting
 * for anything; `write` brings the rows into line with them, in a transaction of its own, when they are different
 * from the facts of the time before. In every deployment one process writes for a note and deriver at a time, and
 * facts never go back to an older edit; so what `write` does once is done once. It answers what to do after commit.
 *
 * It writes rows before it appends to the case's ledger, and refers to `note_derived` where it would to `note`:
 * the journal locks the note before the case.
 */
export interface Deriver<Facts = unknown> {
  readonly name: string;
  read(body: Y.XmlFragment, authorOf: AuthorOf): Facts;
  write(tx: Tx, note: Derivation, facts: Facts): Promise<() => void>;
}

interface Derived {
  readonly deriver: Deriver;
  readonly facts: unknown;
  readonly digest: Buffer;
}

/** Derives a note's text and everything else that follows from it, as committed when `read` lends it. */
export async function derive(
  { sql, derivers }: { readonly sql: Sql; readonly derivers: readonly Deriver[] },
  noteId: string,
  read: <T>(use: (committed: Committed) => T) => Promise<T>,
): Promise<void> {
  const { text, seq, derived } = await read(({ doc, seq, authorOf }) => ({
    text: noteText(bodyOf(doc)),
    seq,
    derived: derivers.map((deriver) => factsOf(deriver, bodyOf(doc), authorOf)),
  }));
  await sql`update note set text = ${text}, text_seq = ${seq} where id = ${noteId} and text_seq < ${seq}`;
  if (derived.length === 0) return;
  const same = await passOver(sql, noteId, seq, derived);
  for (const one of derived) if (!same.has(one.deriver.name)) await writeOne(sql, noteId, seq, one);
}

function factsOf(deriver: Deriver, body: Y.XmlFragment, authorOf: AuthorOf): Derived {
  const facts = deriver.read(body, authorOf);
  return { deriver, facts, digest: createHash('sha256').update(canonicalJson(facts)).digest() };
}

/** Most edits change no fact: for those, only the seq moves. Answers the derivers that are done with. */
async function passOver(
  db: Db,
  noteId: string,
  seq: number,
  derived: readonly Derived[],
): Promise<Set<string>> {
  const rows = await db<{ deriver: string }[]>`
    update note_derived d set seq = ${seq}
    from unnest(${derived.map(({ deriver }) => deriver.name)}::text[],
                ${derived.map(({ digest }) => digest.toString('hex'))}::text[]) as now(deriver, digest)
    where d.note_id = ${noteId} and d.deriver = now.deriver and d.digest = decode(now.digest, 'hex') and d.seq <= ${seq}
    returning d.deriver`;
  return new Set(rows.map((row) => row.deriver));
}

async function writeOne(sql: Sql, noteId: string, seq: number, derived: Derived): Promise<void> {
  const committed = await sql.begin((tx) => writeWithin(tx, noteId, seq, derived));
  committed();
}

/** The rows of one note and deriver, in the caller's transaction: as when demo data is written. */
export async function deriveWithin(
  tx: Tx,
  deriver: Deriver,
  noteId: string,
  { doc, seq, authorOf }: Committed,
): Promise<void> {
  await writeWithin(tx, noteId, seq, factsOf(deriver, bodyOf(doc), authorOf));
}

async function writeWithin(
  tx: Tx,
  noteId: string,
  seq: number,
  { deriver, facts, digest }: Derived,
): Promise<() => void> {
  const note = await lockDerivation(tx, noteId, deriver.name);
  if (!note || note.fromSeq > seq) return () => {};
  await tx`
    update note_derived set seq = ${seq}, digest = ${digest} where note_id = ${noteId} and deriver = ${deriver.name}`;
  const { caseId, audience, fromSeq } = note;
  if (note.digest.equals(digest)) return () => {};
  return deriver.write(tx, { noteId, caseId, audience, fromSeq, seq }, facts);
}

/** From here on this transaction alone derives the note; null when there is no such note. */
async function lockDerivation(tx: Tx, noteId: string, deriver: string) {
  await tx`
    insert into note_derived (note_id, deriver, seq, digest)
    select id, ${deriver}, 0, ''::bytea from note where id = ${noteId} on conflict do nothing`;
  const [row] = await tx<(Omit<Derivation, 'noteId' | 'seq'> & { digest: Buffer })[]>`
    select d.seq as "fromSeq", d.digest, n.case_id as "caseId", n.audience
    from note_derived d join note n on n.id = d.note_id
    where d.note_id = ${noteId} and d.deriver = ${deriver} for update of d`;
  return row ?? null;
}

/** A note that nobody has written in for so long, ms, and is not derived, has been left behind by its process. */
const LEFT_BEHIND_MS = 5_000;
/** Cases touched before this long ago, ms, have been looked at by an earlier run. */
const LOOK_BACK_MS = 600_000;
const MAX_LEFT_BEHIND = 100;

/**
 * Notes whose newest edits nobody has derived from, as when a process ended between the two. `since` null looks at
 * every case; the first run after a start does.
 */
export async function notesLeftBehind(
  db: Db,
  now: Date,
  { derivers, all }: { readonly derivers: readonly Deriver[]; readonly all: boolean },
): Promise<string[]> {
  const since = all ? new Date(0) : new Date(now.getTime() - LOOK_BACK_MS);
  const rows = await db<{ id: string }[]>`
    select n.id
    from program g cross join unnest(${Status.options}::text[]) as asked(status)
    join "case" c on c.program_id = g.id and c.status = asked.status
    join note n on n.case_id = c.id
    where c.touched_at > ${since} and n.head_seq > 0 and n.touched_at < ${new Date(now.getTime() - LEFT_BEHIND_MS)}
      and (n.text_seq < n.head_seq or ${derivers.length} > (
        select count(*) from note_derived d where d.note_id = n.id and d.seq >= n.head_seq))
    limit ${MAX_LEFT_BEHIND}`;
  return rows.map((row) => row.id);
}
