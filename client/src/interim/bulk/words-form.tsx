import { InterimChannel, interimChannelNames, MAX_INTERIM_SUBJECT_CHARS } from '@caseroom/shared/interim';
import { interimVariables } from '@caseroom/shared/interim-words';
import { Select, Textarea, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { Failure } from '../../ui/message.tsx';
import settings from '../settings.module.css';
import { useMessageTemplates } from '../settings-data.ts';
import styles from './bulk.module.css';
import { type Draft, fromTemplate } from './use-draft.ts';

interface WordsFormProps {
  readonly programId: string;
  readonly draft: Draft;
  /** The language of the program. */
  readonly usual: string;
  readonly onChange: (next: Partial<Draft>) => void;
}

/** The words, begun from a template or not, and where they go. */
export function WordsForm({ programId, draft, usual, onChange }: WordsFormProps) {
  const templates = useMessageTemplates(programId);
  const words = useRef<HTMLTextAreaElement>(null);
  const insert = (variable: string) => {
    const at = words.current?.selectionStart ?? draft.body.length;
    onChange({ body: `${draft.body.slice(0, at)}{{${variable}}}${draft.body.slice(at)}` });
    words.current?.focus();
  };
  const begin = (id: string | null) => {
    const template = templates.data?.find((one) => one.id === id);
    onChange(template ? fromTemplate(template) : { templateId: null });
  };
  return (
    <section className={styles.part} aria-labelledby="words">
      <h2 id="words">Message</h2>
      {templates.error && (
        <Failure compact error={templates.error} what="the templates" retry={() => templates.refetch()} />
      )}
      <div className={styles.fields}>
        <Select
          label="Begin with"
          placeholder={templates.data?.length === 0 ? 'No template yet' : 'No template'}
          clearable
          data={(templates.data ?? []).map(({ id, name, language }) => ({
            value: id,
            label: `${name} · ${language}`,
          }))}
          value={draft.templateId}
          onChange={begin}
        />
        <Select
          label="Channel"
          allowDeselect={false}
          data={[
            { value: '', label: 'As each is reached' },
            ...InterimChannel.options.map((one) => ({ value: one, label: interimChannelNames[one] })),
          ]}
          value={draft.channel ?? ''}
          onChange={(one) => onChange({ channel: one ? (one as InterimChannel) : null })}
        />
        <TextInput
          label="Next update by"
          type="datetime-local"
          value={draft.nextUpdate}
          onChange={(event) => onChange({ nextUpdate: event.currentTarget.value })}
        />
      </div>
      <div className={styles.subjectRow}>
        <TextInput
          label="Subject of an e-mail"
          placeholder="The case’s subject and number"
          disabled={draft.channel !== null && draft.channel !== 'email'}
          maxLength={MAX_INTERIM_SUBJECT_CHARS}
          value={draft.subject}
          onChange={(event) => onChange({ subject: event.currentTarget.value })}
        />
        <TextInput
          label="Language"
          placeholder={usual}
          value={draft.language ?? ''}
          maxLength={20}
          onChange={(event) => onChange({ language: event.currentTarget.value || null })}
        />
      </div>
      <Textarea
        ref={words}
        label="Words"
        description="“# ” begins a heading, “- ” an item. Variables are filled in for each case."
        autosize
        minRows={6}
        maxRows={18}
        value={draft.body}
        onChange={(event) => onChange({ body: event.currentTarget.value })}
      />
      <div className={settings.variables}>
        {Object.entries(interimVariables).map(([variable, what]) => (
          <button key={variable} type="button" title={`{{${variable}}}`} onClick={() => insert(variable)}>
            {what}
          </button>
        ))}
      </div>
    </section>
  );
}
