import {
  Channel,
  channelNames,
  Direction,
  directionNames,
  MAX_PARTICIPANT_CHARS,
  MAX_PARTICIPANTS,
  MAX_REFERENCE_CHARS,
  momentChannels,
} from '@caseroom/shared/interaction';
import { SegmentedControl, TagsInput, TextInput } from '@mantine/core';
import { RequestError } from '../platform/http.ts';
import styles from './interaction.module.css';
import type { LogDraft } from './log-drafts.ts';

export type Facts = Pick<
  LogDraft,
  'channel' | 'direction' | 'started' | 'ended' | 'timed' | 'customers' | 'staff' | 'reference'
>;

interface FieldsProps {
  readonly facts: Facts;
  readonly onChange: (change: Partial<Facts>) => void;
  readonly error: unknown;
  /** It goes on: it has no end yet. */
  readonly underWay?: boolean;
}

const choices = <T extends string>(options: readonly T[], names: Record<T, string>) =>
  options.map((value) => ({ value, label: names[value] }));

/** What is written down of a contact. */
export function FactsFields({ facts, onChange, error, underWay = false }: FieldsProps) {
  const fault = (path: string) => (error instanceof RequestError ? error.fieldMessage(path) : undefined);
  const isMoment = momentChannels.has(facts.channel);
  return (
    <div className={styles.fields}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Channel"
        data={choices(Channel.options, channelNames)}
        value={facts.channel}
        onChange={(channel) => onChange({ channel: channel as Channel })}
      />
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Direction"
        data={choices(Direction.options, directionNames)}
        value={facts.direction}
        onChange={(direction) => onChange({ direction: direction as Direction })}
      />
      <div className={styles.times}>
        <TextInput
          type="datetime-local"
          required
          withAsterisk={false}
          label={isMoment ? (facts.direction === 'inbound' ? 'Received' : 'Sent') : 'Start'}
          value={facts.started}
          error={fault('startedAt')}
          onChange={(event) => onChange({ started: event.currentTarget.value, timed: true })}
        />
        {!isMoment && !underWay && (
          <TextInput
            type="datetime-local"
            required
            withAsterisk={false}
            label="End"
            value={facts.ended}
            error={fault('endedAt')}
            onChange={(event) => onChange({ ended: event.currentTarget.value, timed: true })}
          />
        )}
      </div>
      <TagsInput
        label="Customer’s side"
        placeholder={facts.customers.length === 0 ? 'Who spoke for the customer' : ''}
        maxTags={MAX_PARTICIPANTS / 2}
        maxLength={MAX_PARTICIPANT_CHARS}
        value={[...facts.customers]}
        onChange={(customers) => onChange({ customers })}
      />
      <TagsInput
        label="Our side"
        placeholder={facts.staff.length === 0 ? 'Who spoke for us' : ''}
        maxTags={MAX_PARTICIPANTS / 2}
        maxLength={MAX_PARTICIPANT_CHARS}
        value={[...facts.staff]}
        onChange={(staff) => onChange({ staff })}
      />
      <TextInput
        label="Reference"
        description="Of the telephone system, the chat or the mail"
        maxLength={MAX_REFERENCE_CHARS}
        value={facts.reference}
        error={fault('reference')}
        onChange={(event) => onChange({ reference: event.currentTarget.value })}
      />
    </div>
  );
}
