import type { IntakeEndpoint } from '@caseroom/shared/intake';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import list from '../ui/list-page.module.css';
import { InlineMessage } from '../ui/message.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { useIncomingActs } from './incoming-data.ts';
import { SendingExample } from './sending-example.tsx';

interface IncomingPanelProps {
  readonly endpoint: IntakeEndpoint;
  readonly onClose: () => void;
}

/** One address: whose cases come through it, how to send to it, and how to end it. */
export function IncomingPanel({ endpoint, onClose }: IncomingPanelProps) {
  const { id, name, program, person, path } = endpoint;
  const { remove } = useIncomingActs();
  const [asked, setAsked] = useState(false);
  return (
    <SidePanel title={name} onClose={onClose}>
      <p className={list.minor}>
        Cases of {program.name}, opened and owned by {person.name}.
      </p>
      {remove.error && <InlineMessage>{sentenceOf(remove.error)}</InlineMessage>}
      <SendingExample path={path} />
      <div className={list.actions}>
        {asked ? (
          <>
            <Button variant="default" onClick={() => setAsked(false)}>
              Keep it
            </Button>
            <Button
              color="red"
              autoFocus
              loading={remove.isPending}
              onClick={() => remove.mutate(id, { onSuccess: onClose })}
            >
              Revoke for good
            </Button>
          </>
        ) : (
          <Button variant="default" c="var(--bad-ink)" onClick={() => setAsked(true)}>
            Revoke
          </Button>
        )}
      </div>
      {asked && <p className={list.minor}>Its sender is refused from then on. Cases that came stay.</p>}
    </SidePanel>
  );
}
