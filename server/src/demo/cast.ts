import { defaultGuidance } from '@caseroom/shared/guidance';
import { writeSettings } from '../guidance/queries.ts';
import type { Tx } from '../platform/db.ts';
import { seedTemplates } from '../template/seed.ts';
import { demoJargon, demoPolicies } from './deadlines.ts';
import { demoPeople, demoPrograms, type PersonKey, type ProgramKey } from './people.ts';

/** The ids that the demo's people and programs have in this deployment. */
export interface Cast {
  readonly person: (key: PersonKey) => string;
  readonly program: (key: ProgramKey) => string;
}

/** Writes the programs, the people and who works where. Everybody joined at `since`. */
export async function writeCast(tx: Tx, passwordHash: string, since: Date): Promise<Cast> {
  const programs = new Map<string, string>();
  for (const [key, { name, client, industry }] of Object.entries(demoPrograms)) {
    const [row] = await tx<{ id: string }[]>`
      insert into program (name, client, industry, created_at, timer_policy)
      values (${name}, ${client}, ${industry}, ${since}, ${tx.json(demoPolicies[key as ProgramKey] as never)}) returning id`;
    if (!row) continue;
    programs.set(key, row.id);
    await seedTemplates(tx, row.id, industry, since);
    const jargon = [...(demoJargon[key as ProgramKey] ?? [])];
    await writeSettings(tx, row.id, {
      ...defaultGuidance,
      writing: { ...defaultGuidance.writing, jargon },
    });
  }
  const people = new Map<string, string>();
  for (const { key, email, name, colour, admin, auditor, seats } of demoPeople) {
    const [row] = await tx<{ id: string }[]>`
      insert into person (email, name, colour, password_hash, admin, auditor, created_at)
      values (${email}, ${name}, ${colour}, ${passwordHash}, ${admin}, ${auditor}, ${since}) returning id`;
    if (!row) continue;
    people.set(key, row.id);
    for (const { program, role, team } of seats) {
      await tx`
        insert into membership (program_id, person_id, role, team)
        values (${programs.get(program) ?? null}, ${row.id}, ${role}, ${team})`;
    }
  }
  return { person: (key) => known(people, key), program: (key) => known(programs, key) };
}

function known(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (!id) throw new Error(`the demo has no “${key}”`);
  return id;
}
