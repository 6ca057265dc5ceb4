import type { KnownAnswers, OfferedAnswer, SimilarCase } from '@caseroom/shared/answer';
import type { TemplateContent } from '@caseroom/shared/template';
import { audiencesReadableBy, type CaseAccess } from '../case/access.ts';
import { caseNumber } from '../case/fold.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { type Alike, mostAlike, ranked } from './likeness-rules.ts';
import { MAX_OFFERED, MAX_SHOWN_WORDS, MAX_SIMILAR, TIME_LIMIT_MS } from './limits.ts';
import { cardsLike, resolvedCasesLike, type Wanted } from './match.ts';
import { resolutionIn } from './resolution-rules.ts';
import { tellingWords } from './words.ts';

/** What is known already that may answer a case: published cards, and resolved cases like it. */
export function knownAnswers(sql: Sql, personId: string, access: CaseAccess): Promise<KnownAnswers> {
  return inBounds(sql, async (tx) => {
    const { caseId, programId } = access;
    const [[held], words] = await Promise.all([
      tx<{ tags: string[] }[]>`select tags from "case" where id = ${caseId}`,
      tellingWords(tx, personId, caseId),
    ]);
    const wanted: Wanted = { personId, caseId, programId, words, tags: held?.tags ?? [] };
    const [found, cards] = await Promise.all([resolvedCasesLike(tx, wanted), cardsLike(tx, wanted)]);
    const alike = ranked(found, programId).slice(0, MAX_SIMILAR);
    const fitting = mostAlike(cards).slice(0, MAX_OFFERED);
    const similar = await readSimilar(tx, personId, alike);
    const says = words.length + wanted.tags.length > 0;
    return {
      cards: await readOffered(
        tx,
        fitting.map(({ cardId }) => cardId),
      ),
      similar,
      nothing: similar.length > 0 ? null : says ? 'none-alike' : 'no-words',
    };
  });
}

/** In a transaction of its own: statements planned for the very words, and given up in time. */
function inBounds<T>(sql: Sql, work: (tx: Tx) => Promise<T>): Promise<T> {
  return sql.begin('isolation level repeatable read, read only', async (tx) => {
    await tx`
      select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true),
             set_config('statement_timeout', ${String(TIME_LIMIT_MS)}, true)`;
    return work(tx);
  }) as Promise<T>;
}

interface SimilarRow {
  readonly id: string;
  readonly number: number;
  readonly subject: string;
  readonly program: SimilarCase['program'];
  readonly touchedAt: Date;
  readonly noteId: string | null;
  readonly text: string | null;
  readonly template: TemplateContent | null;
}

/** The cases as they read now, each with the newest resolution note that this person may read. */
async function readSimilar(tx: Tx, personId: string, alike: readonly Alike[]): Promise<SimilarCase[]> {
  if (alike.length === 0) return [];
  const rows = await tx<SimilarRow[]>`
    select c.id, c.number, c.subject, json_build_object('id', g.id, 'name', g.name, 'client', g.client) as program,
           c.touched_at as "touchedAt", n.id as "noteId", n.text, v.content as template
    from "case" c join program g on g.id = c.program_id
    left join lateral (
      select * from note n
      where n.case_id = c.id and n.kind = 'resolution' and n.text <> ''
        and (c.program_id, n.audience) in (${audiencesReadableBy(tx, personId)})
      order by n.created_at desc limit 1) as n on true
    left join template_version v on v.template_id = n.template_id and v.version = n.template_version
    where c.id = any(${alike.map(({ caseId }) => caseId)}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return alike.flatMap((one) => {
    const row = byId.get(one.caseId);
    return row ? [similarOf(row, one)] : [];
  });
}

function similarOf(row: SimilarRow, { words, tags, others }: Alike): SimilarCase {
  const { id, number, subject, program, touchedAt, noteId, text, template } = row;
  const said = noteId === null ? null : resolutionIn(text ?? '', template);
  return {
    id,
    number: caseNumber(number),
    subject,
    program,
    touchedAt: touchedAt.toISOString(),
    tags: [...tags],
    words: words.slice(0, MAX_SHOWN_WORDS),
    resolution: noteId !== null && said ? { noteId, cause: said.cause, fix: said.fix } : null,
    others,
  };
}

async function readOffered(tx: Tx, ids: readonly string[]): Promise<OfferedAnswer[]> {
  return tx<OfferedAnswer[]>`
    select a.id, a.version, a.title, a.problem, a.fix, a.tell, a.tags, a.used, a.helped
    from unnest(${[...ids]}::uuid[]) with ordinality as wanted(id, nth) join answer_card a using (id)
    order by wanted.nth`;
}
