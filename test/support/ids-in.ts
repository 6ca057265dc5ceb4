import type { Sql } from '@caseroom/server/platform/db';

interface Reference {
  readonly from: string;
  readonly column: string;
  readonly to: string;
}

/** Answers the id of one of a table's rows that belong to the program; null: there is none. */
export type IdIn = (table: string) => Promise<string | null>;

/**
 * Finds rows of any table by the way its foreign keys lead to a program, so that tables to come are found as well.
 * `known` says how to find those that no such way leads to: each answers `id`, of the program `$1`.
 */
export async function idsIn(
  owner: Sql,
  programId: string,
  known: Readonly<Record<string, string>> = {},
): Promise<IdIn> {
  const references = await owner<Reference[]>`
    select k.conrelid::regclass::text as "from", a.attname as "column", k.confrelid::regclass::text as "to"
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.contype = 'f' and array_length(k.conkey, 1) = 1`;
  return async (table) => {
    const query = known[table] ?? queryFor(references, table);
    const [row] = query ? await owner.unsafe<{ id: string }[]>(`${query} limit 1`, [programId]) : [];
    return row?.id ?? null;
  };
}

/** The names of Postgres' catalogue are quoted where they must be. */
const bare = (table: string): string => table.replaceAll('"', '');

function queryFor(references: readonly Reference[], table: string): string | null {
  const ways: { readonly at: string; readonly way: readonly Reference[] }[] = [{ at: table, way: [] }];
  const seen = new Set([table]);
  for (const { at, way } of ways) {
    if (at === 'program') return sqlFor(table, way);
    for (const reference of references) {
      const to = bare(reference.to);
      if (bare(reference.from) !== at || seen.has(to)) continue;
      seen.add(to);
      ways.push({ at: to, way: [...way, reference] });
    }
  }
  return null;
}

function sqlFor(table: string, way: readonly Reference[]): string {
  const joins = way
    .slice(0, -1)
    .map(({ column, to }, i) => `join ${to} t${i + 1} on t${i + 1}.id = t${i}.${column}`);
  const last = way.at(-1);
  const owned = last ? `t${way.length - 1}.${last.column}` : 't0.id';
  return `select t0.id from "${table}" t0 ${joins.join(' ')} where ${owned} = $1`;
}
