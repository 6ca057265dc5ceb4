import { rolesOf } from '../case/access.ts';
import type { Db } from '../platform/db.ts';
import type { Seat } from './review-rules.ts';

/** Somebody's seat in a program; a client viewer of none is nobody there. */
export async function seatIn(db: Db, personId: string, programId: string): Promise<Seat | null> {
  const role = (await rolesOf(db, personId)).get(programId);
  return role ? { personId, role } : null;
}

/** Ids of people of a program with one of these roles, the disabled left out. */
export async function peopleWith(db: Db, programId: string, roles: readonly string[]): Promise<string[]> {
  const rows = await db<{ id: string }[]>`
    select p.id from membership m join person p on p.id = m.person_id and p.kind = 'person' and p.disabled_at is null
    where m.program_id = ${programId} and m.role = any(${[...roles]}::text[]) order by p.name, p.id`;
  return rows.map(({ id }) => id);
}

/** A person as JSON, from the row of an alias; null where the join found none. */
export const personJson = (db: Db, alias: string) => {
  const p = db(alias);
  return db`case when ${p}.id is null then null
    else json_build_object('id', ${p}.id, 'name', ${p}.name, 'colour', ${p}.colour) end`;
};

/** Columns that say which program, case and note a row is about, of aliases g, c and n. */
export const aboutColumns = (db: Db) => db`
  json_build_object('id', g.id, 'name', g.name, 'client', g.client) as program,
  json_build_object('id', c.id, 'number', 'C-' || c.number, 'subject', c.subject) as "case",
  json_build_object('id', n.id, 'kind', n.kind, 'title', n.title) as note`;
