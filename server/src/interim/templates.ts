import {
  type InterimTemplate,
  type InterimTemplateInput,
  MAX_INTERIM_TEMPLATES,
} from '@caseroom/shared/interim';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import type { By } from '../platform/by.ts';
import type { Db, Tx } from '../platform/db.ts';

const columns = (db: Db) => db`id, name, channel, language, subject, body`;

export const listTemplates = (db: Db, programId: string): Promise<InterimTemplate[]> => db`
  select ${columns(db)} from interim_template
  where program_id = ${programId} and removed_at is null order by name, language, id`;

export async function readTemplate(
  db: Db,
  programId: string,
  id: string,
): Promise<InterimTemplate | undefined> {
  const [found] = await db<InterimTemplate[]>`
    select ${columns(db)} from interim_template
    where id = ${id} and program_id = ${programId} and removed_at is null`;
  return found;
}

export async function addTemplate(
  tx: Tx,
  programId: string,
  input: InterimTemplateInput,
  { actorId, at }: By,
): Promise<InterimTemplate | Refusal> {
  const [{ count } = { count: 0 }] = await tx<{ count: number }[]>`
    select count(*)::int from interim_template where program_id = ${programId} and removed_at is null`;
  if (count >= MAX_INTERIM_TEMPLATES) return refuse('conflict', 'This program has as many templates as fit.');
  const [made] = await tx<InterimTemplate[]>`
    insert into interim_template (program_id, name, channel, language, subject, body, edited_by, edited_at)
    values (${programId}, ${input.name}, ${input.channel}, ${input.language}, ${input.subject}, ${input.body},
            ${actorId}, ${at})
    returning ${columns(tx)}`;
  return made as InterimTemplate;
}

export async function editTemplate(
  tx: Tx,
  programId: string,
  id: string,
  input: InterimTemplateInput,
  { actorId, at }: By,
): Promise<InterimTemplate | Refusal> {
  const [edited] = await tx<InterimTemplate[]>`
    update interim_template set name = ${input.name}, channel = ${input.channel}, language = ${input.language},
      subject = ${input.subject}, body = ${input.body}, edited_by = ${actorId}, edited_at = ${at}
    where id = ${id} and program_id = ${programId} and removed_at is null returning ${columns(tx)}`;
  return edited ?? refuse('not-found', 'There is no such template.');
}

/** It stays in the table: messages were made from it. */
export async function removeTemplate(
  tx: Tx,
  programId: string,
  id: string,
  { actorId, at }: By,
): Promise<Refusal | null> {
  const [removed] = await tx`
    update interim_template set removed_at = ${at}, edited_by = ${actorId}
    where id = ${id} and program_id = ${programId} and removed_at is null returning id`;
  return removed ? null : refuse('not-found', 'There is no such template.');
}
