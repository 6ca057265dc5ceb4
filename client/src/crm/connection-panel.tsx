import {
  type CrmConnection,
  CrmMilestone,
  type CrmQueue,
  crmNames,
  milestoneNames,
} from '@caseroom/shared/crm';
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import { AgoWords } from '../ui/ago.tsx';
import list from '../ui/list-page.module.css';
import { InlineMessage } from '../ui/message.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { blankCredentials, CredentialsFields, credentialsOf } from './credentials-fields.tsx';
import styles from './crm.module.css';
import { useConnectionActs } from './crm-data.ts';
import { PollingForm } from './polling-form.tsx';

interface ConnectionPanelProps {
  readonly connection: CrmConnection;
  readonly queue: CrmQueue;
  readonly onClose: () => void;
}

type Acts = ReturnType<typeof useConnectionActs>;

/** One connection: whether it works, what it writes back, and its end. */
export function ConnectionPanel({ connection, queue, onClose }: ConnectionPanelProps) {
  const acts = useConnectionActs();
  const { id, provider, site, links } = connection;
  const failed = queue.items.filter((item) => item.connectionId === id && item.state === 'failed').length;
  const error =
    acts.test.error ?? acts.consent.error ?? acts.allAgain.error ?? acts.disconnect.error ?? acts.edit.error;
  return (
    <SidePanel title={crmNames[provider]} onClose={onClose}>
      <div className={list.form}>
        <p className={styles.quiet}>
          {`${site.replace(/^https:\/\//, '')} · ${links} ${links === 1 ? 'case' : 'cases'} linked · connected by ${connection.connectedBy.name} `}
          <AgoWords at={connection.connectedAt} />
        </p>
        {error && <InlineMessage>{sentenceOf(error)}</InlineMessage>}
        <TestResult connection={connection} acts={acts} />
        {failed > 0 && (
          <div className={`${list.part} ${styles.part}`}>
            <h3>{failed === 1 ? 'One note was given up' : `${failed} notes were given up`}</h3>
            <Button size="xs" loading={acts.allAgain.isPending} onClick={() => acts.allAgain.mutate(id)}>
              {failed === 1 ? 'Send it again' : 'Send all again'}
            </Button>
          </div>
        )}
        <Milestones connection={connection} acts={acts} />
        {connection.state !== 'consent' && <PollingForm connection={connection} />}
        <div className={styles.ends}>
          <NewCredentials connection={connection} acts={acts} />
          <End connection={connection} acts={acts} onEnded={onClose} />
        </div>
      </div>
    </SidePanel>
  );
}

interface PartProps {
  readonly connection: CrmConnection;
  readonly acts: Acts;
}

function TestResult({ connection: { id, provider, state, test }, acts }: PartProps) {
  const account = test?.account;
  return (
    <>
      {state === 'consent' && !test && (
        <InlineMessage tone="warn">
          {`Somebody has to allow Caseroom in ${crmNames[provider]} before it can be used.`}
        </InlineMessage>
      )}
      {test?.problem && <InlineMessage>{test.problem}</InlineMessage>}
      {account && (
        <InlineMessage tone="good">
          {account.person ? `${account.account}, as ${account.person}` : account.account}. Tested{' '}
          <AgoWords at={test.at} />.
        </InlineMessage>
      )}
      <div className={list.actions}>
        {state === 'consent' ? (
          <Button size="sm" loading={acts.consent.isPending} onClick={() => acts.consent.mutate(id)}>
            {`Go to ${crmNames[provider]} to allow it`}
          </Button>
        ) : (
          <Button
            size="sm"
            variant="default"
            loading={acts.test.isPending}
            onClick={() => acts.test.mutate(id)}
          >
            Test the connection
          </Button>
        )}
      </div>
    </>
  );
}

function Milestones({ connection: { id, milestones }, acts }: PartProps) {
  // What was just asked for, until the server's word comes.
  const asked = acts.edit.isPending ? acts.edit.variables.body.milestones : undefined;
  const chosen = asked ?? milestones;
  const toggle = (milestone: CrmMilestone, on: boolean) =>
    acts.edit.mutate({
      id,
      body: {
        milestones: CrmMilestone.options.filter((one) => (one === milestone ? on : chosen.includes(one))),
      },
    });
  return (
    <fieldset className={styles.checks}>
      <legend>Written back as private notes</legend>
      {CrmMilestone.options.map((milestone) => (
        <Checkbox
          key={milestone}
          label={milestoneNames[milestone]}
          checked={chosen.includes(milestone)}
          onChange={(event) => toggle(milestone, event.currentTarget.checked)}
        />
      ))}
      <p className={styles.quiet}>
        Notes for leads, supervisor notes and coaching never leave. Card numbers are masked.
      </p>
    </fieldset>
  );
}

function NewCredentials({ connection: { id, provider, credentials: kind }, acts }: PartProps) {
  const [isOpen, setOpen] = useState(false);
  const [draft, setDraft] = useState({ ...blankCredentials(provider), kind });
  const credentials = credentialsOf(provider, draft);
  const refused = isRequestError(acts.edit.error) ? acts.edit.error : null;
  const save = () =>
    credentials &&
    acts.edit.mutate(
      { id, body: { credentials } },
      {
        onSuccess: (edited) => {
          setOpen(false);
          setDraft({ ...blankCredentials(provider), kind: edited.credentials });
          if (edited.state === 'consent') acts.consent.mutate(id);
        },
      },
    );
  if (!isOpen)
    return (
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        Change its credentials
      </Button>
    );
  return (
    <form
      className={list.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <CredentialsFields provider={provider} draft={draft} onChange={setDraft} refused={refused} />
      <div className={list.actions}>
        <Button type="submit" size="xs" loading={acts.edit.isPending} disabled={!credentials}>
          {draft.kind === 'oauth' ? `Go to ${crmNames[provider]}` : 'Save and test'}
        </Button>
        <Button size="xs" variant="default" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function End({
  connection: { id, provider, links },
  acts,
  onEnded,
}: PartProps & { readonly onEnded: () => void }) {
  const [isAsked, setAsked] = useState(false);
  const waits =
    links === 0 ? '' : ' Linked cases keep what was last read, and what waits is not sent any more.';
  if (!isAsked)
    return (
      <Button size="xs" variant="default" onClick={() => setAsked(true)}>
        Disconnect…
      </Button>
    );
  return (
    <div className={list.form}>
      <p>{`Disconnect ${crmNames[provider]}? Its secrets are forgotten here.${waits}`}</p>
      <div className={list.actions}>
        <Button
          size="xs"
          color="red"
          loading={acts.disconnect.isPending}
          onClick={() => acts.disconnect.mutate(id, { onSuccess: onEnded })}
        >
          Disconnect
        </Button>
        <Button size="xs" variant="default" autoFocus onClick={() => setAsked(false)}>
          Keep it
        </Button>
      </div>
    </div>
  );
}
