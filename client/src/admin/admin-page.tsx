import type { Me } from '@caseroom/shared/people';
import { IconLock } from '@tabler/icons-react';
import { Navigate, NavLink, Outlet, useLocation } from 'react-router';
import { maySeeSetup, useMe } from '../platform/session.ts';
import { Message } from '../ui/message.tsx';
import styles from './admin.module.css';

interface Tab {
  readonly to: string;
  readonly name: string;
}

const forLeads: readonly Tab[] = [
  { to: '/admin/templates', name: 'Templates' },
  { to: '/admin/guidance', name: 'Guidance' },
  { to: '/admin/tags', name: 'Tags' },
  { to: '/admin/messages', name: 'Customer messages' },
  { to: '/admin/import', name: 'Import' },
];
const forAdmins: readonly Tab[] = [
  { to: '/admin/people', name: 'People' },
  { to: '/admin/programs', name: 'Programs' },
  { to: '/admin/timers', name: 'Timers' },
  { to: '/admin/crm', name: 'CRM' },
  { to: '/admin/summaries', name: 'Summaries' },
  ...forLeads,
  { to: '/admin/webhooks', name: 'Webhooks' },
  { to: '/admin/incoming', name: 'Incoming' },
  { to: '/admin/tokens', name: 'Tokens' },
];

/** Leads see to what belongs to their program. */
const tabsFor = (me: Me): readonly Tab[] => (me.admin ? forAdmins : maySeeSetup(me) ? forLeads : []);

export function AdminPage() {
  const me = useMe();
  const { pathname } = useLocation();
  const tabs = tabsFor(me);
  const isHere = pathname === '/admin' || tabs.some(({ to }) => pathname.startsWith(to));
  if (tabs.length === 0 || !isHere) {
    return (
      <Message icon={<IconLock size={20} />} whole title="This is for admins">
        People, programs and roles are kept here. Ask an admin of this deployment if you need to change them.
      </Message>
    );
  }
  return (
    <div className={styles.page}>
      <nav className={styles.tabs} aria-label="Administration">
        <h1 className={styles.title}>{me.admin ? 'Admin' : 'Setup'}</h1>
        {tabs.map(({ to, name }) => (
          <NavLink key={to} to={to} className={styles.tab ?? ''}>
            {name}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}

/** The bare address leads to the first thing there is to see. */
export function AdminStart() {
  const [first] = tabsFor(useMe());
  return first && <Navigate to={first.to} replace />;
}
