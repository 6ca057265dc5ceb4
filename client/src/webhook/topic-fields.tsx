import { webhookTopics } from '@caseroom/shared/webhook';
import { Checkbox } from '@mantine/core';
import styles from './webhook.module.css';

interface What {
  readonly kinds: readonly string[];
  readonly includesLeads: boolean;
}

/** What an endpoint is told of. What only leads read is a choice of its own, and coaching none at all. */
export function TopicFields({
  value,
  onChange,
}: {
  readonly value: What;
  readonly onChange: (next: What) => void;
}) {
  const { kinds, includesLeads } = value;
  const toggle = (topic: string, on: boolean) =>
    onChange({ ...value, kinds: on ? [...kinds, topic] : kinds.filter((other) => other !== topic) });
  return (
    <fieldset className={styles.topics}>
      <legend>Tell it of</legend>
      {Object.entries(webhookTopics).map(([topic, name]) => (
        <Checkbox
          key={topic}
          size="xs"
          label={name}
          checked={kinds.includes(topic)}
          onChange={(event) => toggle(topic, event.currentTarget.checked)}
        />
      ))}
      <Checkbox
        className={styles.leads}
        size="xs"
        label="Also what only leads may read"
        description="Entries about notes for leads and quality reviews leave Caseroom then. Coaching never does."
        checked={includesLeads}
        onChange={(event) => onChange({ ...value, includesLeads: event.currentTarget.checked })}
      />
    </fieldset>
  );
}
