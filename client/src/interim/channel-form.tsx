import { interimChannelNames, MAX_SECRET_CHARS, type ProgramChannel } from '@caseroom/shared/interim';
import { Button, Checkbox, PasswordInput, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import {
  aboutChannel,
  type ChannelField,
  type ChannelValues,
  channelFields,
  SECRET,
  valuesOf,
} from './channel-fields.ts';
import styles from './settings.module.css';
import { useProgramInterimActs } from './settings-data.ts';

interface ChannelFormProps {
  readonly programId: string;
  readonly held: ProgramChannel;
  readonly mailAvailable: boolean;
  readonly editable: boolean;
}

/** One channel: whether the program uses it, how it is reached, and a test. */
export function ChannelForm({ programId, held, mailAvailable, editable }: ChannelFormProps) {
  const { channel } = held;
  const { putChannel } = useProgramInterimActs(programId);
  const [on, setOn] = useState(held.on);
  const [values, setValues] = useState<ChannelValues>(() => valuesOf(held));
  const [secret, setSecret] = useState('');
  const isEdited =
    on !== held.on || secret !== '' || JSON.stringify(values) !== JSON.stringify(valuesOf(held));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { on, settings: { ...values }, ...(secret ? { secret } : {}) };
    putChannel.mutate({ channel, body }, { onSuccess: () => setSecret('') });
  };
  const edit = (change: () => void) => {
    putChannel.reset();
    change();
  };
  const shown = channelFields[channel].filter(({ with: other }) => !other || values[other]);
  const usesOurs = channel === 'email' && !values.host;
  const ours = mailAvailable
    ? 'Over the mail server of this deployment, unless another is named.'
    : 'This deployment has no mail server (SMTP_URL): name one here.';
  return (
    <form className={styles.channel} onSubmit={submit} aria-label={interimChannelNames[channel]}>
      <Switch
        label={interimChannelNames[channel]}
        description={usesOurs && on ? `${aboutChannel.email} ${ours}` : aboutChannel[channel]}
        checked={on}
        disabled={!editable}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          edit(() => setOn(checked));
        }}
      />
      {on && shown.length > 0 && (
        <div className={styles.fields}>
          {shown.map((field) =>
            field.key === SECRET ? (
              editable && (
                <PasswordInput
                  key={field.key}
                  label={field.label}
                  description={
                    held.hasSecret ? 'Kept. What you write takes its place.' : 'Kept encrypted, never shown.'
                  }
                  autoComplete="new-password"
                  maxLength={MAX_SECRET_CHARS}
                  value={secret}
                  onChange={(event) => {
                    const typed = event.currentTarget.value;
                    edit(() => setSecret(typed));
                  }}
                />
              )
            ) : (
              <Setting
                key={field.key}
                field={field}
                value={values[field.key]}
                disabled={!editable}
                fault={
                  isRequestError(putChannel.error) ? putChannel.error.fieldMessage(field.key) : undefined
                }
                onChange={(value) => edit(() => setValues({ ...values, [field.key]: value }))}
              />
            ),
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
      {editable && (isEdited || putChannel.isSuccess) && (
        <div className={styles.acts}>
          {isEdited && (
            <Button type="submit" loading={putChannel.isPending}>
              Save
            </Button>
          )}
          {putChannel.isSuccess && <InlineMessage tone="good">Saved.</InlineMessage>}
          {putChannel.error && <InlineMessage>{sentenceOf(putChannel.error)}</InlineMessage>}
        </div>
      )}
      {editable && held.on && !isEdited && shown.length > 0 && <Test programId={programId} held={held} />}
    </form>
  );
}

interface SettingProps {
  readonly field: ChannelField;
  readonly value: unknown;
  readonly disabled: boolean;
  readonly fault: string | undefined;
  readonly onChange: (value: unknown) => void;
}

function Setting({ field: { label, description, start }, value, disabled, fault, onChange }: SettingProps) {
  if (typeof start === 'boolean')
    return (
      <Checkbox
        className={styles.wide ?? ''}
        label={label}
        checked={value === true}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  const isNumber = typeof start === 'number';
  return (
    <TextInput
      label={label}
      description={description}
      value={String(value ?? '')}
      disabled={disabled}
      error={fault}
      inputMode={isNumber ? 'numeric' : undefined}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        onChange(isNumber ? Number(typed.replaceAll(/\D/g, '')) : typed);
      }}
    />
  );
}

/** Of what is saved: one message to somebody who looks whether it arrives. */
function Test({ programId, held: { channel } }: Pick<ChannelFormProps, 'programId' | 'held'>) {
  const { test } = useProgramInterimActs(programId);
  const [to, setTo] = useState('');
  const send = () => test.mutate({ channel, to: to.trim() });
  return (
    <div className={styles.acts}>
      <TextInput
        className={styles.testTo ?? ''}
        aria-label={`Send a test by ${interimChannelNames[channel]} to`}
        placeholder="Test recipient"
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || to.trim() === '') return;
          event.preventDefault();
          send();
        }}
      />
      <Button variant="default" disabled={to.trim() === ''} loading={test.isPending} onClick={send}>
        Send a test
      </Button>
      {test.data && <InlineMessage tone={test.data.ok ? 'good' : 'bad'}>{test.data.what}</InlineMessage>}
      {test.error && <InlineMessage>{sentenceOf(test.error)}</InlineMessage>}
    </div>
  );
}
