import type { GroupReport, InsightReport, InsightScope, Measure } from '@caseroom/shared/insight';
import { halfText } from '@caseroom/shared/insight-words';
import { IconChartHistogram, IconUsersGroup } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { insightPrograms, useMe } from '../platform/session.ts';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { type Asked, parseAsked, queryOf, searchOf } from './address.ts';
import { InsightFilters } from './filter-bar.tsx';
import { GroupTable } from './group-table.tsx';
import styles from './insight.module.css';
import { useReport } from './insight-data.ts';
import { MeasureCard } from './measure-card.tsx';

const order: readonly Measure[] = [
  'opened',
  'resolved',
  'resolve-time',
  'timers',
  'recurring',
  'reasons',
  'sentiment',
  'products',
  'tags',
  'quality',
  'finalised',
  'escalation-accept',
  'handover-accept',
  'read-back',
];

const whose: Record<InsightScope, string> = {
  people: 'Everybody’s figures, as you lead this program.',
  program: 'The program’s figures and its teams’. Those of a person are for its leads.',
  self: 'Your own figures. Nobody sees them but you and your leads.',
};

/** What many cases come to: figures of a period beside those of the one before, each leading to its cases. */
export function InsightPage() {
  usePageTitle('Insight');
  const programs = insightPrograms(useMe());
  const [search, setSearch] = useSearchParams();
  const asked = parseAsked(
    search,
    programs.map(({ id }) => id),
  );
  if (!asked)
    return (
      <Message icon={<IconUsersGroup size={20} />} whole title="You are in no program">
        Figures are those of the programs you work in. An admin can add you to one.
      </Message>
    );
  return <Report asked={asked} onChange={(next) => setSearch(searchOf(queryOf(next)), { replace: true })} />;
}

interface ReportProps {
  readonly asked: Asked;
  readonly onChange: (next: Asked) => void;
}

function Report({ asked, onChange }: ReportProps) {
  const programs = insightPrograms(useMe());
  const report = useReport(asked);
  const { data } = report;
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1 className={styles.title}>Insight</h1>
        <span className={styles.grow} />
        <InsightFilters asked={asked} programs={programs} report={data ?? null} onChange={onChange} />
      </header>
      {report.isPending && <ReportSkeleton />}
      {report.error && !data && (
        <Failure error={report.error} what="these figures" retry={() => report.refetch()} />
      )}
      {data && (
        <div className={styles.body} data-stale={report.isPlaceholderData || undefined}>
          <p className={styles.legend}>
            <span>{whose[data.scope]}</span>
            <span className={styles.keys}>
              <span className={styles.key} data-now aria-hidden /> {halfText(data.period, 'current')}
              <span className={styles.key} aria-hidden /> before: {halfText(data.period, 'previous')}
            </span>
            <span className={styles.minor}>Days of {data.period.timeZone}</span>
            {data.scope === 'people' && (
              <>
                <span className={styles.grow} />
                <Link to={`/insight/releases?program=${data.program.id}`} className={styles.was}>
                  What {data.program.client} reads
                </Link>
              </>
            )}
          </p>
          <Cards asked={asked} report={data} />
        </div>
      )}
    </div>
  );
}

function Cards({ asked, report }: { readonly asked: Asked; readonly report: InsightReport }) {
  const { period, program, measures, teams, people } = report;
  const isQuiet = measures.every(({ weeks }) => weeks.every(({ n }) => n === 0));
  if (isQuiet)
    return (
      <Message icon={<IconChartHistogram size={20} />} title="Nothing happened in these weeks">
        Figures appear as cases are opened and resolved. A longer period, or an earlier one, may have some.
      </Message>
    );
  const ofTeam = ({ key }: GroupReport): Asked => ({ ...asked, team: key, person: null });
  const ofPerson = ({ key }: GroupReport): Asked => ({ ...asked, team: null, person: key });
  const narrowed = people.filter(
    ({ key, team }) => (asked.person ?? key) === key && (asked.team ?? team) === team,
  );
  return (
    <div className={styles.cards}>
      {order.map((measure) => {
        const found = measures.find((one) => one.measure === measure);
        return (
          found && (
            <MeasureCard key={measure} report={found} programName={program.name} {...{ asked, period }} />
          )
        );
      })}
      {asked.team === null && asked.person === null && (
        <GroupTable title="Teams" one="Team" groups={teams} askedOf={ofTeam} fileOf={program.name} />
      )}
      <GroupTable title="People" one="Person" groups={narrowed} askedOf={ofPerson} fileOf={program.name} />
    </div>
  );
}

const SKELETONS = ['one', 'two', 'three', 'four', 'five', 'six'];

function ReportSkeleton() {
  return (
    <div className={styles.body} role="status" aria-label="Loading the figures">
      <p className={styles.legend}>
        <SkeletonLine width={320} />
      </p>
      <div className={styles.cards}>
        {SKELETONS.map((key) => (
          <div key={key} className={styles.card}>
            <SkeletonLine width={120} />
            <SkeletonLine width={80} height={26} />
            <SkeletonLine width="100%" height={132} />
          </div>
        ))}
      </div>
    </div>
  );
}
