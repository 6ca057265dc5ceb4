import { Priority, priorityNames } from '@caseroom/shared/case';
import {
  InterimChannel,
  type InterimSettings,
  interimChannelNames,
  MAX_PORTAL_DAYS,
  MIN_PORTAL_DAYS,
} from '@caseroom/shared/interim';
import { Button, Checkbox, NumberInput, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './settings.module.css';
import { useProgramInterimActs } from './settings-data.ts';

interface ReleaseFormProps {
  readonly programId: string;
  readonly settings: InterimSettings;
}

/** By whose word messages leave, and which words never do. */
export function ReleaseForm({ programId, settings }: ReleaseFormProps) {
  const { save } = useProgramInterimActs(programId);
  const [draft, setDraft] = useState(settings);
  const [phrases, setPhrases] = useState(settings.phrases.join('\n'));
  const change = (next: Partial<InterimSettings>) => {
    save.reset();
    setDraft({ ...draft, ...next });
  };
  const toggle = (channel: InterimChannel, priority: Priority, on: boolean) => {
    const rest = draft.approval[channel].filter((other) => other !== priority);
    change({ approval: { ...draft.approval, [channel]: on ? [...rest, priority].sort() : rest } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lines = phrases.split('\n').map((line) => line.trim());
    save.mutate({ ...draft, phrases: [...new Set(lines.filter((line) => line !== ''))] });
  };
  return (
    <form className={styles.part} onSubmit={submit} aria-labelledby="release">
      <h2 id="release">Before a message leaves</h2>
      <div className={styles.scroll}>
        <table className={styles.matrix}>
          <caption>A lead approves it. Never its author, nor anybody who wrote in it.</caption>
          <thead>
            <tr>
              <td />
              {Priority.options.map((priority) => (
                <th key={priority} scope="col">
                  {priority} <small>{priorityNames[priority]}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {InterimChannel.options.map((channel) => (
              <tr key={channel}>
                <th scope="row">{interimChannelNames[channel]}</th>
                {Priority.options.map((priority) => (
                  <td key={priority}>
                    <Checkbox
                      aria-label={`${interimChannelNames[channel]}, ${priority}: a lead approves`}
                      checked={draft.approval[channel].includes(priority)}
                      onChange={(event) => toggle(channel, priority, event.currentTarget.checked)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Textarea
        label="Words that stay inside"
        description="One a line, in any language: names of systems, of projects, of teams; “Falcon*” is also Falconry. Whoever releases a message with one of them is stopped."
        autosize
        minRows={3}
        maxRows={12}
        value={phrases}
        onChange={(event) => {
          save.reset();
          setPhrases(event.currentTarget.value);
        }}
      />
      <div className={styles.fields}>
        <TextInput
          label="Language"
          description="As en or pt-BR; a message may have another."
          value={draft.language}
          onChange={(event) => change({ language: event.currentTarget.value })}
        />
        <NumberInput
          label="A link to the customer’s page works for, days"
          description={`${MIN_PORTAL_DAYS} to ${MAX_PORTAL_DAYS}.`}
          min={MIN_PORTAL_DAYS}
          max={MAX_PORTAL_DAYS}
          value={draft.portalDays}
          onChange={(days) => change({ portalDays: Number(days) })}
        />
      </div>
      <div className={styles.acts}>
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
        {save.isSuccess && <InlineMessage tone="good">Saved.</InlineMessage>}
        {save.error && <InlineMessage>{sentenceOf(save.error)}</InlineMessage>}
      </div>
    </form>
  );
}
