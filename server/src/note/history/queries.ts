import type { PersonRef } from '@caseroom/shared/primitives';
import type { Db, Tx } from '../../platform/db.ts';

/** Which version each restoring edit put back, by the edit's seq. */
export async function readRestores(db: Db, noteId: string): Promise<Map<number, number>> {
  const rows = await db<{ seq: number; fromSeq: number }[]>`
    select seq, from_seq as "fromSeq" from note_restore where note_id = ${noteId} order by seq`;
  return new Map(rows.map((row) => [row.seq, row.fromSeq]));
}

export async function recordRestore(tx: Tx, noteId: string, seq: number, fromSeq: number): Promise<void> {
  await tx`insert into note_restore (note_id, seq, from_seq) values (${noteId}, ${seq}, ${fromSeq})`;
}

/** Whose words each edit took over that accepted a suggestion, by the edit's seq, as far as a reader may know it. */
export async function readSuggested(db: Db, noteId: string, readerId: string): Promise<Map<number, string>> {
  const rows = await db<{ seq: number; by: string }[]>`
    select seq, suggested_by as by from note_suggestion_edit
    where note_id = ${noteId} and (private_to is null or ${readerId} = any(private_to))`;
  return new Map(rows.map((row) => [row.seq, row.by]));
}

export interface VersionName {
  readonly seq: number;
  readonly name: string;
  readonly byId: string;
  readonly at: Date;
}

/** Named versions, newest version first. */
export async function readVersionNames(db: Db, noteId: string): Promise<VersionName[]> {
  return db<VersionName[]>`
    select seq, name, by_id as "byId", at from note_version_name where note_id = ${noteId} order by seq desc`;
}

/** Gives a version its name, or another one. */
export async function writeVersionName(tx: Tx, noteId: string, version: VersionName): Promise<void> {
  const { seq, name, byId, at } = version;
  await tx`
    insert into note_version_name (note_id, seq, name, by_id, at) values (${noteId}, ${seq}, ${name}, ${byId}, ${at})
    on conflict (note_id, seq) do update set name = excluded.name, by_id = excluded.by_id, at = excluded.at`;
}

/** People by id, as they appear beside their work. Throws for an id that is nobody's: ledgers only hold people. */
export async function readPeople(db: Db, ids: Iterable<string>): Promise<(id: string) => PersonRef> {
  const rows = await db<
    PersonRef[]
  >`select id, name, colour from person where id = any(${[...new Set(ids)]}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (id) => {
    const person = byId.get(id);
    if (!person) throw new Error(`person ${id} is gone`);
    return person;
  };
}
