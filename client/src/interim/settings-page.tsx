import { Button } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useLedPrograms } from '../platform/led-programs.ts';
import { useMe } from '../platform/session.ts';
import { Failure } from '../ui/message.tsx';
import { ProgramPage, ProgramPageWaits } from '../ui/program-page.tsx';
import { useAutoRules } from './auto-data.ts';
import { AutoForm } from './auto-form.tsx';
import { ChannelForm } from './channel-form.tsx';
import { ReleaseForm } from './release-form.tsx';
import styles from './settings.module.css';
import { useMessageTemplates, useProgramInterim } from './settings-data.ts';
import { TemplateSettings } from './template-settings.tsx';

/** How a program writes to its customers: over what, with which words, and by whose word they leave. */
export function InterimSettingsPage() {
  const me = useMe();
  return (
    <ProgramPage
      title="Customer messages"
      about="What customers read is written like a note, checked, and released by a person."
      programs={useLedPrograms()}
      tools={
        me.memberships.some(({ role }) => role === 'lead') && (
          <Button component={Link} to="/messages/many" variant="default">
            Messages to many
          </Button>
        )
      }
      empty={{
        icon: <IconMailForward size={20} />,
        words: 'Channels and templates belong to a program. Add one first.',
      }}
    >
      {({ id }) => <ProgramMessages key={id} programId={id} />}
    </ProgramPage>
  );
}

function Automatic({ programId }: { readonly programId: string }) {
  const me = useMe();
  const held = useAutoRules(programId).data;
  const templates = useMessageTemplates(programId).data;
  const leads = me.memberships.some(({ program, role }) => program.id === programId && role === 'lead');
  return held && templates ? <AutoForm held={held} templates={templates} editable={leads} /> : null;
}

function ProgramMessages({ programId }: { readonly programId: string }) {
  const me = useMe();
  const held = useProgramInterim(programId);
  if (held.error)
    return <Failure error={held.error} what="how it writes to customers" retry={() => held.refetch()} />;
  if (!held.data) return <ProgramPageWaits what="how it writes to customers" />;
  const { channels, settings, mailAvailable } = held.data;
  return (
    <div className={styles.body}>
      <section className={styles.part} aria-labelledby="channels">
        <h2 id="channels">Channels</h2>
        {!me.admin && <p className={styles.quiet}>An admin sets channels up.</p>}
        {channels.map((channel) => (
          <ChannelForm
            key={channel.channel}
            programId={programId}
            held={channel}
            mailAvailable={mailAvailable}
            editable={me.admin}
          />
        ))}
      </section>
      <ReleaseForm programId={programId} settings={settings} />
      <TemplateSettings programId={programId} language={settings.language} />
      <Automatic programId={programId} />
    </div>
  );
}
