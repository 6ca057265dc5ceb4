import {
  type InsightCase,
  type InsightCases,
  Measure,
  type MeasureWords,
  measures,
} from '@caseroom/shared/insight';
import { dayText, halfText, ofText, partText, valueText, weekText } from '@caseroom/shared/insight-words';
import { IconArrowLeft, IconListDetails } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { insightPrograms, useMe } from '../platform/session.ts';
import { fullText } from '../platform/time.ts';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { PriorityPill, StatusPill } from '../ui/pill.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { type Asked, type NumberAsked, parseAsked, queryOf, searchOf } from './address.ts';
import styles from './insight.module.css';
import { useInsightCases } from './insight-data.ts';

/** Exactly the cases that one number of Insight is made of. */
export function InsightCasesPage() {
  usePageTitle('Cases behind a figure');
  const [search] = useSearchParams();
  const asked = parseAsked(
    search,
    insightPrograms(useMe()).map(({ id }) => id),
  );
  const number = parseNumber(search);
  if (!asked || !number)
    return (
      <Message icon={<IconListDetails size={20} />} whole title="This address names no figure">
        <Link to="/insight">Choose one in Insight</Link>
      </Message>
    );
  return <CasesOf asked={asked} number={number} />;
}

function parseNumber(search: URLSearchParams): NumberAsked | null {
  const measure = Measure.safeParse(search.get('measure'));
  if (!measure.success) return null;
  const week = search.get('week');
  return {
    measure: measure.data,
    ...(search.has('part') && { part: search.get('part') ?? '' }),
    ...(week !== null && /^\d{1,2}$/.test(week) && { week: Number(week) }),
    ...(search.get('half') === 'previous' && { half: 'previous' }),
    ...(search.get('only') === 'missed' && { only: 'missed' }),
  };
}

function CasesOf({ asked, number }: { readonly asked: Asked; readonly number: NumberAsked }) {
  const cases = useInsightCases(asked, number);
  const words = measures[number.measure];
  const { data } = cases;
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Link to={`/insight${searchOf(queryOf(asked))}`} className={styles.back}>
          <IconArrowLeft size={15} aria-hidden /> Insight
        </Link>
        <h1 className={styles.title}>
          {words.name}
          {number.part !== undefined && `: ${partText(number.measure, number.part)}`}
        </h1>
        {data && <p className={`${styles.minor} numbers`}>{madeOf(words, data, number)}</p>}
      </header>
      {cases.isPending && <CasesSkeleton />}
      {cases.error && !data && (
        <Failure error={cases.error} what="these cases" retry={() => cases.refetch()} />
      )}
      {data && <CaseList cases={data} words={words} number={number} />}
    </div>
  );
}

function madeOf(
  words: MeasureWords,
  { facts, cases, period, program }: InsightCases,
  number: NumberAsked,
): string {
  const when =
    number.week === undefined ? halfText(period, number.half ?? 'current') : weekText(period, number.week);
  const inCases = words.of[0] === 'case' ? '' : ` in ${cases} ${cases === 1 ? 'case' : 'cases'}`;
  return `${ofText(words, facts)}${inCases}, ${when}, ${program.name}`;
}

interface CaseListProps {
  readonly cases: InsightCases;
  readonly words: MeasureWords;
  readonly number: NumberAsked;
}

function CaseList({ cases: { items, cases }, words, number }: CaseListProps) {
  if (items.length === 0)
    return (
      <Message icon={<IconListDetails size={20} />} title="No case is behind this figure">
        It may have changed since: a case that comes back, or another tag, moves what is counted.
      </Message>
    );
  return (
    <div className={styles.body}>
      <ul className={styles.rows} aria-label="Cases behind the figure">
        {items.map((item) => (
          <CaseRow key={item.case.id} item={item} words={words} number={number} />
        ))}
      </ul>
      {cases > items.length && (
        <p className={styles.minor}>
          The {items.length} newest of {cases}. A shorter period shows all of its cases.
        </p>
      )}
    </div>
  );
}

function CaseRow({
  item: { case: one, facts },
  words,
  number,
}: { readonly item: InsightCase } & Omit<CaseListProps, 'cases'>) {
  return (
    <li>
      <Link to={`/cases/${one.number}`} className={styles.row}>
        <span className={styles.what}>
          <span className={styles.subject}>{one.subject}</span>
          <span className={styles.rowMinor}>
            {one.number}
            <PriorityPill priority={one.priority} />
            <StatusPill status={one.status} />
            {one.owner.name}
          </span>
        </span>
        <span className={styles.facts}>
          {facts.map((fact) => (
            <span key={`${fact.at} ${fact.part}`} title={fullText(new Date(fact.at))}>
              {factText(words, fact, number)}{' '}
              <span className={styles.minor}>{dayText(fact.at.slice(0, 10))}</span>
            </span>
          ))}
        </span>
      </Link>
    </li>
  );
}

/** What the number counts in this case: "Resolution missed", "1 d 4 h", "Maya Okafor". */
function factText(words: MeasureWords, fact: InsightCase['facts'][number], { measure }: NumberAsked): string {
  if (measure === 'timers')
    return `${partText(measure, fact.part ?? '')} ${fact.value === 1 ? 'kept' : 'missed'}`;
  if (measure === 'finalised') return fact.value === 1 ? 'Finalised' : 'Not finalised';
  if (measure === 'read-back') return fact.value === 1 ? 'In own words' : 'Ticked';
  if (words.fold === 'count') return fact.person?.name ?? '';
  return valueText(words, { n: 1, value: fact.value });
}

const SKELETONS = ['one', 'two', 'three', 'four', 'five'];

function CasesSkeleton() {
  return (
    <div className={styles.body} role="status" aria-label="Loading the cases">
      {SKELETONS.map((key) => (
        <div key={key} className={styles.row}>
          <SkeletonLine width="46%" />
        </div>
      ))}
    </div>
  );
}
