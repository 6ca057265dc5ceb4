import type { Me } from '@caseroom/shared/people';
import { Menu } from '@mantine/core';
import { IconChevronDown, IconLock } from '@tabler/icons-react';
import { useId } from 'react';
import { Link, Navigate, NavLink, Outlet, useLocation } from 'react-router';
import { maySeeSetup, useMe } from '../platform/session.ts';
import { Message } from '../ui/message.tsx';
import styles from './admin.module.css';

interface Place {
  readonly to: string;
  readonly name: string;
  /** It belongs to a program, so that its leads see to it, too. */
  readonly forLeads?: true;
}

interface Group {
  readonly name: string;
  readonly places: readonly Place[];
}

const groups: readonly Group[] = [
  {
    name: 'Access',
    places: [
      { to: '/admin/people', name: 'People' },
      { to: '/admin/services', name: 'Service accounts' },
      { to: '/admin/tokens', name: 'Tokens' },
    ],
  },
  {
    name: 'Programs',
    places: [
      { to: '/admin/programs', name: 'Programs' },
      { to: '/admin/timers', name: 'Timers' },
    ],
  },
  {
    name: 'Notes and cases',
    places: [
      { to: '/admin/templates', name: 'Templates', forLeads: true },
      { to: '/admin/guidance', name: 'Guidance', forLeads: true },
      { to: '/admin/tags', name: 'Tags', forLeads: true },
      { to: '/admin/import', name: 'Import', forLeads: true },
    ],
  },
  {
    name: 'Customers',
    places: [
      { to: '/admin/messages', name: 'Customer messages', forLeads: true },
      { to: '/admin/summaries', name: 'Summaries' },
    ],
  },
  {
    name: 'Connections',
    places: [
      { to: '/admin/crm', name: 'CRM' },
      { to: '/admin/webhooks', name: 'Webhooks out' },
      { to: '/admin/incoming', name: 'Webhooks in' },
    ],
  },
];

const groupsForLeads = groups
  .map(({ name, places }) => ({ name, places: places.filter(({ forLeads }) => forLeads) }))
  .filter(({ places }) => places.length > 0);

const groupsFor = (me: Me): readonly Group[] => (me.admin ? groups : maySeeSetup(me) ? groupsForLeads : []);

export function AdminPage() {
  const me = useMe();
  const { pathname } = useLocation();
  const seen = groupsFor(me);
  const places = seen.flatMap((group) => group.places);
  const here = places.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  if (places.length === 0 || (!here && pathname !== '/admin')) {
    return (
      <Message icon={<IconLock size={20} />} whole title="This is for admins">
        People, programs and roles are kept here. Ask an admin of this deployment if you need to change them.
      </Message>
    );
  }
  const title = me.admin ? 'Admin' : 'Setup';
  return (
    <div className={styles.page}>
      <nav className={styles.nav} aria-label="Administration">
        <h1 className={styles.title}>{title}</h1>
        {seen.map((group) => (
          <Section key={group.name} group={group} />
        ))}
      </nav>
      <div className={styles.narrowNav}>
        <h1 className={styles.title}>{title}</h1>
        <PlaceMenu groups={seen} here={here} />
      </div>
      <div className={styles.place}>
        <Outlet />
      </div>
    </div>
  );
}

function Section({ group }: { readonly group: Group }) {
  const id = useId();
  return (
    <div className={styles.group}>
      <h2 id={id}>{group.name}</h2>
      <ul aria-labelledby={id}>
        {group.places.map(({ to, name }) => (
          <li key={to}>
            <NavLink to={to} className={styles.to ?? ''}>
              {name}
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface PlaceMenuProps {
  readonly groups: readonly Group[];
  readonly here: Place | undefined;
}

/** On a narrow screen one line says where one is and opens the rest. */
function PlaceMenu({ groups, here }: PlaceMenuProps) {
  return (
    <Menu position="bottom-start" width={260} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles.where}>
          {here?.name ?? 'Choose'}
          <IconChevronDown size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {groups.map(({ name, places }) => (
          // biome-ignore lint/a11y/useSemanticElements: a menu takes groups of items, not fieldsets.
          <div key={name} role="group" aria-label={name}>
            <Menu.Label aria-hidden>{name}</Menu.Label>
            {places.map((place) => (
              <Menu.Item
                key={place.to}
                component={Link}
                to={place.to}
                aria-current={place.to === here?.to ? 'page' : undefined}
                data-autofocus={place.to === here?.to || undefined}
              >
                {place.name}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The bare address leads to the first thing there is to see. */
export function AdminStart() {
  const [first] = groupsFor(useMe());
  return first?.places[0] && <Navigate to={first.places[0].to} replace />;
}
