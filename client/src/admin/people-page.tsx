import { type AdminPerson, roleNames } from '@caseroom/shared/people';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch, IconUserPlus, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import list from '../ui/list-page.module.css';
import { ListPage, ListRow, useAside } from '../ui/list-page.tsx';
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
  const { openId, isAdding, open, add, close } = useAside('person');
  const [text, setText] = useState('');
  const [state, setState] = useState<PersonState | 'all'>('all');
  const found = findPeople(people.data ?? [], text, state);
  const person = people.data?.find(({ id }) => id === openId);

  return (
    <ListPage
      label="People"
      aside={
        isAdding ? (
          <InviteForm onClose={close} />
        ) : (
          person && <PersonPanel key={person.id} person={person} onClose={close} />
        )
      }
    >
      <div className={list.tools}>
        <TextInput
          className={list.search ?? ''}
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
        <Button size="sm" leftSection={<IconUserPlus size={16} />} onClick={add}>
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
      <ul className={list.rows}>
        {found.map((row) => (
          <ListRow key={row.id} isOpen={row.id === openId} onOpen={() => open(row.id)} className={styles.row}>
            <PersonRow person={row} />
          </ListRow>
        ))}
      </ul>
    </ListPage>
  );
}

function PersonRow({ person }: { readonly person: AdminPerson }) {
  const roles = person.memberships.map(({ program, role }) => `${roleNames[role]}, ${program.name}`);
  return (
    <>
      <Avatar person={person} size={30} />
      <span className={styles.who}>
        <span className={list.name} data-off={person.state === 'disabled' || undefined}>
          {person.name}
        </span>
        <span className={list.minor}>{person.email}</span>
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
    <div className={list.rows} role="status" aria-label="Loading the people">
      {WIDTHS.map((width) => (
        <div key={width} className={`${list.line} ${styles.row}`}>
          <SkeletonLine width={30} height={30} round />
          <span className={styles.who}>
            <SkeletonLine width={width} />
          </span>
        </div>
      ))}
    </div>
  );
}
