import { unresolvedStatuses } from '@caseroom/shared/case';
import { AdminProgram, NewProgram, PatchProgram, Program } from '@caseroom/shared/people';
import { Id, page } from '@caseroom/shared/primitives';
import { refuse } from '@caseroom/shared/refusal';
import type { Industry } from '@caseroom/shared/template';
import { z } from 'zod';
import { refuseUnlessAdmin } from '../auth/duty.ts';
import type { Actor, Api } from '../platform/api.ts';
import type { Db, Sql, Tx } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';

export interface ProgramRouteDeps {
  readonly sql: Sql;
  /** In the transaction that adds a program: what it starts with. */
  readonly onAdded?: (tx: Tx, programId: string, industry: Industry) => Promise<void>;
}

export function programRoutes(api: Api, { sql, onAdded }: ProgramRouteDeps): void {
  const tag = 'Administration';

  api.route(
    {
      method: 'get',
      path: '/api/programs',
      summary: 'List one’s programs',
      tag: 'People',
      response: page(Program),
    },
    async ({ actor }) => ({ items: await readPrograms(sql, actor) }),
  );

  api.route(
    {
      method: 'get',
      path: '/api/admin/programs',
      summary: 'List every program',
      tag,
      response: page(AdminProgram),
    },
    async ({ actor }) => refuseUnlessAdmin(actor) ?? { items: await readAdminPrograms(sql) },
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/programs',
      summary: 'Add a program',
      tag,
      body: NewProgram,
      response: AdminProgram,
      status: 201,
    },
    async ({ actor, body: { name, client, industry = 'customer-support', searchLanguage = 'english' } }) => {
      const refusal = refuseUnlessAdmin(actor);
      if (refusal) return refusal;
      return sql.begin(async (tx) => {
        const [row] = await tx<{ id: string }[]>`
          insert into program (name, client, industry, search_language)
          values (${name}, ${client}, ${industry}, ${searchLanguage}) returning id`;
        const { id } = row as { id: string };
        await onAdded?.(tx, id, industry);
        return readAdminProgram(tx, id);
      });
    },
  );

  api.route(
    {
      method: 'patch',
      path: '/api/admin/programs/{id}',
      summary: 'Change a program',
      tag,
      params: z.object({ id: Id }),
      body: PatchProgram,
      response: AdminProgram,
    },
    async ({ actor, params, body: { name, client, searchLanguage } }) => {
      const refusal = refuseUnlessAdmin(actor);
      if (refusal) return refusal;
      const [row] = await sql<{ id: string }[]>`
        update program set name = coalesce(${name ?? null}, name), client = coalesce(${client ?? null}, client),
          search_language = coalesce(${searchLanguage ?? null}, search_language)
        where id = ${params.id} returning id`;
      return row ? readAdminProgram(sql, row.id) : refuse('not-found', 'There is no such program.');
    },
  );
}

/** The programs somebody works in; an administrator sees that all of them exist. */
async function readPrograms(db: Db, { id, admin }: Actor): Promise<Program[]> {
  return db<Program[]>`
    select id, name, client from program g
    where ${admin} or exists (select from ${ownSeats(db, id)} m where m.program_id = g.id)
    order by name, id`;
}

async function readAdminPrograms(db: Db, only?: string): Promise<AdminProgram[]> {
  return db<AdminProgram[]>`
    select g.id, g.name, g.client, g.industry, g.search_language as "searchLanguage",
           (select count(*) from membership m join person p on p.id = m.person_id
            where m.program_id = g.id and p.disabled_at is null) as people,
           (select count(*) from "case" c where c.program_id = g.id and c.status in ${db(unresolvedStatuses)}) as "unresolvedCases"
    from program g where ${only === undefined ? db`true` : db`g.id = ${only}`} order by g.name, g.id`;
}

async function readAdminProgram(db: Db, programId: string): Promise<AdminProgram> {
  const [program] = await readAdminPrograms(db, programId);
  if (!program) throw new Error(`program ${programId} is gone`);
  return program;
}
