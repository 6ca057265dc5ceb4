import {
  type Compared,
  type Figure,
  type Fold,
  type GroupReport,
  type InsightPeriod,
  type InsightReport,
  MAX_PARTS,
  Measure,
  type MeasureReport,
  MIN_RECURRING,
  measures,
  type Series,
} from '@caseroom/shared/insight';
import type { Program } from '@caseroom/shared/people';
import { dayAfter, type Period } from '@caseroom/shared/period';
import type { Db } from '../platform/db.ts';
import { factsOf } from './facts.ts';
import type { Granted, Narrowing } from './scope.ts';
import type { Span } from './span.ts';

/** What is asked, after it was granted. */
export interface Question {
  readonly program: Program;
  readonly period: Period;
  readonly granted: Granted;
  readonly now: Date;
}

/** One figure as it comes from the database, and which one it is. Null: over all of them. */
interface Row {
  /** 1 for the first week of the period before; null: a whole period. */
  readonly week: number | null;
  /** Of a whole period. */
  readonly current: boolean | null;
  readonly part: string | null;
  readonly personId: string | null;
  readonly team: string | null;
  readonly n: number;
  readonly value: number;
  /** 1 where the row is over all teams, or all people. */
  readonly allTeams: number;
  readonly allPeople: number;
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
}

const NONE: Figure = { n: 0, value: null };

const folds = {
  count: (db: Db) => db`count(*)::float8`,
  median: (db: Db) => db`percentile_cont(0.5) within group (order by value)`,
  share: (db: Db) => db`100 * avg(value)`,
  mean: (db: Db) => db`avg(value)`,
} satisfies Record<Fold, (db: Db) => unknown>;

export const spanOf = ({ program, period, now }: Question): Span => ({
  programId: program.id,
  from: new Date(period.bounds[0] as number),
  to: new Date(period.bounds.at(-1) as number),
  now,
});

export const periodOf = ({ period: { timeZone, days, weeks }, now }: Question): InsightPeriod => ({
  timeZone,
  days: [...days],
  weeks,
  latest: dayAfter(now.getTime(), timeZone),
});

/** The moments between weeks. As text, which needs no look at the database's own types for lists. */
export const boundsOf = ({ bounds }: Period): string[] => bounds.map((at) => new Date(at).toISOString());

/** Who a fact is counted for, and their team in the program. Facts nobody is behind count for the program alone. */
export const seatOf = (db: Db, programId: string) => db`
  left join membership seat on seat.program_id = ${programId} and seat.person_id = fact.person_id`;

export const narrow = (db: Db, { team, person }: Narrowing) => db`
  ${team === undefined ? db`` : db`and seat.team = ${team}`}
  ${person === undefined ? db`` : db`and fact.person_id = ${person}`}`;

/** Every figure of a period and of the one before it, a query a measure. */
export async function readReport(db: Db, question: Question): Promise<InsightReport> {
  const { program, period, granted } = question;
  const { scope } = granted;
  const [rows, people] = await Promise.all([
    Promise.all(Measure.options.map((measure) => readFigures(db, question, measure))),
    scope === 'self' ? [] : readPeople(db, program.id),
  ]);
  const figures = Measure.options.map((measure, i) => ({ measure, rows: rows[i] ?? [] }));
  const teams = [...new Set(people.flatMap(({ team }) => team ?? []))].sort();
  return {
    program,
    scope,
    period: periodOf(question),
    measures: figures.map(({ measure, rows: of }) => measureOf(measure, of, period.weeks)),
    teams: teams.map((name) => ({
      ...groupOf(figures, (row) => row.allTeams === 0 && row.team === name),
      key: name,
      name,
      team: null,
    })),
    people:
      scope === 'people'
        ? people.map(({ id, name, team }) => ({
            ...groupOf(figures, (row) => row.allPeople === 0 && row.personId === id),
            key: id,
            name,
            team,
          }))
        : [],
  };
}

async function readFigures(db: Db, question: Question, measure: Measure): Promise<Row[]> {
  const { program, period, granted } = question;
  return db<Row[]>`
    with fact as (${factsOf[measure](db, spanOf(question))}),
    placed as (
      select fact.value, fact.part, fact.person_id, seat.team,
             width_bucket(fact.at, ${boundsOf(period)}::text[]::timestamptz[]) as week
      from fact ${seatOf(db, program.id)}
      where true ${narrow(db, granted)})
    select week, current, part, person_id as "personId", team, count(*)::int as n,
           ${folds[measures[measure].fold](db)} as value,
           grouping(team) as "allTeams", grouping(person_id) as "allPeople"
    from (select *, week > ${period.weeks} as current from placed) as counted
    group by grouping sets ((week), (current), (week, part), (current, part), (current, team), (current, person_id))`;
}

/** Whoever works in a program now, or did and has figures to compare. */
const readPeople = (db: Db, programId: string): Promise<Person[]> => db<Person[]>`
  select p.id, p.name, m.team from membership m join person p on p.id = m.person_id
  where m.program_id = ${programId} and m.role <> 'client' and p.disabled_at is null
  order by p.name, p.id`;

function measureOf(measure: Measure, rows: readonly Row[], weeks: number): MeasureReport {
  const own = rows.filter((row) => row.allTeams === 1 && row.allPeople === 1);
  // A row over all parts and a row of facts without a part look the same: a measure has parts or has none.
  const parts = [...new Set(own.flatMap(({ part }) => part ?? []))]
    .map((part) => ({
      part,
      ...seriesOf(
        own.filter((row) => row.part === part),
        weeks,
      ),
    }))
    .filter(({ current, previous }) => measure !== 'recurring' || current.n + previous.n >= MIN_RECURRING)
    .sort((a, b) => b.current.n - a.current.n || b.previous.n - a.previous.n || (a.part < b.part ? -1 : 1));
  return {
    measure,
    ...seriesOf(
      own.filter(({ part }) => part === null),
      weeks,
    ),
    parts: parts.slice(0, MAX_PARTS),
  };
}

const seriesOf = (rows: readonly Row[], weeks: number): Series => ({
  weeks: Array.from({ length: 2 * weeks }, (_, i) => figureOf(rows.find(({ week }) => week === i + 1))),
  ...comparedOf(rows),
});

const comparedOf = (rows: readonly Row[]): Compared => ({
  current: figureOf(rows.find(({ week, current }) => week === null && current === true)),
  previous: figureOf(rows.find(({ week, current }) => week === null && current === false)),
});

const figureOf = (row: Row | undefined): Figure => (row ? { n: row.n, value: row.value } : NONE);

const groupOf = (
  figures: readonly { measure: Measure; rows: readonly Row[] }[],
  isOf: (row: Row) => boolean,
): Pick<GroupReport, 'figures'> => ({
  figures: Object.fromEntries(
    figures
      .filter(({ measure }) => !measures[measure].isList)
      .map(({ measure, rows }) => [measure, comparedOf(rows.filter(isOf))]),
  ),
});
