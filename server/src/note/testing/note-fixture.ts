import type { Sql } from '../../platform/db.ts';

export interface NoteFixture {
  readonly noteId: string;
  readonly caseId: string;
  readonly programId: string;
  /** Person ids, in the order of the names asked for; all of them agents of the program. */
  readonly people: readonly string[];
}

/** A blank note in a case of a program with these people, written straight into the tables. */
export async function blankNote(sql: Sql, names: readonly string[]): Promise<NoteFixture> {
  const unique = crypto.randomUUID().slice(0, 8);
  const programId = await idOf(
    sql`insert into program (name, client) values ('Support', 'Northwind') returning id`,
  );
  const people: string[] = [];
  for (const [i, name] of names.entries()) {
    const email = `${name.toLowerCase()}.${unique}@example.com`;
    const person = await idOf(
      sql`insert into person (email, name, colour) values (${email}, ${name}, ${i}) returning id`,
    );
    await sql`insert into membership (program_id, person_id, role) values (${programId}, ${person}, 'agent')`;
    people.push(person);
  }
  const owner = people[0] as string;
  const caseId = await idOf(sql`
    insert into "case" (program_id, subject, priority, customer, owner_id)
    values (${programId}, 'Double charge', 'P2', ${sql.json({ name: 'Elena Ruiz' })}, ${owner}) returning id`);
  const noteId = await idOf(sql`
    insert into note (case_id, kind, title, created_by) values (${caseId}, 'case', 'Case note', ${owner}) returning id`);
  return { noteId, caseId, programId, people };
}

async function idOf(query: PromiseLike<readonly { id?: string }[]>): Promise<string> {
  return ((await query) as { id: string }[])[0]?.id as string;
}
