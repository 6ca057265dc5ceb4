import {
  type CrmConnection,
  type CrmPolling,
  CrmPollOpens,
  type CrmProvider,
  crmNames,
  crmRecordNames,
} from '@caseroom/shared/crm';
import { Button, Select } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { OpenerField } from '../case/opener-field.tsx';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import { clockText, useNow } from '../platform/time.ts';
import { AgoWords } from '../ui/ago.tsx';
import list from '../ui/list-page.module.css';
import { InlineMessage } from '../ui/message.tsx';
import styles from './crm.module.css';
import { usePollingActs } from './crm-data.ts';
import { everyText, everyTimes } from './polling-words.ts';

/** Whether the other system is asked what changed there, how often, and what becomes of it. */
export function PollingForm({ connection }: { readonly connection: CrmConnection }) {
  const { id, provider, polling, programId } = connection;
  const { set, ask } = usePollingActs(id);
  const held = { everyMin: polling?.everyMin ?? 5, opens: polling?.opens ?? 'none' };
  const [everyMin, setEvery] = useState(held.everyMin);
  const [opens, setOpens] = useState<CrmPollOpens>(held.opens);
  const [personId, setPersonId] = useState(polling?.person?.id ?? null);
  const [asked, setAsked] = useState(false);
  const isOn = polling?.isOn === true;
  const isMissing = opens !== 'none' && personId === null;
  const isOther =
    everyMin !== held.everyMin || opens !== held.opens || personId !== (polling?.person?.id ?? null);
  const save = (on: boolean) =>
    set.mutate({ isOn: on, everyMin, opens, ...(personId && opens !== 'none' ? { personId } : {}) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!isMissing) save(true);
  };
  const error = set.error ?? ask.error;
  return (
    <form className={`${list.part} ${styles.part} ${styles.polling}`} onSubmit={submit} noValidate>
      <h3>Changes there</h3>
      {!polling?.isOn && <p className={styles.quiet}>{whatFor(provider)}</p>}
      {isOn && <LastPoll polling={polling} provider={provider} isAsking={ask.isPending} />}
      {error && <InlineMessage>{sentenceOf(error)}</InlineMessage>}
      <Select
        label="Ask what changed"
        allowDeselect={false}
        data={everyTimes(held.everyMin).map((every) => ({ value: String(every), label: everyText(every) }))}
        value={String(everyMin)}
        onChange={(value) => setEvery(Number(value))}
      />
      <Select
        label="Cases"
        allowDeselect={false}
        data={CrmPollOpens.options.map((value) => ({ value, label: opensText(value, provider) }))}
        value={opens}
        onChange={(value) => setOpens(CrmPollOpens.parse(value))}
      />
      {opens !== 'none' && (
        <OpenerField
          label="Who opens and owns them"
          description="With their rights and no more"
          programId={programId}
          value={personId}
          onChange={setPersonId}
          isMissing={
            (asked && isMissing) || Boolean(isRequestError(set.error) && set.error.fieldMessage('personId'))
          }
        />
      )}
      <div className={list.actions}>
        {(!isOn || isOther) && (
          <Button type="submit" size="xs" loading={set.isPending}>
            {isOn ? 'Save' : 'Switch on'}
          </Button>
        )}
        {isOn && (
          <>
            <Button size="xs" variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
              Ask now
            </Button>
            <Button size="xs" variant="default" onClick={() => save(false)}>
              Switch off
            </Button>
          </>
        )}
      </div>
    </form>
  );
}

interface LastPollProps {
  readonly polling: CrmPolling;
  readonly provider: CrmProvider;
  readonly isAsking: boolean;
}

function LastPoll({ polling: { last, nextAt }, provider, isAsking }: LastPollProps) {
  const now = useNow();
  if (isAsking) return <p className={styles.quiet}>{`Asking ${crmNames[provider]}…`}</p>;
  const next = nextAt && new Date(nextAt) > now ? ` Asked again at ${clockText(new Date(nextAt))}.` : '';
  if (!last) return <p className={styles.quiet}>{`On. Nothing was asked yet.${next}`}</p>;
  const about = (
    <>
      Asked <AgoWords at={last.at} />: {outcomeOf(last, provider)}.{next}
    </>
  );
  return last.problem ? (
    <InlineMessage tone="warn">
      {last.problem} {about}
    </InlineMessage>
  ) : (
    <p className={styles.quiet}>{about}</p>
  );
}

function outcomeOf({ opened, changed }: NonNullable<CrmPolling['last']>, provider: CrmProvider): string {
  const record = crmRecordNames[provider];
  const parts = [
    ...(opened > 0 ? [`${opened} ${opened === 1 ? 'case' : 'cases'} opened`] : []),
    ...(changed > 0 ? [`${changed} ${changed === 1 ? record : `${record}s`} changed`] : []),
  ];
  return parts.join(', ') || 'nothing new';
}

const opensText = (opens: CrmPollOpens, provider: CrmProvider): string =>
  ({
    none: `Only those linked to a ${crmRecordNames[provider]} by hand`,
    new: `One for every new ${crmRecordNames[provider]}`,
    changed: `One for every ${crmRecordNames[provider]} that is new or changes`,
  })[opens];

function whatFor(provider: CrmProvider): string {
  const record = crmRecordNames[provider];
  const who = provider === 'zendesk' ? ' Zendesk tells it to administrators only.' : '';
  return `Off. Caseroom can ask ${crmNames[provider]} what changed: linked cases then show it, and a new ${record} can open a case. It begins with what changes from then on.${who}`;
}
