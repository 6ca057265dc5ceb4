import { Button } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Failure } from '../ui/message.tsx';
import { ProgramPage, ProgramPageWaits } from '../ui/program-page.tsx';
import { useAdminPrograms } from './admin-data.ts';
import { usePolicy } from './policy-data.ts';
import { PolicyForm } from './policy-form.tsx';

/** What each program promises: how fast, and by which clock. */
export function TimersPage() {
  return (
    <ProgramPage
      title="Timers"
      about="Targets are counted in the program’s business hours: 1 d is 24 hours of being open."
      programs={useAdminPrograms()}
      empty={{
        icon: <IconClock size={20} />,
        words: 'Business hours and targets belong to a program.',
        actions: (
          <Button component={Link} to="/admin/programs" variant="default">
            Add a program
          </Button>
        ),
      }}
    >
      {({ id }) => <ProgramPolicy key={id} programId={id} />}
    </ProgramPage>
  );
}

function ProgramPolicy({ programId }: { readonly programId: string }) {
  const policy = usePolicy(programId);
  if (policy.data) return <PolicyForm programId={programId} policy={policy.data} />;
  if (policy.error)
    return <Failure error={policy.error} what="its business hours" retry={() => policy.refetch()} />;
  return <ProgramPageWaits what="the business hours" />;
}
