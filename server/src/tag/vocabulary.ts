import type { TagChange, TagUse, Vocabulary, VocabularyTag } from '@caseroom/shared/tag';
import { TagGroup } from '@caseroom/shared/tag';
import type { Db } from '../platform/db.ts';

const tagColumns = (db: Db) => db`
  t.id, t.name, t."group", t.colour, t.about, t.keywords, t.retired_at is not null as retired,
  array(select o.name from tag_old_name o where o.tag_id = t.id order by o.name) as "oldNames"`;

/** By group and name. */
export async function readVocabulary(
  db: Db,
  programId: string,
): Promise<Omit<Vocabulary, 'configure'> | undefined> {
  const [program] = await db<{ freeTags: boolean }[]>`
    select free_tags as "freeTags" from program where id = ${programId}`;
  if (!program) return undefined;
  const tags = await db<VocabularyTag[]>`
    select ${tagColumns(db)} from tag t where t.program_id = ${programId}
    order by array_position(${[...TagGroup.options]}::text[], t."group"), t.name`;
  return { programId, ...program, tags };
}

export async function readTag(db: Db, tagId: string): Promise<VocabularyTag> {
  const [tag] = await db<VocabularyTag[]>`select ${tagColumns(db)} from tag t where t.id = ${tagId}`;
  if (!tag) throw new Error(`tag ${tagId} is gone`);
  return tag;
}

/** Most used first. */
export const countUses = (db: Db, programId: string) =>
  db<TagUse[]>`
    select name, count(*) as cases from "case" c, unnest(c.tags) as name
    where c.program_id = ${programId} group by name order by 2 desc, 1`;

/** Newest first. */
export async function readChanges(db: Db, tagId: string): Promise<TagChange[]> {
  const rows = await db<(Omit<TagChange, 'at'> & { at: Date })[]>`
    select c.kind, c.at, c.from_name as "from", c.to_name as "to", c.cases,
           case when p.id is null then null else json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) end as by
    from tag_change c left join person p on p.id = c.by_id
    where c.tag_id = ${tagId} order by c.id desc`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
