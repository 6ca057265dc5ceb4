import {
  InterimChannel,
  type InterimTemplate,
  type InterimTemplateInput,
  interimChannelNames,
} from '@caseroom/shared/interim';
import { interimVariables } from '@caseroom/shared/interim-words';
import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { Failure, InlineMessage } from '../ui/message.tsx';
import styles from './settings.module.css';
import { useMessageTemplates, useTemplateActs } from './settings-data.ts';

interface TemplateSettingsProps {
  readonly programId: string;
  readonly language: string;
}

/** The words a program's messages begin with, by channel and language. */
export function TemplateSettings({ programId, language }: TemplateSettingsProps) {
  const templates = useMessageTemplates(programId);
  const [open, setOpen] = useState<string | null>(null);
  const blank = { name: '', channel: null, language, subject: '', body: '' };
  return (
    <section className={styles.part} aria-labelledby="templates">
      <h2 id="templates">Templates</h2>
      {templates.error && (
        <Failure compact error={templates.error} what="the templates" retry={() => templates.refetch()} />
      )}
      {templates.data?.length === 0 && open === null && (
        <p className={styles.quiet}>
          None yet. Without one a message begins with the note template: what we did, what happens next.
        </p>
      )}
      <ul className={styles.templates}>
        {templates.data?.map((template) => (
          <li key={template.id}>
            {open === template.id ? (
              <TemplateForm
                programId={programId}
                held={template}
                id={template.id}
                onClose={() => setOpen(null)}
              />
            ) : (
              <button type="button" className={styles.template} onClick={() => setOpen(template.id)}>
                <strong>{template.name}</strong>
                <span className={styles.quiet}>{whereWords(template)}</span>
                <span className={styles.begin}>{template.body}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {open === 'new' ? (
        <TemplateForm programId={programId} held={blank} id={null} onClose={() => setOpen(null)} />
      ) : (
        <div>
          <Button variant="default" onClick={() => setOpen('new')}>
            Add a template
          </Button>
        </div>
      )}
    </section>
  );
}

const whereWords = ({ channel, language }: InterimTemplate): string =>
  `${channel ? interimChannelNames[channel] : 'Every channel'} · ${language}`;

interface TemplateFormProps {
  readonly programId: string;
  readonly held: InterimTemplateInput;
  readonly id: string | null;
  readonly onClose: () => void;
}

function TemplateForm({ programId, held, id, onClose }: TemplateFormProps) {
  const { name, channel, language, subject, body } = held;
  const [draft, setDraft] = useState<InterimTemplateInput>({ name, channel, language, subject, body });
  const [caseRef, setCaseRef] = useState('');
  const words = useRef<HTMLTextAreaElement>(null);
  const { put, remove, preview } = useTemplateActs(programId);
  const change = (next: Partial<InterimTemplateInput>) => setDraft({ ...draft, ...next });
  const insert = (variable: string) => {
    const at = words.current?.selectionStart ?? draft.body.length;
    change({ body: `${draft.body.slice(0, at)}{{${variable}}}${draft.body.slice(at)}` });
    words.current?.focus();
  };
  const error = put.error ?? remove.error;
  return (
    <section className={styles.templateForm} aria-label={id ? `Template ${held.name}` : 'New template'}>
      <div className={styles.fields}>
        <TextInput
          label="Name"
          autoFocus
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label="Channel"
          data={[
            { value: '', label: 'Every channel' },
            ...InterimChannel.options.map((one) => ({ value: one, label: interimChannelNames[one] })),
          ]}
          allowDeselect={false}
          value={draft.channel ?? ''}
          onChange={(one) => change({ channel: one ? (one as InterimChannel) : null })}
        />
        <TextInput
          label="Language"
          value={draft.language}
          onChange={(event) => change({ language: event.currentTarget.value })}
        />
        <TextInput
          label="Subject of an e-mail"
          value={draft.subject}
          onChange={(event) => change({ subject: event.currentTarget.value })}
        />
      </div>
      <Textarea
        ref={words}
        label="Words"
        description="“# ” begins a heading, “- ” an item. A variable without a value keeps a message from leaving."
        autosize
        minRows={5}
        maxRows={18}
        value={draft.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <div className={styles.variables}>
        {Object.entries(interimVariables).map(([variable, what]) => (
          <button key={variable} type="button" title={`{{${variable}}}`} onClick={() => insert(variable)}>
            {what}
          </button>
        ))}
      </div>
      <div className={styles.acts}>
        <TextInput
          aria-label="Case to preview with"
          placeholder="C-1042"
          value={caseRef}
          onChange={(event) => setCaseRef(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={caseRef.trim() === ''}
          loading={preview.isPending}
          onClick={() => preview.mutate({ caseRef: caseRef.trim(), template: draft })}
        >
          Preview with this case
        </Button>
      </div>
      {preview.error && <InlineMessage>{sentenceOf(preview.error)}</InlineMessage>}
      {preview.data && (
        <div className={styles.preview} role="status">
          {preview.data.subject && <strong>{preview.data.subject}</strong>}
          <p>{preview.data.text}</p>
          {preview.data.missing.length > 0 && (
            <InlineMessage tone="warn">
              Without a value there: {preview.data.missing.join(', ')}
            </InlineMessage>
          )}
        </div>
      )}
      {error && <InlineMessage>{sentenceOf(error)}</InlineMessage>}
      <div className={styles.acts}>
        <Button
          loading={put.isPending}
          disabled={draft.name.trim() === '' || draft.body.trim() === ''}
          onClick={() => put.mutate({ id, input: draft }, { onSuccess: onClose })}
        >
          Save
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        {id && (
          <Button
            variant="subtle"
            color="gray"
            loading={remove.isPending}
            onClick={() => remove.mutate(id, { onSuccess: onClose })}
          >
            Remove
          </Button>
        )}
      </div>
    </section>
  );
}
