import {
  channelSecrets,
  type InterimChannel,
  interimChannelNames,
  MAX_SECRET_CHARS,
  type ProgramChannel,
} from '@caseroom/shared/interim';
import { Button, Checkbox, PasswordInput, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './settings.module.css';
import { useProgramInterimActs } from './settings-data.ts';

interface Field {
  readonly key: string;
  readonly label: string;
  readonly description?: string;
  readonly start: string | number | boolean;
}

const fields: Readonly<Record<InterimChannel, readonly Field[]>> = {
  email: [
    { key: 'host', label: 'Mail server', description: 'Empty: the one of this deployment.', start: '' },
    { key: 'port', label: 'Port', start: 587 },
    { key: 'secure', label: 'TLS from the first byte (port 465)', start: false },
    { key: 'user', label: 'User', start: '' },
    { key: 'from', label: 'From', description: 'As in Northwind Mobile <care@northwind.example>', start: '' },
    { key: 'replyTo', label: 'Answers go to', description: 'Empty: to the sender.', start: '' },
  ],
  sms: [
    { key: 'accountSid', label: 'Account SID', start: '' },
    { key: 'from', label: 'Number or messaging service', description: '+15550001111 or MG…', start: '' },
    { key: 'apiUrl', label: 'API address', start: 'https://api.twilio.com' },
  ],
  chat: [
    {
      key: 'url',
      label: 'Address messages are posted to',
      description: 'Signed as Standard Webhooks says.',
      start: '',
    },
  ],
  phone: [],
  portal: [],
};

const about: Readonly<Record<InterimChannel, string>> = {
  email: 'Sent over SMTP.',
  sms: 'Sent over Twilio; delivery is reported back.',
  chat: 'A signed webhook out; signed replies come into the case.',
  phone: 'The words are read to the customer by somebody, and the call is logged.',
  portal: 'A page of the customer’s own, behind a long random link, with what was released and nothing else.',
};

interface ChannelFormProps {
  readonly programId: string;
  readonly held: ProgramChannel;
  readonly mailAvailable: boolean;
  readonly editable: boolean;
}

/** One channel: whether the program uses it, how it is reached, and a test. */
export function ChannelForm({ programId, held, mailAvailable, editable }: ChannelFormProps) {
  const { channel } = held;
  const { putChannel, test } = useProgramInterimActs(programId);
  const [on, setOn] = useState(held.on);
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>(() => valuesOf(held));
  const [secret, setSecret] = useState('');
  const [to, setTo] = useState('');
  const set = (key: string, value: unknown) => {
    putChannel.reset();
    setValues({ ...values, [key]: value });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { on, settings: { ...values }, ...(secret ? { secret } : {}) };
    putChannel.mutate({ channel, body }, { onSuccess: () => setSecret('') });
  };
  const faultOf = (key: string) =>
    isRequestError(putChannel.error) ? putChannel.error.fieldMessage(key) : undefined;
  const secretName = channelSecrets[channel];
  const usesOurs = channel === 'email' && !values.host;
  return (
    <form className={styles.channel} onSubmit={submit} aria-label={interimChannelNames[channel]}>
      <Switch
        label={interimChannelNames[channel]}
        description={
          usesOurs && on
            ? `${about.email} ${mailAvailable ? 'Over the mail server of this deployment.' : 'This deployment has no mail server (SMTP_URL): name one here.'}`
            : about[channel]
        }
        checked={on}
        disabled={!editable}
        onChange={(event) => {
          setOn(event.currentTarget.checked);
          putChannel.reset();
        }}
      />
      {on && fields[channel].length > 0 && (
        <div className={styles.fields}>
          {fields[channel].map(({ key, label, description, start }) =>
            typeof start === 'boolean' ? (
              <Checkbox
                key={key}
                label={label}
                checked={values[key] === true}
                disabled={!editable}
                onChange={(event) => set(key, event.currentTarget.checked)}
              />
            ) : (
              <TextInput
                key={key}
                label={label}
                description={description}
                value={String(values[key] ?? '')}
                disabled={!editable}
                error={faultOf(key)}
                inputMode={typeof start === 'number' ? 'numeric' : undefined}
                onChange={(event) => {
                  const typed = event.currentTarget.value;
                  set(key, typeof start === 'number' ? Number(typed.replaceAll(/\D/g, '')) : typed);
                }}
              />
            ),
          )}
          {secretName && editable && (
            <PasswordInput
              label={secretName}
              description={
                held.hasSecret
                  ? 'There is one. What you write here takes its place.'
                  : 'Kept encrypted, never shown.'
              }
              autoComplete="new-password"
              maxLength={MAX_SECRET_CHARS}
              value={secret}
              onChange={(event) => setSecret(event.currentTarget.value)}
            />
          )}
        </div>
      )}
      {on && held.hookUrl && (
        <p className={styles.quiet}>
          {channel === 'sms'
            ? 'Replies: let Twilio post incoming messages to '
            : 'Replies: post them, signed, to '}
          <code className={styles.address}>{held.hookUrl}</code>
        </p>
      )}
      {editable && (
        <div className={styles.acts}>
          <Button type="submit" variant="default" loading={putChannel.isPending}>
            Save
          </Button>
          {putChannel.isSuccess && <InlineMessage tone="good">Saved.</InlineMessage>}
          {putChannel.error && <InlineMessage>{sentenceOf(putChannel.error)}</InlineMessage>}
          {held.on && fields[channel].length > 0 && (
            <span className={styles.test}>
              <TextInput
                aria-label={`Send a test by ${interimChannelNames[channel]} to`}
                placeholder="Test recipient"
                value={to}
                onChange={(event) => setTo(event.currentTarget.value)}
              />
              <Button
                variant="default"
                disabled={to.trim() === ''}
                loading={test.isPending}
                onClick={() => test.mutate({ channel, to: to.trim() })}
              >
                Send a test
              </Button>
            </span>
          )}
          {test.data && <InlineMessage tone={test.data.ok ? 'good' : 'bad'}>{test.data.what}</InlineMessage>}
          {test.error && <InlineMessage>{sentenceOf(test.error)}</InlineMessage>}
        </div>
      )}
    </form>
  );
}

const valuesOf = ({ channel, settings }: ProgramChannel): Record<string, unknown> =>
  Object.fromEntries(fields[channel].map(({ key, start }) => [key, settings?.[key] ?? start]));
