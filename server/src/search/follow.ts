import { Status } from '@caseroom/shared/case';
import type { Db, Sql } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';

/**
 * Brings the index up to the texts of these notes, one after another, each in a statement of its own that holds no
 * lock of the note's. What fails is found again by `indexLeftBehind`.
 */
export const followTexts =
  ({ sql, log }: { readonly sql: Sql; readonly log: Log }) =>
  async (noteIds: readonly string[]): Promise<void> => {
    try {
      for (const noteId of noteIds) await sql`select search_index('note', ${noteId})`;
      await touchCases(sql, noteIds);
    } catch (err) {
      log.warn({ err, noteIds }, 'notes were not brought into the search index');
    }
  };

/** A case moves up with its notes, to the minute, so that it is not written anew with every word of them. */
const touchCases = (db: Db, noteIds: readonly string[]) => db`
  update search_doc d set at = due.at
  from (select d.id, max(n.touched_at) as at
        from note n join search_doc d on d.kind = 'case' and d.id = n.case_id
        where n.id = any(${[...noteIds]}::uuid[]) and d.at < n.touched_at - interval '1 minute'
        group by d.id) as due
  where d.kind = 'case' and d.id = due.id`;

/** Cases touched before this long ago, ms, have been looked at by an earlier run. */
const LOOK_BACK_MS = 600_000;
/** Documents that are indexed in one go. */
const BATCH = 200;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Indexes what nobody followed, as when a process ended between a text and its words, and what is stemmed in another
 * language than its program's. `all` looks at everything; the first run after a start does. What cannot be indexed is
 * left out, so that it keeps nothing else waiting.
 */
export async function indexLeftBehind(
  sql: Sql,
  now: Date,
  { all, failed }: { readonly all: boolean; readonly failed: (id: string, error: unknown) => void },
): Promise<void> {
  const since = all ? new Date(0) : new Date(now.getTime() - LOOK_BACK_MS);
  for (const find of [behindTexts(since), inOtherLanguages]) {
    for (let docs = await find(sql, NO_ID); docs.length > 0; docs = await find(sql, docs.at(-1)?.id ?? NO_ID))
      for (const { kind, id } of docs)
        await sql`select search_index(${kind}, ${id})`.catch((error) => failed(id, error));
  }
}

interface Doc {
  readonly kind: string;
  readonly id: string;
}

/** In the order of their ids, behind one. */
const behindTexts = (since: Date) => (db: Db, after: string) =>
  db<Doc[]>`
    select 'note' as kind, n.id
    from program g cross join unnest(${Status.options}::text[]) as asked(status)
    join "case" c on c.program_id = g.id and c.status = asked.status
    join note n on n.case_id = c.id
    left join search_doc d on d.kind = 'note' and d.id = n.id
    where c.touched_at > ${since} and n.id > ${after} and (d.seq is null or d.seq < n.text_seq)
    order by n.id limit ${BATCH}`;

const inOtherLanguages = (db: Db, after: string) =>
  db<Doc[]>`
    select d.kind, d.id from program g join search_doc d on d.program_id = g.id and d.language <> g.search_language
    where d.id > ${after} order by d.id limit ${BATCH}`;

/** Words that nothing says any more are forgotten; looked at again after a day. */
const WORDS_A_RUN = 2_000;

export const forgetUnsaidWords = (sql: Sql, now: Date) => sql`
  with oldest as (
    select * from search_word where seen_at < ${new Date(now.getTime() - 86_400_000)} order by seen_at limit ${WORDS_A_RUN}),
  said as (
    update search_word w set seen_at = ${now} from oldest o
    where (w.program_id, w.audience, w.word) = (o.program_id, o.audience, o.word)
      and exists (select from search_doc d where d.program_id = o.program_id and d.audience = o.audience
                  and d.words @@ quote_literal(o.word)::tsquery)
    returning w.program_id, w.audience, w.word)
  delete from search_word w using oldest o
  where (w.program_id, w.audience, w.word) = (o.program_id, o.audience, o.word)
    and not exists (select from said s where (s.program_id, s.audience, s.word) = (o.program_id, o.audience, o.word))`;
