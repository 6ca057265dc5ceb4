import type { TagRules } from '@caseroom/shared/tag';
import type { Db, Tx } from '../platform/db.ts';

/**
 * A program's vocabulary, which nobody edits until the caller's transaction ends. Ask for it before locking a case:
 * who renames a tag locks the program, then its cases.
 */
export async function holdTagRules(tx: Tx, programId: string): Promise<TagRules> {
  // Two statements: the second sees what the first may have waited for.
  await tx`select from program where id = ${programId} for share`;
  const [row] = await tx<TagRules[]>`
    select g.free_tags as "freeTags", coalesce((
      select json_agg(json_build_object(
        'name', t.name, 'group', t."group", 'retired', t.retired_at is not null,
        'oldNames', array(select o.name from tag_old_name o where o.tag_id = t.id)))
      from tag t where t.program_id = g.id), '[]') as tags
    from program g where g.id = ${programId}`;
  if (!row) throw new Error(`program ${programId} is gone`);
  return row;
}

/** `text[]`: these tags, and what tags are called by now that had such a name, in whichever program. */
export const meantTags = (db: Db, names: readonly string[]) => db`
  (${[...names]}::text[] || array(
    select t.name from tag_old_name o join tag t on t.id = o.tag_id where o.name = any(${[...names]}::text[])))`;

/** What a program calls these tags by now: names that were merged or renamed become the present ones. */
export async function presentTags(db: Db, programId: string, names: readonly string[]): Promise<string[]> {
  const rows = await db<{ name: string }[]>`
    select coalesce(present.name, asked.name) as name
    from unnest(${[...names]}::text[]) with ordinality as asked(name, at)
    left join tag held on held.program_id = ${programId} and held.name = asked.name
    left join tag_old_name o on held.id is null and o.program_id = ${programId} and o.name = asked.name
    left join tag present on present.id = o.tag_id
    group by 1 order by min(asked.at)`;
  return rows.map(({ name }) => name);
}
