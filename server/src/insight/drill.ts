import {
  type AskInsightCases,
  type InsightCase,
  type InsightCases,
  MAX_DRILL_CASES,
  type Measure,
  measures,
} from '@caseroom/shared/insight';
import type { PersonRef } from '@caseroom/shared/primitives';
import type { z } from 'zod';
import { readSummaries } from '../case/summary.ts';
import { meantTags } from '../case/tags.ts';
import type { Db } from '../platform/db.ts';
import { factsOf } from './facts.ts';
import { boundsOf, narrow, periodOf, type Question, seatOf, spanOf } from './report.ts';

export type Number = Pick<z.output<typeof AskInsightCases>, 'measure' | 'part' | 'week' | 'half' | 'only'>;

interface FactRow {
  readonly caseId: string;
  readonly at: Date;
  readonly value: number;
  readonly part: string | null;
  readonly person: PersonRef | null;
}

/** Exactly the cases that a number of the report is made of: the same facts, not counted but named. */
export async function readCases(db: Db, question: Question, number: Number): Promise<InsightCases> {
  const { program } = question;
  const facts = await readFacts(db, question, number);
  const ids = [...new Set(facts.map(({ caseId }) => caseId))];
  const summaries = await readSummaries(db, ids.slice(0, MAX_DRILL_CASES));
  // Who is behind a figure is for leads, and for oneself.
  const tell = (row: FactRow) =>
    factOf(question.granted.scope === 'program' ? { ...row, person: null } : row);
  const known = new Map(summaries.map((summary) => [summary.id, summary]));
  const items = ids.flatMap((id): InsightCase[] => {
    const summary = known.get(id);
    return summary ? [{ case: summary, facts: facts.filter(({ caseId }) => caseId === id).map(tell) }] : [];
  });
  return {
    program,
    period: periodOf(question),
    facts: facts.length,
    cases: ids.length,
    items,
  };
}

async function readFacts(db: Db, question: Question, number: Number): Promise<FactRow[]> {
  const { program, period, granted } = question;
  const { measure, part, only } = number;
  const isShare = measures[measure].fold === 'share';
  return db<FactRow[]>`
    with fact as (${factsOf[measure](db, spanOf(question))}),
    placed as (
      select fact.*, width_bucket(fact.at, ${boundsOf(period)}::text[]::timestamptz[]) as week
      from fact ${seatOf(db, program.id)}
      where true ${narrow(db, granted)})
    select placed.case_id as "caseId", placed.at, placed.value, placed.part,
           case when p.id is null then null
             else json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) end as person
    from placed left join person p on p.id = placed.person_id
    where ${weeksOf(db, period.weeks, number)}
      ${part === undefined ? db`` : db`and placed.part = ${meant(db, measure, part)}`}
      ${only === undefined || !isShare ? db`` : db`and placed.value = ${only === 'kept' ? 1 : 0}`}
    order by placed.at desc, placed.case_id, placed.part`;
}

/** An address that was kept may name a tag as it was called then. */
const meant = (db: Db, measure: Measure, part: string) =>
  measures[measure].isList ? db`any(${meantTags(db, [part])})` : db`${part}`;

function weeksOf(db: Db, weeks: number, { week, half }: Number) {
  if (week !== undefined) return db`placed.week = ${week + 1}`;
  return half === 'current' ? db`placed.week > ${weeks}` : db`placed.week <= ${weeks}`;
}

const factOf = ({ at, value, part, person }: FactRow): InsightCase['facts'][number] => ({
  at: at.toISOString(),
  value,
  part,
  person,
});
