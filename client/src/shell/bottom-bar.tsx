import { Menu } from '@mantine/core';
import { IconDots, IconSearch } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { usePreferences } from '../platform/preferences.ts';
import { useMe } from '../platform/session.ts';
import { openPalette } from '../search/palette-state.ts';
import { Avatar } from '../ui/avatar.tsx';
import { AccountMenu } from './account-menu.tsx';
import { type Badge, useBadges } from './badges.ts';
import { nameWithBadge, PlaceBadge } from './place-badge.tsx';
import { isWithin, type Place, placesOf } from './places.tsx';
import styles from './shell.module.css';

type Badges = ReturnType<typeof useBadges>;

/** With search and the person, more than these are too narrow for a thumb; the rest are behind "More". */
const MAX_PLACES = 4;

/** The rail of a narrow screen. */
export function BottomBar() {
  const me = useMe();
  const badges = useBadges();
  const places = placesOf(me, usePreferences().queueStart);
  const shown = places.length > MAX_PLACES ? MAX_PLACES - 1 : places.length;
  return (
    <nav className={styles.bottom} aria-label="Places">
      {places.slice(0, shown).map((place) => (
        <BottomPlace key={place.name} place={place} badges={badges} />
      ))}
      {places.length > shown && <More places={places.slice(shown)} badges={badges} />}
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

function BottomPlace({ place, badges }: { readonly place: Place; readonly badges: Badges }) {
  const { pathname } = useLocation();
  return (
    <Link
      to={place.to}
      className={styles.bottomItem}
      aria-label={nameWithBadge(place.name, badges[place.to])}
      aria-current={isWithin(place, pathname) ? 'page' : undefined}
    >
      <place.icon size={20} stroke={1.7} />
      <PlaceBadge badge={badges[place.to]} />
      {place.name}
    </Link>
  );
}

function More({ places, badges }: { readonly places: readonly Place[]; readonly badges: Badges }) {
  const { pathname } = useLocation();
  const here = places.find((place) => isWithin(place, pathname));
  const name = here?.name ?? 'More';
  const waiting = places.map((place) => ({ place, badge: badges[place.to] })).filter(({ badge }) => badge);
  return (
    <Menu position="top" width={230} shadow="md">
      <Menu.Target>
        <button
          type="button"
          className={styles.bottomItem}
          aria-label={[
            name,
            'more places',
            ...waiting.map(({ place, badge }) => nameWithBadge(place.name, badge)),
          ].join(', ')}
          aria-current={here ? 'page' : undefined}
        >
          <IconDots size={20} stroke={1.7} />
          <PlaceBadge badge={sumOf(waiting.map(({ badge }) => badge))} />
          {name}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {places.map((place) => (
          <Menu.Item
            key={place.name}
            component={Link}
            to={place.to}
            leftSection={<place.icon size={18} stroke={1.7} />}
            rightSection={<span className={styles.menuCount}>{badges[place.to]?.count}</span>}
            aria-label={nameWithBadge(place.name, badges[place.to])}
            aria-current={isWithin(place, pathname) ? 'page' : undefined}
          >
            {place.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function sumOf(badges: readonly (Badge | undefined)[]): Badge | undefined {
  const count = badges.reduce((sum, badge) => sum + (badge?.count ?? 0), 0);
  return count > 0 ? { count, what: 'in all' } : undefined;
}
