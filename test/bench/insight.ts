import { parseArgs } from 'node:util';
import { randomFrom } from '@caseroom/server/demo/random';
import { factsOf } from '@caseroom/server/insight/facts';
import { questionOf } from '@caseroom/server/insight/question';
import { type Question, readReport, spanOf } from '@caseroom/server/insight/report';
import { Measure, type PeriodWeeks } from '@caseroom/shared/insight';
import { isRefusal } from '@caseroom/shared/refusal';
import { desksOf } from '../seed/desks.ts';
import { anySubject, pick, seededTags } from '../seed/text.ts';
import { type Filled, openFilled, percentile } from './filled.ts';

/**
 * How long the figures of a program take over so many ledger entries: `npm run bench:insight -- --events 100000
 * [--plans]`. Each measure's facts are explained by the database: time, rows, and what was read from end to end.
 */

const { values } = parseArgs({
  options: { events: { type: 'string', default: '100000' }, plans: { type: 'boolean', default: false } },
});
/** A made-up case is opened, resolved, comes back and is resolved again. */
const ENTRIES_A_CASE = 4;
const HISTORY_DAYS = 365;
const BATCH = 5_000;
const ROUNDS = 5;

const filled = await openFilled(0);
try {
  await addCases(filled, Math.ceil(Number(values.events) / ENTRIES_A_CASE));
  for (const weeks of [4, 12] as const) await measure(filled, weeks);
} finally {
  await filled.close();
}

/** Cases over a year of all programs, without notes; their ledgers' chains are left out. */
async function addCases({ sql, owner }: Filled, cases: number): Promise<void> {
  const random = randomFrom('insight');
  const desks = await desksOf(sql);
  for (let made = 0; made < cases; made += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, cases - made) }, () => {
      const { programId, people } = pick(random, desks);
      const tags = [...new Set([pick(random, seededTags), pick(random, seededTags)])];
      const age_h = random.next() * HISTORY_DAYS * 24;
      return {
        program_id: programId,
        owner_id: pick(random, people),
        subject: anySubject(random),
        tags,
        age_h,
      };
    });
    await owner`
      with made as (
        insert into "case" (program_id, subject, status, priority, customer, owner_id, tags, opened_at, touched_at,
                            haystack, event_seq)
        select program_id, subject, 'resolved', 'P3', '{"name": "x"}', owner_id, tags,
               now() - age_h * interval '1 hour', now() - age_h * interval '1 hour', subject, ${ENTRIES_A_CASE}
        from jsonb_to_recordset(${owner.json(rows)}) as r(
          program_id uuid, owner_id uuid, subject text, tags text[], age_h float8)
        returning id, owner_id, opened_at)
      insert into case_event (case_id, seq, kind, actor_id, at, data, salt, mac, chain)
      select made.id, seq, case when seq = 1 then 'case.opened' else 'case.changed' end, made.owner_id,
             made.opened_at + (seq - 1) * interval '7 hours',
             jsonb_build_object('changes', jsonb_build_array(jsonb_build_object(
               'field', 'status', 'from', 'open', 'to', case when seq % 2 = 0 then 'resolved' else 'open' end))),
             '', '', ''
      from made cross join generate_series(1, ${ENTRIES_A_CASE}::int) as seq`;
  }
  await owner`vacuum analyze`;
  const [row] = await owner`
    select (select count(*) from case_event) as events, (select count(*) from "case") as cases`;
  console.log(`${row?.events} entries in the ledgers of ${row?.cases} cases`);
}

async function measure({ sql, owner, idOf }: Filled, weeks: PeriodWeeks): Promise<void> {
  const personId = await idOf('ines@caseroom.example');
  const [seat] = await sql<{ program: string }[]>`
    select program_id as program from membership where person_id = ${personId}`;
  const question = await questionOf(sql, personId, { program: seat?.program ?? '', weeks }, new Date());
  if (isRefusal(question)) throw new Error('the lead is refused');
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await readReport(sql, question);
    times.push(performance.now() - started);
  }
  const [p50, most] = [0.5, 1].map((share) => percentile(times, share).toFixed(0));
  console.log(`\n${weeks} weeks beside ${weeks}: the whole report in p50 ${p50} ms, longest ${most} ms`);
  for (const of of Measure.options) await explain(owner, question, of);
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly Plan[];
}

interface Explained {
  readonly Plan: Plan;
  readonly 'Execution Time': number;
}

async function explain(owner: Filled['owner'], question: Question, of: Measure): Promise<void> {
  const facts = () => factsOf[of](owner, spanOf(question));
  const [row] = await owner<{ 'QUERY PLAN': [Explained] }[]>`explain (analyze, format json) ${facts()}`;
  if (!row) throw new Error('nothing was explained');
  const [{ Plan: plan, 'Execution Time': time }] = row['QUERY PLAN'];
  const whole = [...new Set(scanned(plan))].join(', ');
  console.log(
    `  ${of.padEnd(20)}${time.toFixed(1).padStart(8)} ms${String(plan['Actual Rows']).padStart(8)} facts${whole && `   reads all of ${whole}`}`,
  );
  if (!values.plans) return;
  for (const line of await owner<{ 'QUERY PLAN': string }[]>`explain (analyze, buffers) ${facts()}`)
    console.log(`      ${line['QUERY PLAN']}`);
}

function scanned(plan: Plan): string[] {
  const own = plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] ? [plan['Relation Name']] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(scanned)];
}
