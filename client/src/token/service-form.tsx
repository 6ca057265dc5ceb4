import { MAX_NAME_CHARS } from '@caseroom/shared/people';
import { SERVICE_MARK } from '@caseroom/shared/service-mark';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { AddForm } from '../ui/add-form.tsx';
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
  const submit = () => {
    setAsked(true);
    if (!name.trim() || memberships.length === 0) return;
    const body = { name, memberships: membershipInputs(memberships) };
    make.mutate(body, { onSuccess: ({ id }) => onMade(id) });
  };
  return (
    <SidePanel title="New service account" onClose={onClose}>
      <AddForm onSubmit={submit} action="Make the account" busy={make.isPending} error={make.error}>
        <AccountFields
          name={name}
          onName={setName}
          nameError={asked && !name.trim() ? NO_NAME : undefined}
          memberships={memberships}
          onMemberships={setMemberships}
        />
        {asked && memberships.length === 0 && <InlineMessage>Say where it works.</InlineMessage>}
      </AddForm>
    </SidePanel>
  );
}
