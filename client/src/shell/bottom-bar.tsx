import { IconSearch } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { usePreferences } from '../platform/preferences.ts';
import { useMe } from '../platform/session.ts';
import { openPalette } from '../search/palette-state.ts';
import { Avatar } from '../ui/avatar.tsx';
import { AccountMenu } from './account-menu.tsx';
import { useBadges } from './badges.ts';
import { nameWithBadge, PlaceBadge } from './place-badge.tsx';
import { isWithin, placesOf } from './places.tsx';
import styles from './shell.module.css';

/** The rail of a narrow screen. */
export function BottomBar() {
  const me = useMe();
  const { pathname } = useLocation();
  const badges = useBadges();
  return (
    <nav className={styles.bottom} aria-label="Places">
      {placesOf(me, usePreferences().queueStart).map((place) => (
        <Link
          key={place.name}
          to={place.to}
          className={styles.bottomItem}
          aria-label={nameWithBadge(place.name, badges[place.to])}
          aria-current={isWithin(place, pathname) ? 'page' : undefined}
        >
          <place.icon size={20} stroke={1.7} />
          <PlaceBadge badge={badges[place.to]} />
          {place.name}
        </Link>
      ))}
      <button type="button" className={styles.bottomItem} onClick={openPalette}>
        <IconSearch size={20} stroke={1.7} />
        Search
      </button>
      <AccountMenu
        me={me}
        position="top-end"
        target={
          <button type="button" className={styles.bottomItem}>
            <Avatar person={me} size={20} />
            You
          </button>
        }
      />
    </nav>
  );
}
