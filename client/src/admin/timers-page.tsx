import type { Program } from '@caseroom/shared/people';
import { Button } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { ProgramSelect } from '../ui/program-select.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './admin.module.css';
import { useAdminPrograms } from './admin-data.ts';
import { usePolicy } from './policy-data.ts';
import { PolicyForm } from './policy-form.tsx';

/** What each program promises: how fast, and by which clock. */
export function TimersPage() {
  usePageTitle('Timers');
  const programs = useAdminPrograms();
  const [chosen, setChosen] = useState<string | null>(null);
  const program = programs.data?.find(({ id }) => id === chosen) ?? programs.data?.[0];
  return (
    <section className={styles.listPane} aria-label="Timers">
      <div className={styles.bar}>
        <p className={styles.barText}>
          Targets are counted in the program’s business hours: 1 d is 24 hours of being open.
        </p>
        {programs.data && program && (
          <ProgramSelect programs={programs.data} value={program.id} onChange={setChosen} />
        )}
      </div>
      {programs.error && !programs.data && (
        <Failure error={programs.error} what="the programs" retry={() => programs.refetch()} />
      )}
      {programs.data?.length === 0 && (
        <Message
          icon={<IconClock size={20} />}
          title="No program yet"
          actions={
            <Button component={Link} to="/admin/programs" variant="default">
              Add a program
            </Button>
          }
        >
          Business hours and targets belong to a program.
        </Message>
      )}
      {program && <ProgramPolicy key={program.id} program={program} />}
    </section>
  );
}

function ProgramPolicy({ program }: { readonly program: Program }) {
  const policy = usePolicy(program.id);
  if (policy.data) return <PolicyForm programId={program.id} policy={policy.data} />;
  if (policy.error)
    return <Failure error={policy.error} what="its business hours" retry={() => policy.refetch()} />;
  return (
    <div className={styles.policy} role="status" aria-label="Loading the business hours">
      <SkeletonLine width="40%" />
      <SkeletonLine width="70%" />
      <SkeletonLine width="64%" />
    </div>
  );
}
