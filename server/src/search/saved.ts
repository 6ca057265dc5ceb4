import type { Program, Role } from '@caseroom/shared/people';
import type { PersonRef } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { MAX_SAVED, type NewSavedSearch, type SavedSearch, type SearchSort } from '@caseroom/shared/search';
import type { z } from 'zod';
import { accessProgram, readableBy, rolesOf } from '../case/access.ts';
import type { Db, Sql, Tx } from '../platform/db.ts';

interface SavedRow {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly sort: SearchSort;
  readonly program: Program | null;
  readonly by: PersonRef;
}

/** One's own searches, and the views shared with the programs whose cases one reads; by name. */
export async function listSaved(db: Db, personId: string): Promise<SavedSearch[]> {
  const rows = await readSaved(
    db,
    db`
    (s.program_id is null and s.person_id = ${personId}) or s.program_id in (${readableBy(db, personId)})`,
  );
  const roles = await rolesOf(db, personId);
  return rows.map((row) => ({ ...row, mine: mayChange(row, personId, roles) }));
}

async function readSaved(db: Db, where: ReturnType<Db>): Promise<SavedRow[]> {
  return db<SavedRow[]>`
    select s.id, s.name, s.query, s.sort,
           case when g.id is not null then json_build_object('id', g.id, 'name', g.name, 'client', g.client) end as program,
           json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as by
    from saved_search s join person p on p.id = s.person_id left join program g on g.id = s.program_id
    where ${where} order by lower(s.name), s.id`;
}

/** A view belongs to the program's leads, a search of one's own to oneself. */
const mayChange = ({ program, by }: SavedRow, personId: string, roles: ReadonlyMap<string, Role>): boolean =>
  program === null ? by.id === personId : roles.get(program.id) === 'lead';

export function saveSearch(
  sql: Sql,
  personId: string,
  wanted: z.output<typeof NewSavedSearch>,
): Promise<SavedSearch | Refusal> {
  return sql.begin(async (tx) => {
    const refusal = await judgeNew(tx, personId, wanted.programId);
    if (refusal) return refusal;
    const { name, query, sort, programId } = wanted;
    const [row] = await tx<{ id: string }[]>`
      insert into saved_search (person_id, program_id, name, query, sort)
      values (${personId}, ${programId}, ${name}, ${query}, ${sort}) returning id`;
    const [saved] = await readSaved(tx, tx`s.id = ${(row as { id: string }).id}`);
    return { ...(saved as SavedRow), mine: true };
  });
}

async function judgeNew(tx: Tx, personId: string, programId: string | null): Promise<Refusal | null> {
  if (programId !== null) {
    const role = await accessProgram(tx, personId, programId);
    if (isRefusal(role)) return role;
    if (role !== 'lead') return refuse('no-access', 'The leads of a program share views with it.');
  }
  const [kept] = await tx<{ count: number }[]>`
    select count(*) from saved_search
    where ${programId === null ? tx`program_id is null and person_id = ${personId}` : tx`program_id = ${programId}`}`;
  if ((kept?.count ?? 0) < MAX_SAVED) return null;
  return refuse('conflict', `There are ${MAX_SAVED} already. Remove one that is no longer used.`);
}

/** Removes a search; refuses as if there were none where the asker may not even see it. */
export function forgetSearch(sql: Sql, personId: string, id: string): Promise<undefined | Refusal> {
  return sql.begin(async (tx) => {
    const saved = (await listSaved(tx, personId)).find((one) => one.id === id);
    if (!saved) return refuse('not-found', 'There is no such search.');
    if (!saved.mine) return refuse('no-access', 'The leads of a program remove its views.');
    await tx`delete from saved_search where id = ${id}`;
    return undefined;
  });
}
