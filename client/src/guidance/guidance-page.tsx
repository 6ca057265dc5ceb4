import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useMe } from '../platform/session.ts';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { ProgramSelect } from '../ui/program-select.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { GuidanceForm } from './guidance-form.tsx';
import styles from './guidance-page.module.css';
import { useGuidance, useGuidancePrograms } from './settings-data.ts';

/** How a program’s notes should read, and what they should not leave out. Admins set it; leads look. */
export function GuidancePage() {
  usePageTitle('Guidance');
  const programs = useGuidancePrograms();
  const [chosen, setChosen] = useState<string | null>(null);
  const program = programs.data?.find(({ id }) => id === chosen) ?? programs.data?.[0];
  return (
    <section className={styles.page} aria-label="Guidance">
      <div className={styles.bar}>
        <p className={styles.barText}>
          Quiet hints while people write, and prompts for what is missing. Neither ever keeps anybody from
          writing.
        </p>
        {programs.data && program && (
          <ProgramSelect programs={programs.data} value={program.id} onChange={setChosen} />
        )}
      </div>
      {programs.error && !programs.data && (
        <Failure error={programs.error} what="the programs" retry={() => programs.refetch()} />
      )}
      {programs.data?.length === 0 && (
        <Message icon={<IconPencil size={20} />} title="No program yet">
          Guidance belongs to a program. Add one first.
        </Message>
      )}
      {program && <ProgramGuidance key={program.id} programId={program.id} />}
    </section>
  );
}

function ProgramGuidance({ programId }: { readonly programId: string }) {
  const me = useMe();
  const settings = useGuidance(programId);
  if (settings.data)
    return <GuidanceForm programId={programId} settings={settings.data} editable={me.admin} />;
  if (settings.error)
    return <Failure error={settings.error} what="its guidance" retry={() => settings.refetch()} />;
  return (
    <div className={styles.form} role="status" aria-label="Loading the guidance">
      <SkeletonLine width="40%" />
      <SkeletonLine width="70%" />
      <SkeletonLine width="64%" />
    </div>
  );
}
