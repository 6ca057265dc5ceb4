import { Button } from '@mantine/core';
import { IconBroadcast, IconLock } from '@tabler/icons-react';
import { Link } from 'react-router';
import { maySeeFloor, useMe } from '../platform/session.ts';
import { useNow } from '../platform/time.ts';
import { counted } from '../platform/words.ts';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { CaseRow } from './case-row.tsx';
import styles from './floor.module.css';
import { useFloor } from './floor-data.ts';
import { FloorFilterBar } from './floor-filter-bar.tsx';
import { type FloorRows, floorRows, tagsOf } from './floor-rows.ts';
import { PeopleList } from './people-list.tsx';
import { useFloorFilters } from './use-floor-filters.ts';
import { useRowKeys } from './use-row-keys.ts';

/** The supervisor's floor: who works on what now, and what is due with nobody in it. */
export function FloorPage() {
  usePageTitle('Floor');
  if (!maySeeFloor(useMe())) {
    return (
      <Message icon={<IconLock size={20} />} whole title="This is for leads and seniors">
        Who works on what now is shown here. Your own cases are in the queue.
      </Message>
    );
  }
  return <FloorView />;
}

function FloorView() {
  const { floor, presence } = useFloor();
  const { filters, setFilters } = useFloorFilters();
  const now = useNow();
  const rows = floor.data ? floorRows({ ...floor.data, presence }, filters, now) : null;
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1 className={styles.title}>Floor</h1>
        {rows && (
          <p className={`${styles.counts} numbers`} role="status">
            {counted(rows.people.length, 'person', 'people')} in{' '}
            {counted(rows.worked.length, 'case', 'cases')}
            {rows.alone.length > 0 && (
              <>
                , <strong>{rows.alone.length}</strong> due with nobody in{' '}
                {rows.alone.length === 1 ? 'it' : 'them'}
              </>
            )}
          </p>
        )}
        <span className={styles.grow} />
        {floor.data && (
          <FloorFilterBar
            people={floor.data.people}
            tags={tagsOf(floor.data.cases)}
            filters={filters}
            onChange={setFilters}
          />
        )}
      </header>
      {floor.isPending && <FloorSkeleton />}
      {floor.error && !floor.data && (
        <Failure error={floor.error} what="the floor" retry={() => floor.refetch()} />
      )}
      {rows && (
        <Sections rows={rows} now={now} isNarrowed={Object.values(filters).some((value) => value !== null)} />
      )}
    </div>
  );
}

interface SectionsProps {
  readonly rows: FloorRows;
  readonly now: Date;
  readonly isNarrowed: boolean;
}

function Sections({ rows, now, isNarrowed }: SectionsProps) {
  const list = useRowKeys();
  const { alone, worked, people } = rows;
  if (alone.length === 0 && worked.length === 0) {
    return (
      <Message
        icon={<IconBroadcast size={20} />}
        title={isNarrowed ? 'Nothing here for these filters' : 'All quiet'}
        actions={
          <Button component={Link} to="/queue?sort=due" variant="default">
            See the queue by deadline
          </Button>
        }
      >
        Cases appear here as people open them, and when a deadline comes near with nobody in the case.
      </Message>
    );
  }
  return (
    <div className={styles.body}>
      <div className={styles.cases} ref={list}>
        {alone.length > 0 && (
          <section aria-label="Due with nobody in them">
            <h2 className={styles.head}>Due, and nobody is in them</h2>
            <ul className={styles.rows}>
              {alone.map((summary) => (
                <CaseRow key={summary.id} summary={summary} people={[]} now={now} />
              ))}
            </ul>
          </section>
        )}
        <section aria-label="Being worked now">
          <h2 className={styles.head}>Being worked now</h2>
          {worked.length === 0 && <p className={styles.nobody}>Nobody is in a case at the moment.</p>}
          <ul className={styles.rows}>
            {worked.map((one) => (
              <CaseRow key={one.summary.id} summary={one.summary} people={one.people} now={now} />
            ))}
          </ul>
        </section>
      </div>
      <PeopleList people={people} now={now} />
    </div>
  );
}

const SKELETONS = ['one', 'two', 'three', 'four', 'five'];

function FloorSkeleton() {
  return (
    <div className={styles.body} role="status" aria-label="Loading the floor">
      <div className={styles.cases}>
        {SKELETONS.map((key) => (
          <div key={key} className={styles.skeleton}>
            <SkeletonLine width={56} />
            <SkeletonLine width="46%" />
            <SkeletonLine width={120} />
          </div>
        ))}
      </div>
    </div>
  );
}
