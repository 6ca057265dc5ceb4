import {
  type CaseCrm,
  type CrmRecord,
  crmNames,
  crmRecordNames,
  type LinkCrm,
  MAX_CRM_ADDRESS_CHARS,
} from '@caseroom/shared/crm';
import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import list from '../ui/list-page.module.css';
import { InlineMessage } from '../ui/message.tsx';
import styles from './crm.module.css';
import { useSearchRecords } from './crm-data.ts';

interface LinkFormProps {
  readonly caseId: string;
  readonly open: CaseCrm['open'];
  readonly isLinking: boolean;
  readonly error: Error | null;
  readonly onLink: (body: LinkCrm) => void;
  readonly onCancel: () => void;
}

/** Finds the record by a number, a name or words, or by its pasted address. */
export function LinkForm({ caseId, open, isLinking, error, onLink, onCancel }: LinkFormProps) {
  const search = useSearchRecords(caseId);
  const [chosen, setChosen] = useState(open[0]?.id ?? '');
  const [typed, setTyped] = useState('');
  const connection = open.find(({ id }) => id === chosen) ?? open[0];
  if (!connection) return null;
  const name = crmNames[connection.provider];
  const find = (q: string) => q.trim() && search.mutate({ connectionId: connection.id, q: q.trim() });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    find(typed);
  };
  return (
    <form
      className={styles.linkForm}
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      {open.length > 1 && (
        <Select
          size="xs"
          aria-label="System"
          allowDeselect={false}
          data={open.map(({ id, provider }) => ({ value: id, label: crmNames[provider] }))}
          value={connection.id}
          onChange={(id) => {
            setChosen(id ?? connection.id);
            search.reset();
          }}
        />
      )}
      <TextInput
        size="xs"
        type="search"
        data-autofocus
        autoFocus
        aria-label={`Find a ${name} ${crmRecordNames[connection.provider]}`}
        placeholder="Number, name or pasted address"
        maxLength={MAX_CRM_ADDRESS_CHARS}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text').trim();
          if (/^https:\/\//i.test(pasted)) find(pasted);
        }}
      />
      <div className={list.actions}>
        <Button type="submit" size="compact-sm" loading={search.isPending} disabled={!typed.trim()}>
          Find
        </Button>
        <Button variant="default" size="compact-sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      {(search.error ?? error) && <InlineMessage>{sentenceOf(search.error ?? error)}</InlineMessage>}
      {search.data?.length === 0 && (
        <p role="status" className={styles.quiet}>{`${name} has nothing for “${search.variables?.q}”.`}</p>
      )}
      {search.data && search.data.length > 0 && (
        <ul className={styles.found} aria-label="Found">
          {search.data.map((record) => (
            <li key={record.id}>
              <Found
                record={record}
                disabled={isLinking}
                onLink={() => onLink({ connectionId: connection.id, recordId: record.id })}
              />
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}

interface FoundProps {
  readonly record: CrmRecord;
  readonly disabled: boolean;
  readonly onLink: () => void;
}

function Found({ record: { facts }, disabled, onLink }: FoundProps) {
  return (
    <button type="button" className={styles.foundRecord} disabled={disabled} onClick={onLink}>
      <span className={styles.foundSubject}>{facts.subject || 'No subject'}</span>
      <span className={styles.foundFacts}>
        {[facts.number, facts.status, facts.contact].filter(Boolean).join(' · ')}
      </span>
    </button>
  );
}
