import { MAX_SUBJECT_CHARS, NewCase, type Priority, priorityNames } from '@caseroom/shared/case';
import { Button, SegmentedControl, Select, TagsInput, TextInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import { useMe, writablePrograms } from '../platform/session.ts';
import { useFilters } from '../queue/use-filters.ts';
import { tagOptions } from '../tag/tag-choices.ts';
import { useKnownTags } from '../tag/tags-field.tsx';
import { InlineMessage, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { useOpenCase } from './case-data.ts';
import styles from './new-case.module.css';
import { fieldMessages } from './new-case-messages.ts';
import { useVocabulary } from './vocabulary.ts';

export function NewCasePage() {
  usePageTitle('New case');
  const programs = writablePrograms(useMe());
  if (programs.length === 0) {
    return (
      <Message icon={<IconLock size={20} />} whole title="You cannot open cases">
        That takes the role agent, senior or lead in a program. An admin can give it to you.
      </Message>
    );
  }
  return (
    <NewCaseForm
      programs={programs.map(({ id, name, client }) => ({
        value: id,
        label: name === client ? name : `${name}, ${client}`,
      }))}
    />
  );
}

const contactFields = [
  ['email', 'E-mail', 'email'],
  ['phone', 'Phone', 'tel'],
  ['company', 'Company', 'text'],
  ['account', 'Account reference', 'text'],
] as const;

type Contact = Record<'name' | (typeof contactFields)[number][0], string>;
interface Draft {
  readonly programId: string;
  readonly subject: string;
  readonly priority: Priority;
  readonly customer: Contact;
  readonly tags: string[];
}

function NewCaseForm({ programs }: { readonly programs: { value: string; label: string }[] }) {
  const navigate = useNavigate();
  const { search } = useFilters();
  const open = useOpenCase();
  const [asked, setAsked] = useState(false);
  // One key for what is on the form now: sending it twice opens one case.
  const key = useRef(crypto.randomUUID());
  const [draft, setDraft] = useState<Draft>({
    programId: programs[0]?.value ?? '',
    subject: '',
    priority: 'P3',
    customer: { name: '', email: '', phone: '', company: '', account: '' },
    tags: [],
  });
  const change = (fields: Partial<Draft>) => {
    key.current = crypto.randomUUID();
    setDraft({ ...draft, ...fields });
  };
  const vocabulary = useVocabulary(draft.programId).data;
  const used = useKnownTags();
  const body = bodyOf(draft);
  const messages = asked ? fieldMessages(body) : {};
  const messageFor = (path: string) =>
    messages[path] ?? (isRequestError(open.error) ? open.error.fieldMessage(path) : undefined);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const checked = NewCase.safeParse(body);
    if (!checked.success) return;
    open.mutate(
      { body: checked.data, key: key.current },
      { onSuccess: (opened) => void navigate(`/cases/${opened.number}${search}`) },
    );
  };

  return (
    <div className={styles.page}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <header>
          <h1 className={styles.title}>New case</h1>
          <p className={styles.about}>You become its owner. The first note opens with it.</p>
        </header>
        {open.error && !(isRequestError(open.error) && open.error.problem.fields) && (
          <InlineMessage>
            {sentenceOf(open.error)} Nothing was opened; what you filled in is still here.
          </InlineMessage>
        )}
        <TextInput
          label="Subject"
          placeholder="What is wrong, in the customer’s terms"
          autoFocus
          maxLength={MAX_SUBJECT_CHARS}
          value={draft.subject}
          error={messageFor('subject')}
          onChange={(event) => change({ subject: event.currentTarget.value })}
        />
        <Select
          label="Program"
          data={programs}
          value={draft.programId}
          allowDeselect={false}
          error={messageFor('programId')}
          onChange={(programId) => programId && change({ programId })}
        />
        <PriorityField value={draft.priority} onChange={(priority) => change({ priority })} />
        <fieldset className={styles.group}>
          <legend>Customer</legend>
          <TextInput
            label="Name"
            value={draft.customer.name}
            error={messageFor('customer.name')}
            onChange={(event) => change({ customer: { ...draft.customer, name: event.currentTarget.value } })}
          />
          <div className={styles.two}>
            {contactFields.map(([field, label, type]) => (
              <TextInput
                key={field}
                label={label}
                type={type}
                value={draft.customer[field]}
                error={messageFor(`customer.${field}`)}
                onChange={(event) =>
                  change({ customer: { ...draft.customer, [field]: event.currentTarget.value } })
                }
              />
            ))}
          </div>
        </fieldset>
        <TagsInput
          label="Tags"
          placeholder={draft.tags.length === 0 ? 'What it is about' : ''}
          data={tagOptions(vocabulary?.tags ?? [], vocabulary?.freeTags === false ? [] : used, draft.tags)}
          value={draft.tags}
          error={messageFor('tags')}
          splitChars={[',']}
          onChange={(tags) => change({ tags: tags.map((tag) => tag.toLowerCase()) })}
        />
        <div className={styles.actions}>
          <Button type="submit" size="sm" loading={open.isPending}>
            Open the case
          </Button>
          <Button size="sm" variant="default" onClick={() => void navigate(`/queue${search}`)}>
            Cancel
          </Button>
        </div>
      </form>
    </div>
  );
}

function PriorityField({
  value,
  onChange,
}: {
  readonly value: Priority;
  readonly onChange: (priority: Priority) => void;
}) {
  return (
    <div>
      <div className={styles.label} id="priority-label">
        Priority
      </div>
      <SegmentedControl
        fullWidth
        size="sm"
        aria-labelledby="priority-label"
        value={value}
        data={(Object.keys(priorityNames) as Priority[]).map((priority) => ({
          value: priority,
          label: `${priority} ${priorityNames[priority]}`,
        }))}
        onChange={(priority) => onChange(priority as Priority)}
      />
    </div>
  );
}

/** What is left empty is left out. */
function bodyOf({ customer, ...rest }: Draft): NewCase {
  const filled = Object.fromEntries(
    Object.entries(customer).filter(([field, text]) => field === 'name' || text.trim() !== ''),
  );
  return { ...rest, customer: filled as NewCase['customer'] };
}
