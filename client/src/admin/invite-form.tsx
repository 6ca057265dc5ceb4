import { Email, MAX_NAME_CHARS } from '@caseroom/shared/people';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isRequestError } from '../platform/http.ts';
import { AddForm } from '../ui/add-form.tsx';
import { type MembershipDraft, MembershipsField, membershipInputs } from '../ui/memberships-field.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import styles from './admin.module.css';
import { useAdminPrograms, useInvite } from './admin-data.ts';
import { OneTimeLink } from './one-time-link.tsx';

const blank = { name: '', email: '', admin: false, auditor: false };

export function InviteForm({ onClose }: { readonly onClose: () => void }) {
  const invite = useInvite();
  const programs = useAdminPrograms().data ?? [];
  const [draft, setDraft] = useState(blank);
  const [memberships, setMemberships] = useState<MembershipDraft[]>([]);
  const [asked, setAsked] = useState(false);
  const refused = isRequestError(invite.error) ? invite.error : null;
  const nameError = asked && !draft.name.trim() ? 'A person needs a name.' : refused?.fieldMessage('name');
  const emailError =
    asked && !Email.safeParse(draft.email).success
      ? 'That is not an e-mail address.'
      : refused?.fieldMessage('email');

  const submit = () => {
    setAsked(true);
    if (!draft.name.trim() || !Email.safeParse(draft.email).success) return;
    invite.mutate({ ...draft, memberships: membershipInputs(memberships) });
  };
  if (invite.data) {
    return (
      <SidePanel title="Invited" onClose={onClose}>
        <OneTimeLink
          link={invite.data.link}
          expiresAt={invite.data.expiresAt}
          name={invite.data.person.name}
        />
        <Button
          variant="default"
          onClick={() => {
            invite.reset();
            setDraft(blank);
            setAsked(false);
          }}
        >
          Invite another
        </Button>
      </SidePanel>
    );
  }
  return (
    <SidePanel title="Invite a person" onClose={onClose}>
      <AddForm
        onSubmit={submit}
        action="Make a link"
        busy={invite.isPending}
        error={nameError || emailError ? null : invite.error}
      >
        <TextInput
          label="Name"
          autoFocus
          maxLength={MAX_NAME_CHARS}
          value={draft.name}
          error={nameError}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <TextInput
          label="E-mail"
          type="email"
          value={draft.email}
          error={emailError}
          onChange={(event) => setDraft({ ...draft, email: event.currentTarget.value })}
        />
        <MembershipsField
          programs={programs}
          value={memberships}
          none="In no program: this person can sign in but sees no case."
          onChange={setMemberships}
        />
        <DutyFields value={draft} onChange={(duties) => setDraft({ ...draft, ...duties })} />
      </AddForm>
    </SidePanel>
  );
}

interface Duties {
  readonly admin: boolean;
  readonly auditor: boolean;
}

export function DutyFields({
  value,
  onChange,
}: {
  readonly value: Duties;
  readonly onChange: (duties: Duties) => void;
}) {
  return (
    <fieldset className={styles.duty}>
      <legend>Duties in the whole deployment</legend>
      <Checkbox
        label="Admin"
        description="Keeps people, programs and roles. Reads no case by it."
        checked={value.admin}
        onChange={(event) => onChange({ admin: event.currentTarget.checked, auditor: value.auditor })}
      />
      <Checkbox
        label="Auditor"
        description="Reads the ledgers and verifies them."
        checked={value.auditor}
        onChange={(event) => onChange({ admin: value.admin, auditor: event.currentTarget.checked })}
      />
    </fieldset>
  );
}
