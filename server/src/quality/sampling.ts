import { type Draw, MAX_CANDIDATES, type SamplingRules } from '@caseroom/shared/quality';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { weekOf } from '@caseroom/shared/week';
import { presentTags } from '../case/tags.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Sql, Tx } from '../platform/db.ts';
import { eachApart } from '../platform/each-apart.ts';
import type { Log } from '../platform/log.ts';
import { reviewedRoles } from './review-rules.ts';
import { type Candidate, type Drawn, drawSample } from './sampling-rules.ts';
import { personJson } from './seats.ts';

/** How often the job looks for weeks that have not been drawn, ms. */
export const DRAW_EVERY_MS = 10 * 60_000;

export interface DrawDeps {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  /** Makes the seed of a draw, which is recorded with it. */
  readonly newSeed: () => string;
}

export interface DrawOrder {
  readonly programId: string;
  /** Null: the weekly draw, of the week before. Somebody: of this week, as far as it has gone. */
  readonly byId: string | null;
  readonly at: Date;
  readonly seed: string;
}

/** Draws the week that has ended for every program that samples and has not been drawn. Answers how many. */
export async function drawWeeks({ sql, clock, log, newSeed }: DrawDeps): Promise<number> {
  const at = clock.now();
  const programs = await sql<{ programId: string }[]>`select program_id as "programId" from sampling_rules`;
  let drawn = 0;
  const drawOne = async ({ programId }: { readonly programId: string }) => {
    const result = await sql.begin((tx) => draw(tx, { programId, byId: null, at, seed: newSeed() }));
    if (typeof result === 'string') drawn += 1;
  };
  await eachApart(programs, drawOne, { log, failed: 'a week of a program could not be drawn' });
  return drawn;
}

/**
 * Draws a sample into the reviewers' work list and records what it was drawn from. Answers the draw's id; null
 * where the week has been drawn already. One at a time in each program.
 */
export async function draw(
  tx: Tx,
  { programId, byId, at, seed }: DrawOrder,
): Promise<string | null | Refusal> {
  const [held] = await tx<{ rules: SamplingRules; timeZone: string }[]>`
    select r.rules, g.timer_policy->'hours'->>'timeZone' as "timeZone"
    from sampling_rules r join program g on g.id = r.program_id
    where r.program_id = ${programId} for update of r`;
  if (!held) return refuse('conflict', 'Say first what is to be drawn.');
  const week = weekOf(at.getTime(), held.timeZone, byId === null ? -1 : 0);
  if (byId === null && (await isDrawn(tx, programId, week.monday))) return null;
  const from = { ...week, to: Math.min(week.to, at.getTime()) };
  const candidates = await readCandidates(tx, programId, from);
  const drawn = await readDrawn(tx, programId, week.monday);
  const rules = await withPresentTags(tx, programId, held.rules);
  const sample = drawSample({ candidates, drawn }, rules, seed);
  const [made] = await tx<{ id: string }[]>`
    insert into sample_draw (program_id, week, by_id, at, seed, rules, candidates, drawn)
    values (${programId}, ${week.monday}, ${byId}, ${at}, ${seed}, ${tx.json(rules)},
            ${tx.json(candidates as never)}, ${tx.json(drawn as never)})
    returning id`;
  const { id } = made as { id: string };
  for (const { caseId, noteId, agentId, reason } of sample)
    await tx`
      insert into sample_pick (draw_id, program_id, week, case_id, note_id, agent_id, reason, at)
      values (${id}, ${programId}, ${week.monday}, ${caseId}, ${noteId}, ${agentId}, ${tx.json(reason)}, ${at})`;
  return id;
}

async function isDrawn(tx: Tx, programId: string, monday: string): Promise<boolean> {
  const [row] = await tx`
    select from sample_draw where program_id = ${programId} and week = ${monday} and by_id is null`;
  return row !== undefined;
}

/**
 * Cases that were worked on between two moments and neither drawn nor reviewed yet: each with those who wrote most of one of its
 * notes then, and for each of them the note they wrote most in. What a note starts with was written by nobody.
 */
async function readCandidates(
  db: Db,
  programId: string,
  { from, to }: { from: number; to: number },
): Promise<Candidate[]> {
  return db<Candidate[]>`
    with written as (
      select n.case_id, n.id as note_id, e.author_id, count(*) as edits
      from note n
      join "case" c on c.id = n.case_id and c.program_id = ${programId}
      join note_edit e on e.note_id = n.id and e.at >= ${new Date(from)} and e.at < ${new Date(to)}
        and not (e.seq = 1 and e.at <= n.created_at)
      where n.audience = 'team' and n.touched_at >= ${new Date(from)}
        and not exists (select from sample_pick k where k.case_id = c.id)
        and not exists (select from review r where r.case_id = c.id)
      group by n.case_id, n.id, e.author_id),
    main as (select distinct on (note_id) * from written order by note_id, edits desc, author_id)
    select distinct on (main.case_id, main.author_id)
           main.case_id as "caseId", main.note_id as "noteId", main.author_id as "agentId", c.tags
    from main
    join "case" c on c.id = main.case_id
    join membership m on m.program_id = c.program_id and m.person_id = main.author_id
      and m.role = any(${[...reviewedRoles]}::text[])
    join person p on p.id = m.person_id and p.kind = 'person' and p.disabled_at is null
    order by main.case_id, main.author_id, main.edits desc, main.note_id
    limit ${MAX_CANDIDATES}`;
}

const readDrawn = (db: Db, programId: string, monday: string): Promise<Drawn[]> => db<Drawn[]>`
  select case_id as "caseId", agent_id as "agentId", reason->>'kind' as reason
  from sample_pick where program_id = ${programId} and week = ${monday} and dismissed_at is null order by case_id`;

export async function readRules(db: Db, programId: string): Promise<SamplingRules | null> {
  const [row] = await db<{ rules: SamplingRules }[]>`
    select rules from sampling_rules where program_id = ${programId}`;
  return row ? withPresentTags(db, programId, row.rules) : null;
}

const withPresentTags = async (db: Db, programId: string, rules: SamplingRules): Promise<SamplingRules> => ({
  ...rules,
  riskTags: await presentTags(db, programId, rules.riskTags),
});

export const writeRules = (
  db: Db,
  programId: string,
  rules: SamplingRules,
  { actorId, at }: { actorId: string | null; at: Date },
) => db`
  insert into sampling_rules (program_id, rules, edited_by, edited_at)
  values (${programId}, ${db.json(rules)}, ${actorId}, ${at})
  on conflict (program_id) do update set rules = excluded.rules, edited_by = excluded.edited_by, edited_at = excluded.edited_at`;

const MAX_DRAWS = 20;

/** The newest draws of a program, newest first. */
export async function listDraws(db: Db, programId: string): Promise<Draw[]> {
  const rows = await db<(Omit<Draw, 'at'> & { at: Date })[]>`
    select d.id, to_char(d.week, 'YYYY-MM-DD') as week, d.seed, d.rules, d.at, ${personJson(db, 'p')} as by,
           jsonb_array_length(d.candidates) as candidates,
           (select count(*)::int from sample_pick k where k.draw_id = d.id) as picked,
           coalesce((
             select json_agg(json_build_object(
               'id', k.id, 'case', json_build_object('id', c.id, 'number', 'C-' || c.number, 'subject', c.subject),
               'by', ${personJson(db, 'x')}, 'reason', k.dismissed_reason) order by k.dismissed_at)
             from sample_pick k join "case" c on c.id = k.case_id join person x on x.id = k.dismissed_by
             where k.draw_id = d.id), '[]') as dismissed
    from sample_draw d left join person p on p.id = d.by_id
    where d.program_id = ${programId} order by d.at desc, d.id limit ${MAX_DRAWS}`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
