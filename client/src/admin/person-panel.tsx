import { type AdminPerson, MAX_NAME_CHARS } from '@caseroom/shared/people';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { dateText, useNow } from '../platform/time.ts';
import { Avatar } from '../ui/avatar.tsx';
import list from '../ui/list-page.module.css';
import { type MembershipDraft, MembershipsField, membershipInputs } from '../ui/memberships-field.tsx';
import { InlineMessage } from '../ui/message.tsx';
import { Pill } from '../ui/pill.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import styles from './admin.module.css';
import { useAdminPrograms, useNewLink, usePatchPerson } from './admin-data.ts';
import { DutyFields } from './invite-form.tsx';
import { OneTimeLink } from './one-time-link.tsx';
import { stateNames } from './people-filter.ts';

interface PersonPanelProps {
  readonly person: AdminPerson;
  readonly onClose: () => void;
}

/** One person: what they are where, and whether they may come in. */
export function PersonPanel({ person, onClose }: PersonPanelProps) {
  const now = useNow();
  return (
    <SidePanel title={person.name} onClose={onClose}>
      <div className={styles.personHead}>
        <Avatar person={person} size={40} />
        <div className={styles.who}>
          <span>{person.email}</span>
          <span className={list.minor}>Here since {dateText(new Date(person.createdAt), now)}</span>
        </div>
        <Pill tone={person.state === 'active' ? 'good' : person.state === 'invited' ? 'warn' : 'plain'}>
          {stateNames[person.state]}
        </Pill>
      </div>
      <PersonForm person={person} />
      <AccessSection person={person} />
    </SidePanel>
  );
}

function PersonForm({ person }: { readonly person: AdminPerson }) {
  const patch = usePatchPerson();
  const programs = useAdminPrograms().data ?? [];
  const [name, setName] = useState(person.name);
  const [duties, setDuties] = useState({ admin: person.admin, auditor: person.auditor });
  const [memberships, setMemberships] = useState<MembershipDraft[]>(
    person.memberships.map(({ program, role, team }) => ({ programId: program.id, role, team: team ?? '' })),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim())
      patch.mutate({ id: person.id, patch: { name, ...duties, memberships: membershipInputs(memberships) } });
  };
  return (
    <form className={list.form} onSubmit={submit} onChange={() => patch.isSuccess && patch.reset()}>
      <TextInput
        label="Name"
        maxLength={MAX_NAME_CHARS}
        value={name}
        error={name.trim() ? undefined : 'A person needs a name.'}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <MembershipsField
        programs={programs}
        value={memberships}
        none="In no program: this person can sign in but sees no case."
        onChange={setMemberships}
      />
      <DutyFields value={duties} onChange={setDuties} />
      {patch.error && <InlineMessage>{sentenceOf(patch.error)} Nothing was changed.</InlineMessage>}
      {patch.isSuccess && (
        <InlineMessage tone="good">Saved. It holds from now on, also where they are signed in.</InlineMessage>
      )}
      <div className={list.actions}>
        <Button type="submit" size="sm" loading={patch.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

/** The one-time link, and shutting somebody out or letting them in again. */
function AccessSection({ person }: { readonly person: AdminPerson }) {
  const patch = usePatchPerson();
  const link = useNewLink();
  const disabled = person.state === 'disabled';
  return (
    <section className={list.part}>
      <h3>Access</h3>
      {link.data && <OneTimeLink link={link.data.link} expiresAt={link.data.expiresAt} name={person.name} />}
      {(link.error ?? patch.error) && <InlineMessage>{sentenceOf(link.error ?? patch.error)}</InlineMessage>}
      <p className={list.minor}>
        {disabled
          ? 'Cannot sign in. What they wrote stays theirs.'
          : 'A link lets them choose a new password. Disabling signs them out everywhere, within a second.'}
      </p>
      <div className={list.actions}>
        {!disabled && (
          <Button variant="default" loading={link.isPending} onClick={() => link.mutate(person.id)}>
            {person.state === 'invited' ? 'New invitation link' : 'New password link'}
          </Button>
        )}
        <Button
          variant="default"
          {...(!disabled && { c: 'var(--bad-ink)' })}
          loading={patch.isPending}
          onClick={() => patch.mutate({ id: person.id, patch: { disabled: !disabled } })}
        >
          {disabled ? 'Enable' : 'Disable'}
        </Button>
      </div>
    </section>
  );
}
