import { type AdminPerson, roleNames } from '@caseroom/shared/people';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch, IconUserPlus, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill } from '../ui/pill.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './admin.module.css';
import { useAdminPeople } from './admin-data.ts';
import { InviteForm } from './invite-form.tsx';
import { findPeople, type PersonState, stateNames } from './people-filter.ts';
import { PersonPanel } from './person-panel.tsx';

/** Who may sign in, and as what. The list on one side, one person (or an invitation) on the other. */
export function PeoplePage() {
  usePageTitle('People');
  const people = useAdminPeople();
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState('');
  const [state, setState] = useState<PersonState | 'all'>('all');
  const chosen = params.get('person');
  const inviting = params.has('invite');
  const show = (next: Record<string, string>) => setParams(next, { replace: true });
  const found = findPeople(people.data ?? [], text, state);
  const person = people.data?.find(({ id }) => id === chosen);

  return (
    <div className={styles.split} data-aside={inviting || person ? true : undefined}>
      <section className={styles.listPane} aria-label="People">
        <div className={styles.bar}>
          <TextInput
            className={styles.barSearch ?? ''}
            type="search"
            aria-label="Search people"
            placeholder="Name, e-mail, role, program"
            leftSection={<IconSearch size={15} />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <SegmentedControl
            aria-label="State"
            value={state}
            onChange={(value) => setState(value as PersonState | 'all')}
            data={[
              { value: 'all', label: 'All' },
              ...Object.entries(stateNames).map(([value, label]) => ({ value, label })),
            ]}
          />
          <Button size="sm" leftSection={<IconUserPlus size={16} />} onClick={() => show({ invite: '' })}>
            Invite
          </Button>
        </div>
        {people.isPending && <ListSkeleton />}
        {people.error && !people.data && (
          <Failure error={people.error} what="the people" retry={() => people.refetch()} />
        )}
        {people.data && found.length === 0 && (
          <Message icon={<IconUsersGroup size={20} />} title="Nobody found">
            No person has all of these words{state !== 'all' && ` and is ${stateNames[state].toLowerCase()}`}.
          </Message>
        )}
        <ul className={styles.rows}>
          {found.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                className={styles.row}
                aria-current={row.id === chosen || undefined}
                onClick={() => show({ person: row.id })}
              >
                <PersonRow person={row} />
              </button>
            </li>
          ))}
        </ul>
      </section>
      {inviting && <InviteForm onClose={() => show({})} />}
      {!inviting && person && <PersonPanel key={person.id} person={person} onClose={() => show({})} />}
    </div>
  );
}

function PersonRow({ person }: { readonly person: AdminPerson }) {
  const roles = person.memberships.map(({ program, role }) => `${roleNames[role]}, ${program.name}`);
  return (
    <>
      <Avatar person={person} size={30} />
      <span className={styles.who}>
        <span className={styles.name} data-off={person.state === 'disabled' || undefined}>
          {person.name}
        </span>
        <span className={styles.minor}>{person.email}</span>
      </span>
      <span className={styles.roles}>{roles.length > 0 ? roles.join(' · ') : 'In no program'}</span>
      <span className={styles.duties}>
        {person.admin && <Pill tone="accent">Admin</Pill>}
        {person.auditor && <Pill tone="info">Auditor</Pill>}
        {person.state !== 'active' && (
          <Pill tone={person.state === 'invited' ? 'warn' : 'plain'}>{stateNames[person.state]}</Pill>
        )}
      </span>
      <span className={styles.seen}>
        {person.lastSeenAt ? (
          <>
            seen <Ago at={person.lastSeenAt} />
          </>
        ) : (
          'never seen'
        )}
      </span>
    </>
  );
}

const WIDTHS = [140, 120, 160, 110, 150, 130];

function ListSkeleton() {
  return (
    <div className={styles.rows} role="status" aria-label="Loading the people">
      {WIDTHS.map((width) => (
        <div key={width} className={styles.row}>
          <SkeletonLine width={30} height={30} round />
          <span className={styles.who}>
            <SkeletonLine width={width} />
          </span>
        </div>
      ))}
    </div>
  );
}
