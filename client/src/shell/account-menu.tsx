import { type Me, roleNames } from '@caseroom/shared/people';
import { Menu, type MenuProps } from '@mantine/core';
import { IconAdjustments, IconArrowsExchange, IconLogout } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useEndShift } from '../handover/use-end-shift.ts';
import { mayHandOver, signOut } from '../platform/session.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Keys } from '../ui/keys.tsx';
import styles from './shell.module.css';

interface AccountMenuProps {
  readonly me: Me;
  readonly position: NonNullable<MenuProps['position']>;
  readonly target?: ReactNode;
}

export function AccountMenu({ me, position, target }: AccountMenuProps) {
  const endShift = useEndShift();
  return (
    <Menu position={position} width={250}>
      <Menu.Target>
        {target ?? (
          <button type="button" className={styles.account} aria-label={`${me.name}, account`}>
            <Avatar person={me} size={30} />
          </button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.accountHead}>
          <strong>{me.name}</strong>
          <span>{me.email}</span>
          {me.memberships.map(({ program, role }) => (
            <span key={program.id} className={styles.accountRole}>
              {roleNames[role]}, {program.name}
            </span>
          ))}
        </div>
        <Menu.Divider />
        {mayHandOver(me) && (
          <Menu.Item
            leftSection={<IconArrowsExchange size={16} />}
            rightSection={<Keys keys="h" />}
            onClick={endShift}
          >
            End my shift
          </Menu.Item>
        )}
        <Menu.Item component={Link} to="/preferences" leftSection={<IconAdjustments size={16} />}>
          Preferences
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
