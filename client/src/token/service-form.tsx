import { MAX_NAME_CHARS } from '@caseroom/shared/people';
import { SERVICE_MARK } from '@caseroom/shared/service-mark';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import list from '../ui/list-page.module.css';
import { type MembershipDraft, MembershipsField, membershipInputs } from '../ui/memberships-field.tsx';
import { InlineMessage } from '../ui/message.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { useMakeAccount, usePrograms } from './service-data.ts';

interface AccountFieldsProps {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly nameError: string | undefined;
  readonly memberships: readonly MembershipDraft[];
  readonly onMemberships: (memberships: MembershipDraft[]) => void;
}

/** What it is called, and what it is in which program. */
export function AccountFields({ name, onName, nameError, memberships, onMemberships }: AccountFieldsProps) {
  return (
    <>
      <TextInput
        label="Name"
        description={`What it is. Everywhere it stands as “${name.trim() || 'Nightly export'}${SERVICE_MARK}”.`}
        placeholder="Nightly export"
        maxLength={MAX_NAME_CHARS - SERVICE_MARK.length}
        value={name}
        error={nameError}
        onChange={(event) => onName(event.currentTarget.value)}
      />
      <MembershipsField
        programs={usePrograms().data ?? []}
        value={memberships}
        none="In no program: it reads and does nothing."
        onChange={onMemberships}
      />
    </>
  );
}

export const NO_NAME = 'It needs a name.';

interface NewAccountFormProps {
  readonly onMade: (id: string) => void;
  readonly onClose: () => void;
}

export function NewAccountForm({ onMade, onClose }: NewAccountFormProps) {
  const make = useMakeAccount();
  const [name, setName] = useState('');
  const [memberships, setMemberships] = useState<MembershipDraft[]>([]);
  const [asked, setAsked] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!name.trim() || memberships.length === 0) return;
    const body = { name, memberships: membershipInputs(memberships) };
    make.mutate(body, { onSuccess: ({ id }) => onMade(id) });
  };
  return (
    <SidePanel title="New service account" onClose={onClose}>
      <form className={list.form} onSubmit={submit} noValidate>
        {isRequestError(make.error) && <InlineMessage>{sentenceOf(make.error)}</InlineMessage>}
        <AccountFields
          name={name}
          onName={setName}
          nameError={asked && !name.trim() ? NO_NAME : undefined}
          memberships={memberships}
          onMemberships={setMemberships}
        />
        {asked && memberships.length === 0 && <InlineMessage>Say where it works.</InlineMessage>}
        <div className={list.actions}>
          <Button type="submit" size="sm" loading={make.isPending}>
            Make the account
          </Button>
        </div>
      </form>
    </SidePanel>
  );
}
