import type { Sql } from '@caseroom/server/platform/db';
import type { Desk } from './write.ts';

/** Every program that anybody writes in. */
export const desksOf = async (sql: Sql): Promise<Desk[]> =>
  sql<Desk[]>`
    select program_id as "programId", array_agg(person_id) as people
    from membership where role in ('agent', 'senior', 'lead') group by program_id order by program_id`;
