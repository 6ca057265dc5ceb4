import { type CrmConnection, CrmProvider, crmNames } from '@caseroom/shared/crm';
import type { Program } from '@caseroom/shared/people';
import { Button, Select } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { send } from '../platform/http.ts';
import list from '../ui/list-page.module.css';
import { ListAbout, ListPage, ListRow } from '../ui/list-page.tsx';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill } from '../ui/pill.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { ConnectForm } from './connect-form.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import styles from './crm.module.css';
import { useCrmQueue } from './crm-data.ts';
import { everyText } from './polling-words.ts';
import { QueueList } from './queue-list.tsx';
import { stateNames, stateTones } from './state-words.ts';

/** A program's ways into its client's own systems, and what waits to be written there. */
export function CrmPage() {
  usePageTitle('CRM');
  const programs = useQuery({
    queryKey: ['programs'],
    queryFn: async ({ signal }) =>
      (await send<{ items: readonly Program[] }>('GET', '/api/programs', { signal })).items,
  });
  const [params, setParams] = useSearchParams();
  const program = programs.data?.find(({ id }) => id === params.get('program')) ?? programs.data?.[0];
  if (programs.error && !programs.data)
    return <Failure error={programs.error} what="the programs" retry={() => programs.refetch()} />;
  if (programs.data && !program)
    return (
      <Message
        icon={<IconPlugConnected size={20} />}
        title="No program yet"
        actions={
          <Button component={Link} to="/admin/programs" variant="default">
            Add a program
          </Button>
        }
      >
        A connection belongs to a program.
      </Message>
    );
  if (!program) return <Waiting />;
  const select = (
    <Select
      w={220}
      size="sm"
      aria-label="Program"
      allowDeselect={false}
      data={(programs.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={program.id}
      onChange={(id) => setParams(id ? { program: id } : {}, { replace: true })}
    />
  );
  return <ProgramCrm key={program.id} programId={program.id} select={select} />;
}

interface ProgramCrmProps {
  readonly programId: string;
  readonly select: React.ReactNode;
}

function ProgramCrm({ programId, select }: ProgramCrmProps) {
  const { data, error, refetch } = useCrmQueue(programId);
  const [params, setParams] = useSearchParams();
  const opened = params.get('open');
  const open = (name: string | null) =>
    setParams({ program: programId, ...(name ? { open: name } : {}) }, { replace: true });
  if (error && !data) return <Failure error={error} what="the connections" retry={() => refetch()} />;
  if (!data) return <Waiting />;
  const connection = data.connections.find(({ id }) => id === opened);
  const fresh = CrmProvider.options.find((provider) => provider === opened);
  const missing = CrmProvider.options.filter(
    (provider) => !data.connections.some((one) => one.provider === provider),
  );
  const aside = connection ? (
    <ConnectionPanel key={connection.id} connection={connection} queue={data} onClose={() => open(null)} />
  ) : (
    fresh && (
      <ConnectForm
        key={fresh}
        programId={programId}
        provider={fresh}
        onConnected={({ id }) => open(id)}
        onClose={() => open(null)}
      />
    )
  );
  return (
    <ListPage label="CRM" aside={aside}>
      <ListAbout beside={select}>
        Cases are linked to the client’s own records, and their milestones are written there as private notes.
        Nothing leaves before a case is linked.
      </ListAbout>
      <ul className={list.rows}>
        {data.connections.map((one) => (
          <ConnectionRow
            key={one.id}
            connection={one}
            isOpen={one.id === opened}
            onOpen={() => open(one.id)}
          />
        ))}
        {missing.map((provider) => (
          <ListRow
            key={provider}
            isOpen={provider === opened}
            onOpen={() => open(provider)}
            className={styles.row}
          >
            <span className={styles.rowName}>{crmNames[provider]}</span>
            <span className={styles.rowAbout}>Not connected</span>
            <Pill tone="accent">Connect</Pill>
          </ListRow>
        ))}
      </ul>
      <QueueList queue={data} />
    </ListPage>
  );
}

interface ConnectionRowProps {
  readonly connection: CrmConnection;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function ConnectionRow({ connection, isOpen, onOpen }: ConnectionRowProps) {
  const { provider, site, state, links, polling } = connection;
  const linked = `${links} ${links === 1 ? 'case' : 'cases'} linked`;
  const asked = polling?.isOn ? ` · asked ${everyText(polling.everyMin).toLowerCase()}` : '';
  const isHeld = state === 'ready' && polling?.isOn && Boolean(polling.last?.problem);
  return (
    <ListRow isOpen={isOpen} onOpen={onOpen} className={styles.row}>
      <span className={styles.rowName}>{crmNames[provider]}</span>
      <span className={styles.rowAbout}>{`${site.replace(/^https:\/\//, '')} · ${linked}${asked}`}</span>
      <Pill tone={isHeld ? 'warn' : stateTones[state]}>{isHeld ? 'Polling fails' : stateNames[state]}</Pill>
    </ListRow>
  );
}

function Waiting() {
  return (
    <div className={styles.queueHead} role="status" aria-label="Loading the connections">
      <SkeletonLine width="40%" />
      <SkeletonLine width="70%" />
      <SkeletonLine width="64%" />
    </div>
  );
}
