import { Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconHelp, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { usePreferences } from '../platform/preferences.ts';
import { useMe } from '../platform/session.ts';
import { openPalette } from '../search/palette-state.ts';
import { Keys } from '../ui/keys.tsx';
import { Logo } from '../ui/logo.tsx';
import { AccountMenu } from './account-menu.tsx';
import { useBadges } from './badges.ts';
import { openSheet } from './commands.tsx';
import { nameWithBadge, PlaceBadge } from './place-badge.tsx';
import { isWithin, placesOf } from './places.tsx';
import styles from './shell.module.css';

const side = { position: 'right', offset: 8 } as const;

export function Rail() {
  const me = useMe();
  const { pathname } = useLocation();
  const badges = useBadges();
  const places = placesOf(me, usePreferences().queueStart);
  return (
    <nav className={`${styles.rail} not-printed`} aria-label="Places">
      <Link to="/" className={styles.logo} aria-label="Caseroom, to the start">
        <Logo size={34} />
      </Link>
      {places.map((place) => (
        <Tooltip key={place.name} label={<Hint name={place.name} keys={place.keys} />} {...side}>
          <Link
            to={place.to}
            className={styles.railItem}
            aria-label={nameWithBadge(place.name, badges[place.to])}
            aria-current={isWithin(place, pathname) ? 'page' : undefined}
          >
            <place.icon size={19} stroke={1.7} />
            <PlaceBadge badge={badges[place.to]} />
          </Link>
        </Tooltip>
      ))}
      <Tooltip label={<Hint name="Search and commands" keys="mod+k" />} {...side}>
        <button
          type="button"
          className={styles.railItem}
          aria-label="Search and commands"
          onClick={openPalette}
        >
          <IconSearch size={19} stroke={1.7} />
        </button>
      </Tooltip>
      <span className={styles.grow} />
      <Tooltip label={<Hint name="Shortcuts" keys="?" />} {...side}>
        <button type="button" className={styles.railItem} aria-label="Keyboard shortcuts" onClick={openSheet}>
          <IconHelp size={19} stroke={1.7} />
        </button>
      </Tooltip>
      <ThemeToggle />
      <AccountMenu me={me} position="right-end" />
    </nav>
  );
}

function Hint({ name, keys }: { readonly name: string; readonly keys: string }) {
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
      {name} <Keys keys={keys} />
    </span>
  );
}

function ThemeToggle() {
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const dark = useComputedColorScheme('light') === 'dark';
  const label = dark ? 'Use the light theme' : 'Use the dark theme';
  return (
    <Tooltip label={label} {...side}>
      <button
        type="button"
        className={styles.railItem}
        aria-label={label}
        onClick={() => setColorScheme(dark ? 'light' : 'dark')}
      >
        {dark ? <IconSun size={19} stroke={1.7} /> : <IconMoon size={19} stroke={1.7} />}
      </button>
    </Tooltip>
  );
}
