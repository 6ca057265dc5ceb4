import type { Priority, Status } from '@caseroom/shared/case';
import type { Audience, NoteKind } from '@caseroom/shared/note';
import type { Program } from '@caseroom/shared/people';
import type { PersonRef } from '@caseroom/shared/primitives';
import type { SearchHit, SearchKind } from '@caseroom/shared/search';
import { audiencesReadableBy } from '../case/access.ts';
import { caseNumber } from '../case/fold.ts';
import type { Tx } from '../platform/db.ts';
import type { Asked } from './ask.ts';
import { candidatesIn, excerptOf, foldWord, matchesIn, wholeText } from './excerpt-rules.ts';
import type { Found } from './find.ts';
import { markTerms } from './rules.ts';

interface HitRow {
  readonly kind: SearchKind;
  readonly id: string;
  readonly at: Date;
  readonly title: string;
  readonly body: string;
  readonly language: string;
  readonly caseId: string;
  readonly number: number;
  readonly subject: string;
  readonly customerName: string;
  readonly status: Status;
  readonly priority: Priority;
  readonly program: Program;
  readonly note: { id: string; title: string; kind: NoteKind; audience: Audience } | null;
  readonly threadId: string | null;
  readonly interactionId: string | null;
  readonly author: PersonRef;
}

/** So much of a text is looked through for an excerpt, characters. */
const MAX_READ_CHARS = 100_000;
/** As many letters of a word as its other forms have in common with it. */
const STEM_CHARS = 2;

/** What was found, as it reads now; whatever the asker may no longer read is left out. */
export async function readHits(tx: Tx, asked: Asked, found: readonly Found[]): Promise<SearchHit[]> {
  if (found.length === 0) return [];
  const rows = await readRows(tx, asked.personId, found);
  const matching = await matchingWords(tx, asked, rows);
  return rows.map((row) => hitOf(row, matching.get(row.language) ?? new Set()));
}

async function readRows(tx: Tx, personId: string, found: readonly Found[]): Promise<HitRow[]> {
  return tx<HitRow[]>`
    select s.kind, s.id, hit.at, s.title, left(s.body, ${MAX_READ_CHARS}) as body, g.search_language as language,
           c.id as "caseId", c.number, c.subject, c.customer ->> 'name' as "customerName", c.status, c.priority,
           json_build_object('id', g.id, 'name', g.name, 'client', g.client) as program,
           case when n.id is not null then json_build_object('id', n.id, 'title', n.title, 'kind', n.kind, 'audience', n.audience) end as note,
           s.thread_id as "threadId", s.interaction_id as "interactionId",
           json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as author
    from unnest(${found.map(({ kind }) => kind)}::text[], ${found.map(({ id }) => id)}::uuid[],
                ${found.map(({ at }) => at.toISOString())}::timestamptz[]) with ordinality as hit(kind, id, at, nth)
    join search_source s on s.kind = hit.kind and s.id = hit.id
    join "case" c on c.id = s.case_id
    join program g on g.id = s.program_id
    left join note n on n.id = s.note_id
    join person p on p.id = coalesce(
      (select e.author_id from note_edit e where s.kind = 'note' and e.note_id = s.note_id order by e.seq desc limit 1),
      case s.kind when 'case' then c.owner_id when 'note' then n.created_by else coalesce(s.authors[1], c.owner_id) end)
    where (s.program_id, s.audience) in (${audiencesReadableBy(tx, personId)})
      and (s.readers is null or ${personId}::uuid = any(s.readers))
    order by hit.nth`;
}

/**
 * Which words of the texts match, in their languages. Stems are the database's to judge; it is asked of the words
 * alone that begin as one that was looked for.
 */
async function matchingWords(
  tx: Tx,
  { plan, languages }: Asked,
  rows: readonly HitRow[],
): Promise<Map<string, ReadonlySet<string>>> {
  const beginnings = markTerms(plan.terms).map(({ text }) => foldWord(text).slice(0, STEM_CHARS));
  const spoken = languages.filter(({ marks }) => marks !== '');
  const sets = await Promise.all(
    spoken.map(async ({ language, marks }): Promise<[string, ReadonlySet<string>]> => {
      const texts = rows
        .filter((row) => row.language === language)
        .map(({ title, body }) => `${title}\n${body}`);
      const words = candidatesIn(texts.join('\n'), beginnings);
      const matching = await tx<{ word: string }[]>`
        select word from unnest(${words}::text[]) as word where search_lexemes(${language}, word) @@ ${marks}::tsquery`;
      return [language, new Set(matching.map(({ word }) => word))];
    }),
  );
  return new Map(sets);
}

function hitOf(row: HitRow, matching: ReadonlySet<string>): SearchHit {
  const { kind, id, at, title, body, caseId, number, program, note, threadId, interactionId, author } = row;
  const { subject, customerName, status, priority } = row;
  const { excerpt, place, line } = excerptOf(body, matchesIn(body, matching));
  return {
    kind,
    id,
    at: at.toISOString(),
    case: { id: caseId, number: caseNumber(number), subject, customerName, status, priority, program },
    note,
    threadId,
    turn: interactionId ? line : null,
    author,
    title: wholeText(title, matchesIn(title, matching)),
    excerpt,
    place: kind === 'note' ? place : null,
  };
}
