import { IconPencil } from '@tabler/icons-react';
import { useLedPrograms } from '../platform/led-programs.ts';
import { useMe } from '../platform/session.ts';
import { Failure } from '../ui/message.tsx';
import { ProgramPage, ProgramPageWaits } from '../ui/program-page.tsx';
import { GuidanceForm } from './guidance-form.tsx';
import { useGuidance } from './settings-data.ts';

/** How a program’s notes should read, and what they should not leave out. Admins set it; leads look. */
export function GuidancePage() {
  return (
    <ProgramPage
      title="Guidance"
      about="Quiet hints while people write, and prompts for what is missing. Neither ever keeps anybody from writing."
      programs={useLedPrograms()}
      empty={{
        icon: <IconPencil size={20} />,
        words: 'Guidance belongs to a program. Add one first.',
      }}
    >
      {({ id }) => <ProgramGuidance key={id} programId={id} />}
    </ProgramPage>
  );
}

function ProgramGuidance({ programId }: { readonly programId: string }) {
  const me = useMe();
  const settings = useGuidance(programId);
  if (settings.data)
    return <GuidanceForm programId={programId} settings={settings.data} editable={me.admin} />;
  if (settings.error)
    return <Failure error={settings.error} what="its guidance" retry={() => settings.refetch()} />;
  return <ProgramPageWaits what="the guidance" />;
}
