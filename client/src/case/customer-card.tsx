import { type Case, Customer } from '@caseroom/shared/case';
import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useNow } from '../platform/time.ts';
import side from '../ui/side-head.module.css';
import type { CaseChangeHandle } from './case-header.tsx';
import styles from './customer-card.module.css';
import { localTime } from './local-time.ts';

/** How to reach the customer, and what time it is where they are. */
export function CustomerCard({ change: { shown, edit } }: { readonly change: CaseChangeHandle }) {
  const [editing, setEditing] = useState(false);
  return (
    <section aria-label="Customer">
      <header className={side.head}>
        <h2>Customer</h2>
        {shown.rights.write && !editing && (
          <Tooltip label="Edit the customer’s details">
            <ActionIcon
              size={24}
              className="not-printed"
              aria-label="Edit the customer’s details"
              onClick={() => setEditing(true)}
            >
              <IconPencil size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </header>
      {editing ? (
        <CustomerForm
          customer={shown.customer}
          onCancel={() => setEditing(false)}
          onSave={(customer) => {
            edit({ customer });
            setEditing(false);
          }}
        />
      ) : (
        <CustomerFacts customer={shown.customer} />
      )}
    </section>
  );
}

function CustomerFacts({ customer }: { readonly customer: Case['customer'] }) {
  const time = localTime(customer.timeZone, useNow());
  return (
    <div className={styles.customer}>
      <strong>{customer.name}</strong>
      {customer.company && <span>{customer.company}</span>}
      <dl className={styles.contact}>
        {customer.email && (
          <Fact label="E-mail">
            <a href={`mailto:${encodeURIComponent(customer.email).replace('%40', '@')}`}>{customer.email}</a>
          </Fact>
        )}
        {customer.phone && (
          <Fact label="Phone">
            <a href={`tel:${customer.phone.replaceAll(/[^\d+]/g, '')}`}>{customer.phone}</a>
          </Fact>
        )}
        {customer.account && <Fact label="Account">{customer.account}</Fact>}
        {time && (
          <Fact label="There">
            <span className="numbers">{time}</span>
          </Fact>
        )}
      </dl>
    </div>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

const fields = [
  ['name', 'Name'],
  ['company', 'Company'],
  ['email', 'E-mail'],
  ['phone', 'Phone'],
  ['account', 'Account reference'],
  ['timeZone', 'Time zone'],
] as const;
type Field = (typeof fields)[number][0];

interface CustomerFormProps {
  readonly customer: Case['customer'];
  readonly onSave: (customer: Partial<Case['customer']>) => void;
  readonly onCancel: () => void;
}

function CustomerForm({ customer, onSave, onCancel }: CustomerFormProps) {
  const [draft, setDraft] = useState<Record<Field, string>>({
    name: customer.name,
    company: customer.company ?? '',
    email: customer.email ?? '',
    phone: customer.phone ?? '',
    account: customer.account ?? '',
    timeZone: customer.timeZone ?? '',
  });
  const checked = Customer.safeParse(draft);
  const messageFor = (field: Field) =>
    checked.error?.issues.find((issue) => issue.path[0] === field)?.message;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const changed = Object.fromEntries(
      fields
        .filter(([field]) => draft[field] !== (customer[field] ?? ''))
        .map(([field]) => [field, draft[field]]),
    );
    if (!checked.success) return;
    if (Object.keys(changed).length === 0) onCancel();
    else onSave(changed);
  };
  return (
    <form className={styles.customerForm} onSubmit={submit}>
      {fields.map(([field, label]) => (
        <TextInput
          key={field}
          size="xs"
          label={label}
          {...(field === 'timeZone' && { placeholder: 'Europe/Lisbon' })}
          value={draft[field]}
          error={field === 'name' && !draft.name.trim() ? 'A customer needs a name.' : messageFor(field)}
          onChange={(event) => setDraft({ ...draft, [field]: event.currentTarget.value })}
          data-autofocus={field === 'name' || undefined}
        />
      ))}
      <div className={styles.formActions}>
        <Button type="submit" disabled={!checked.success}>
          Save
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
