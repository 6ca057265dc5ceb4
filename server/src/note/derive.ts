import { createHash } from 'node:crypto';
import { Status } from '@caseroom/shared/case';
import { noteText } from '@caseroom/shared/editor/text';
import type { Audience } from '@caseroom/shared/note';
import type * as Y from 'yjs';
import { canonicalJson } from '../case/events.ts';
import type { Db, Sql, Tx } from '../platform/db.ts';
import { bodyOf } from './doc.ts';
import type { AuthorOf, Committed } from './replica.ts';

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

/** A note to derive from. `read` lends it as committed. */
export interface Source {
  readonly noteId: string;
  readonly read: <T>(use: (committed: Committed) => T) => Promise<T>;
}

/** What a note's text says, as of one edit. */
interface Reading {
  readonly noteId: string;
  readonly seq: number;
  readonly text: string;
  readonly derived: readonly Derived[];
}

interface Derived {
  readonly deriver: Deriver;
  readonly facts: unknown;
  readonly digest: Buffer;
}

export interface DeriveDeps {
  readonly sql: Sql;
  readonly derivers: readonly Deriver[];
  /** Hears of notes whose text was just written. It answers for its own failures. */
  readonly followTexts?: ((noteIds: readonly string[]) => Promise<void>) | undefined;
}

/** Derives a note's text and everything else that follows from it, as committed when `read` lends it. */
export async function derive({ sql, derivers, followTexts }: DeriveDeps, source: Source): Promise<void> {
  const reading = await readFrom(source, derivers);
  await writeTexts(sql, [reading], 'wait');
  await Promise.all([followTexts?.([source.noteId]), writeChanged(sql, [reading])]);
}

/**
 * Derives from several notes with as few statements as one takes. Answers the notes whose rows somebody was writing at
 * this moment: neither waiting nor a deadlock over several notes may hold up their edits.
 */
export async function deriveTogether(
  { sql, derivers, followTexts, failed }: DeriveDeps & { failed: (noteId: string, error: unknown) => void },
  sources: readonly Source[],
): Promise<readonly string[]> {
  const readings: Reading[] = [];
  for (const source of sources) {
    try {
      readings.push(await readFrom(source, derivers));
    } catch (error) {
      failed(source.noteId, error);
    }
  }
  const written = await writeTexts(sql, readings, 'skip locked');
  const done = readings.filter(({ noteId }) => written.has(noteId));
  await Promise.all([followTexts?.([...written]), writeChanged(sql, done, failed)]);
  return readings.map(({ noteId }) => noteId).filter((noteId) => !written.has(noteId));
}

const readFrom = ({ noteId, read }: Source, derivers: readonly Deriver[]): Promise<Reading> =>
  read(({ doc, seq, authorOf }) => {
    const body = bodyOf(doc);
    return {
      noteId,
      seq,
      text: noteText(body),
      derived: derivers.map((deriver) => factsOf(deriver, body, authorOf)),
    };
  });

function factsOf(deriver: Deriver, body: Y.XmlFragment, authorOf: AuthorOf): Derived {
  const facts = deriver.read(body, authorOf);
  return { deriver, facts, digest: digestOf(facts) };
}

const digestOf = (facts: unknown): Buffer => createHash('sha256').update(canonicalJson(facts)).digest();
/** Of facts that are an empty list: there is nothing to write where nothing was derived before. */
const DIGEST_OF_NOTHING = digestOf([]).toString('hex');

/** Answers the notes whose text is now at least as new as the reading. */
async function writeTexts(
  sql: Sql,
  readings: readonly Reading[],
  locked: 'wait' | 'skip locked',
): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    with free as (
      select id from note where id = any(${readings.map(({ noteId }) => noteId)}::uuid[])
      order by id for no key update ${locked === 'wait' ? sql`` : sql`skip locked`}
    ), written as (
      update note set text = reading.text, text_seq = reading.seq
      from free, unnest(${readings.map(({ noteId }) => noteId)}::uuid[], ${readings.map(({ seq }) => seq)}::bigint[],
                        ${readings.map(({ text }) => text)}::text[]) as reading(note_id, seq, text)
      where note.id = free.id and reading.note_id = free.id and note.text_seq < reading.seq
    )
    select id from free`;
  return new Set(rows.map((row) => row.id));
}

/** One note's failure is its own: where `failed` hears of it, the others are still written. */
async function writeChanged(
  sql: Sql,
  readings: readonly Reading[],
  failed: (noteId: string, error: unknown) => void = rethrow,
): Promise<void> {
  const derivations = readings.flatMap(({ noteId, seq, derived }) =>
    derived.map((one) => ({ noteId, seq, ...one })),
  );
  if (derivations.length === 0) return;
  const same = await passOver(sql, derivations);
  for (const one of derivations) {
    if (same.has(keyOf(one.noteId, one.deriver.name))) continue;
    await writeOne(sql, one.noteId, one.seq, one).catch((error) => failed(one.noteId, error));
  }
}

const rethrow = (_noteId: string, error: unknown): never => {
  throw error;
};

const keyOf = (noteId: string, deriver: string): string => `${noteId} ${deriver}`;

/** Most edits change no fact: for those, only the seq moves. Answers what is done with by that. */
async function passOver(
  db: Db,
  derivations: readonly (Derived & { noteId: string; seq: number })[],
): Promise<Set<string>> {
  const rows = await db<{ noteId: string; deriver: string }[]>`
    with now as (
      select * from unnest(${derivations.map(({ noteId }) => noteId)}::uuid[],
                           ${derivations.map(({ deriver }) => deriver.name)}::text[],
                           ${derivations.map(({ digest }) => digest.toString('hex'))}::text[],
                           ${derivations.map(({ seq }) => seq)}::bigint[]) as reading(note_id, deriver, digest, seq)
    ), begun as (
      insert into note_derived (note_id, deriver, seq, digest)
      select note_id, deriver, seq, decode(digest, 'hex') from now where digest = ${DIGEST_OF_NOTHING} order by 1, 2
      on conflict do nothing
      returning note_id, deriver
    ), same as (
      select d.note_id, d.deriver, now.seq
      from note_derived d join now on d.note_id = now.note_id and d.deriver = now.deriver
      where d.digest = decode(now.digest, 'hex') and d.seq <= now.seq
      for update of d skip locked
    ), moved as (
      update note_derived d set seq = same.seq
      from same where d.note_id = same.note_id and d.deriver = same.deriver
      returning d.note_id, d.deriver
    )
    select note_id as "noteId", deriver from begun union all select note_id, deriver from moved`;
  return new Set(rows.map((row) => keyOf(row.noteId, row.deriver)));
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
/** Notes that are looked up in one go. */
const LEFT_BEHIND_BATCH = 100;
const NO_NOTE = '00000000-0000-0000-0000-000000000000';

export interface LookBack {
  readonly derivers: readonly Deriver[];
  /** Look at every case, as the first run after a start does; else at those touched of late. */
  readonly all: boolean;
}

/**
 * Derives from notes whose newest edits nobody has derived from, as when a process ended between the two. One note's
 * failure is its own. Stops early once `isOver`.
 */
export async function deriveLeftBehind(
  db: Db,
  now: Date,
  {
    deriveFrom,
    failed,
    isOver,
    ...back
  }: LookBack & {
    readonly deriveFrom: (noteId: string) => Promise<void>;
    readonly failed: (noteId: string, error: unknown) => void;
    readonly isOver: () => boolean;
  },
): Promise<void> {
  let last: string | undefined = NO_NOTE;
  while (last !== undefined) {
    const noteIds: string[] = await notesLeftBehind(db, now, back, last);
    for (const noteId of noteIds) {
      if (isOver()) return;
      await deriveFrom(noteId).catch((error: unknown) => failed(noteId, error));
    }
    last = noteIds.at(-1);
  }
}

/** Some of them, in the order of their ids, behind one. */
export async function notesLeftBehind(
  db: Db,
  now: Date,
  { derivers, all }: LookBack,
  after = NO_NOTE,
): Promise<string[]> {
  const since = all ? new Date(0) : new Date(now.getTime() - LOOK_BACK_MS);
  const rows = await db<{ id: string }[]>`
    select n.id
    from program g cross join unnest(${Status.options}::text[]) as asked(status)
    join "case" c on c.program_id = g.id and c.status = asked.status
    join note n on n.case_id = c.id
    where c.touched_at > ${since} and n.id > ${after}
      and n.head_seq > 0 and n.touched_at < ${new Date(now.getTime() - LEFT_BEHIND_MS)}
      and (n.text_seq < n.head_seq or ${derivers.length} > (
        select count(*) from note_derived d where d.note_id = n.id and d.seq >= n.head_seq))
    order by n.id limit ${LEFT_BEHIND_BATCH}`;
  return rows.map((row) => row.id);
}
