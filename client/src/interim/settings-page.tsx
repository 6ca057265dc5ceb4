import { Button, Select } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMe } from '../platform/session.ts';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { useAutoRules } from './auto-data.ts';
import { AutoForm } from './auto-form.tsx';
import { ChannelForm } from './channel-form.tsx';
import { ReleaseForm } from './release-form.tsx';
import styles from './settings.module.css';
import { useMessagePrograms, useMessageTemplates, useProgramInterim } from './settings-data.ts';
import { TemplateSettings } from './template-settings.tsx';

/** How a program writes to its customers: over what, with which words, and by whose word they leave. */
export function InterimSettingsPage() {
  usePageTitle('Customer messages');
  const me = useMe();
  const programs = useMessagePrograms();
  const [chosen, setChosen] = useState<string | null>(null);
  const program = programs.data?.find(({ id }) => id === chosen) ?? programs.data?.[0];
  return (
    <section className={styles.page} aria-label="Customer messages">
      <div className={styles.bar}>
        <p className={styles.barText}>
          What customers read is written like a note, checked, and released by a person.
        </p>
        {me.memberships.some(({ role }) => role === 'lead') && (
          <Button component={Link} to="/messages/many" variant="default">
            Write to many
          </Button>
        )}
        {programs.data && program && (
          <Select
            w={220}
            aria-label="Program"
            allowDeselect={false}
            data={programs.data.map(({ id, name }) => ({ value: id, label: name }))}
            value={program.id}
            onChange={setChosen}
          />
        )}
      </div>
      {programs.error && !programs.data && (
        <Failure error={programs.error} what="the programs" retry={() => programs.refetch()} />
      )}
      {programs.data?.length === 0 && (
        <Message icon={<IconMailForward size={20} />} title="No program yet">
          Channels and templates belong to a program. Add one first.
        </Message>
      )}
      {program && <ProgramMessages key={program.id} programId={program.id} />}
    </section>
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
  if (!held.data)
    return (
      <div className={styles.body} role="status" aria-label="Loading how it writes to customers">
        <SkeletonLine width="40%" />
        <SkeletonLine width="70%" />
        <SkeletonLine width="64%" />
      </div>
    );
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
