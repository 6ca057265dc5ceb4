import { type Industry, TemplateContent } from '@caseroom/shared/template';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { shippedTemplates } from './shipped/all.ts';
import { appendVersion } from './store.ts';

/** Gives a program the templates its industry starts with, except for kinds it has one of. */
export async function seedTemplates(tx: Tx, programId: string, industry: Industry, at: Date): Promise<void> {
  for (const { kind, name, content } of shippedTemplates[industry]) {
    const parsed = TemplateContent.parse(content);
    const version = { programId, kind, name, content: parsed, byId: null, at, reason: '' };
    await appendVersion(tx, version, 0);
  }
}

/** At start: programs from before there were templates get theirs. Several processes may do it at once. */
export async function seedMissingTemplates({
  sql,
  clock,
}: {
  readonly sql: Sql;
  readonly clock: Clock;
}): Promise<void> {
  const programs = await sql<{ id: string; industry: Industry }[]>`
    select id, industry from program g where not exists (select from template t where t.program_id = g.id)`;
  for (const { id, industry } of programs)
    await sql.begin((tx) => seedTemplates(tx, id, industry, clock.now()));
}
