import { DemoPerson } from '@caseroom/shared/people';
import { refuse } from '@caseroom/shared/refusal';
import { z } from 'zod';
import type { Api } from '../platform/api.ts';
import type { Sql } from '../platform/db.ts';

/** Says whom a visitor can sign in as, passwords included: only where the deployment was seeded with demo data. */
export function demoPeopleRoutes(
  api: Api,
  { sql, people }: { readonly sql: Sql; readonly people: readonly DemoPerson[] },
): void {
  // Only the fields of the contract: the list may know more about its people.
  const answer = people.map((person) => DemoPerson.parse(person));
  api.route(
    {
      method: 'get',
      path: '/api/demo/people',
      summary: 'List the demo accounts',
      tag: 'Signing in',
      open: true,
      response: z.array(DemoPerson),
    },
    async () => {
      const [deployment] = await sql<{ demo: boolean }[]>`select demo from deployment`;
      return deployment?.demo ? answer : refuse('not-found');
    },
  );
}
