import type { Case } from '@caseroom/shared/case';
import {
  type Interim,
  InterimChannel,
  interimChannelNames,
  MAX_INTERIM_SUBJECT_CHARS,
  MAX_RECIPIENT_CHARS,
  type PatchInterim,
} from '@caseroom/shared/interim';
import { Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { localTime } from '../case/local-time.ts';
import { rightNow } from '../platform/clock.ts';
import styles from './interim.module.css';
import { channelOf, useInterimChoices } from './interim-data.ts';
import { localInput, readLocalInput } from './words.ts';

interface AddressProps {
  readonly held: Case;
  readonly interim: Interim;
  readonly onChange: (patch: PatchInterim) => void;
}

const recipientNames: Partial<Record<InterimChannel, string>> = {
  email: 'Address',
  sms: 'Number',
  phone: 'Number',
  chat: 'Conversation',
};

/** Times that are promised most. */
const SOON_MIN = [30, 60, 120, 240, 1440] as const;
const soonName = (minutes: number): string =>
  minutes < 60 ? `${minutes} min` : minutes < 1440 ? `${minutes / 60} h` : '1 day';

/** Over which channel, to whom, and by when they hear again. */
export function Address({ held, interim, onChange }: AddressProps) {
  const choices = useInterimChoices(held.id).data;
  const fault = channelOf(choices, interim.channel)?.why ?? null;
  const recipientName = recipientNames[interim.channel];
  return (
    <div className={styles.address}>
      <Select
        label="Channel"
        className={styles.channel ?? ''}
        allowDeselect={false}
        disabled={!interim.rights.edit}
        data={InterimChannel.options.map((channel) => ({
          value: channel,
          label: interimChannelNames[channel] + (channelOf(choices, channel)?.why ? ' (not set up)' : ''),
        }))}
        value={interim.channel}
        onChange={(channel) => channel && onChange({ channel: channel as InterimChannel })}
        error={fault}
      />
      {recipientName && (
        <Committed
          label={recipientName}
          className={styles.recipient ?? ''}
          value={interim.recipient ?? ''}
          maxLength={MAX_RECIPIENT_CHARS}
          disabled={!interim.rights.edit}
          onCommit={(recipient) => onChange({ recipient })}
        />
      )}
      {interim.channel === 'email' && (
        <Committed
          label="Subject"
          className={styles.subject ?? ''}
          value={interim.subject}
          maxLength={MAX_INTERIM_SUBJECT_CHARS}
          disabled={!interim.rights.edit}
          onCommit={(subject) => onChange({ subject })}
        />
      )}
      <NextUpdate held={held} interim={interim} onChange={onChange} />
    </div>
  );
}

function NextUpdate({ held, interim, onChange }: AddressProps) {
  const set = (minutes: number) => {
    const at = rightNow();
    at.setSeconds(0, 0);
    onChange({ nextUpdateAt: new Date(at.getTime() + minutes * 60_000).toISOString() });
  };
  const theirs =
    interim.nextUpdateAt === null ? null : localTime(held.customer.timeZone, new Date(interim.nextUpdateAt));
  return (
    <div className={styles.next}>
      <Committed
        label="Next update by"
        type="datetime-local"
        value={localInput(interim.nextUpdateAt)}
        disabled={!interim.rights.edit}
        onCommit={(typed) => onChange({ nextUpdateAt: readLocalInput(typed) })}
        description={theirs ? `${theirs} where they are` : undefined}
      />
      {interim.rights.edit && (
        <span className={styles.soon}>
          {SOON_MIN.map((minutes) => (
            <button
              key={minutes}
              type="button"
              aria-label={`In ${soonName(minutes)}`}
              onClick={() => set(minutes)}
            >
              {soonName(minutes)}
            </button>
          ))}
        </span>
      )}
    </div>
  );
}

interface CommittedProps {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (value: string) => void;
  readonly className?: string;
  readonly type?: string;
  readonly maxLength?: number;
  readonly disabled?: boolean;
  readonly description?: string | undefined;
}

/** A field that is sent when it is left, or on Enter; somebody else's value takes the place of what was here. */
function Committed({ label, value, onCommit, ...rest }: CommittedProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const commit = () => {
    if (typed !== value) onCommit(typed);
  };
  return (
    <TextInput
      {...rest}
      label={label}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
