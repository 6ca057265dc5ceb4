import { type CaseSummary, unresolvedStatuses } from '@caseroom/shared/case';
import { FLOOR_READ_AHEAD_MIN, Floor, type FloorPerson, MAX_FLOOR_DUE } from '@caseroom/shared/floor';
import type { PresentPerson } from '@caseroom/shared/live';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { rolesOf } from '../case/access.ts';
import { caseReaders } from '../case/rules.ts';
import { readSummaries } from '../case/summary.ts';
import type { Api } from '../platform/api.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Sql } from '../platform/db.ts';
import { floorPrograms } from './rules.ts';

export interface FloorDeps {
  readonly sql: Sql;
  readonly clock: Clock;
  /** Who is in the cases of these programs now. */
  readonly peopleIn: (programIds: readonly string[]) => Record<string, PresentPerson[]>;
}

const MINUTE_MS = 60_000;

export function floorRoutes(api: Api, { sql, clock, peopleIn }: FloorDeps): void {
  api.route(
    {
      method: 'get',
      path: '/api/floor',
      summary: 'Read the floor: who works on what now, and what is due',
      tag: 'Floor',
      response: Floor,
    },
    async ({ actor }): Promise<Floor | Refusal> => {
      const programs = floorPrograms(await rolesOf(sql, actor.id));
      if (programs.length === 0) return refuse('no-access', 'The floor is for leads and seniors.');
      const presence = peopleIn(programs);
      const until = new Date(clock.now().getTime() + FLOOR_READ_AHEAD_MIN * MINUTE_MS);
      const [due, people] = await Promise.all([dueBefore(sql, programs, until), readPeople(sql, programs)]);
      const cases = await readSummaries(sql, [...new Set([...Object.keys(presence), ...due])]);
      // Presence is kept by whoever is there; that their case is of these programs is Postgres's to say.
      const mine = cases.filter(({ program }) => programs.includes(program.id)).sort(byDeadline);
      return { cases: mine, presence, people };
    },
  );
}

/** Unresolved cases that are due before a moment, the longest overdue first. */
async function dueBefore(db: Db, programs: readonly string[], until: Date): Promise<string[]> {
  const rows = await db<{ id: string }[]>`
    select id from "case"
    where program_id = any(${[...programs]}::uuid[]) and status = any(${[...unresolvedStatuses]}::text[])
      and coalesce(due_at, timestamptz '9999-12-31 00:00:00+00') <= ${until}
    order by due_at, number limit ${MAX_FLOOR_DUE}`;
  return rows.map(({ id }) => id);
}

async function readPeople(db: Db, programs: readonly string[]): Promise<FloorPerson[]> {
  return db<FloorPerson[]>`
    select p.id, p.name, p.colour, m.program_id as "programId", m.role, m.team
    from membership m join person p on p.id = m.person_id and p.kind = 'person' and p.disabled_at is null
    where m.program_id = any(${[...programs]}::uuid[]) and m.role = any(${[...caseReaders]}::text[])
    order by p.name, p.id, m.program_id`;
}

const dueOf = ({ timer }: CaseSummary): string => timer?.dueAt ?? '9999';
const byDeadline = (a: CaseSummary, b: CaseSummary): number =>
  dueOf(a) === dueOf(b) ? 0 : dueOf(a) < dueOf(b) ? -1 : 1;
