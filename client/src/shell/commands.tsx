import { Modal, useMantineColorScheme } from '@mantine/core';
import {
  IconAdjustments,
  IconArrowsExchange,
  IconKeyboard,
  IconLogout,
  IconMailForward,
  IconPlus,
  IconSearch,
  IconSunMoon,
} from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useNavigate } from 'react-router';
import { useEndShift } from '../handover/use-end-shift.ts';
import { useCommand } from '../platform/commands.ts';
import { usePreferences } from '../platform/preferences.ts';
import { mayHandOver, signOut, useMe, writablePrograms } from '../platform/session.ts';
import { type Shortcut, useShortcut, useShortcuts } from '../platform/shortcuts.ts';
import { createStore, useStore } from '../platform/store.ts';
import { closePalette, openPalette, palette } from '../search/palette-state.ts';
import { Keys } from '../ui/keys.tsx';
import { type Place, placesOf } from './places.tsx';
import styles from './shell.module.css';

const Palette = lazy(async () => ({ default: (await import('../search/palette.tsx')).Palette }));
const sheet = createStore(false);

export const openSheet = (): void => sheet.set(true);

/** The keys that work everywhere, and what they open. */
export function Commands() {
  const me = useMe();
  const navigate = useNavigate();
  const places = placesOf(me, usePreferences().queueStart);
  const { open, wanted } = useStore(palette);

  useShortcut({ keys: 'mod+k', label: 'Search and commands', group: 'Anywhere' }, openPalette);
  useShortcut({ keys: '?', label: 'Show the shortcuts', group: 'Anywhere' }, openSheet);
  useShortcut(
    { keys: 'c', label: 'New case', group: 'Anywhere' },
    () => void navigate('/cases/new'),
    writablePrograms(me).length > 0,
  );
  const endShift = useEndShift();
  useShortcut({ keys: 'h', label: 'End my shift, hand over', group: 'Anywhere' }, endShift, mayHandOver(me));
  useCommand(
    { name: 'End my shift, hand over', group: 'anywhere', keys: 'h', icon: IconArrowsExchange },
    endShift,
    mayHandOver(me),
  );
  useShortcut(
    { keys: 'g p', label: 'Go to preferences', group: 'Anywhere' },
    () => void navigate('/preferences'),
  );
  useAnywhere();
  return (
    <>
      {places.map((place) => (
        <GoTo key={place.name} place={place} />
      ))}
      {wanted && (
        <Suspense>
          <Palette open={open} onClose={closePalette} />
        </Suspense>
      )}
      <ShortcutSheet />
    </>
  );
}

/** What can be done from every page, by its name. */
function useAnywhere(): void {
  const navigate = useNavigate();
  const { toggleColorScheme } = useMantineColorScheme();
  const me = useMe();
  const mayOpen = writablePrograms(me).length > 0;
  const anywhere = 'anywhere' as const;
  useCommand(
    { name: 'New case', group: anywhere, keys: 'c', icon: IconPlus },
    () => navigate('/cases/new'),
    mayOpen,
  );
  useCommand(
    { name: 'Write to many customers', group: anywhere, also: 'bulk outage message', icon: IconMailForward },
    () => navigate('/messages/many/new'),
    me.memberships.some(({ role }) => role === 'lead'),
  );
  useCommand({ name: 'Search', group: anywhere, also: 'saved searches views', icon: IconSearch }, () =>
    navigate('/search'),
  );
  useCommand(
    { name: 'Preferences', group: anywhere, also: 'settings', keys: 'g p', icon: IconAdjustments },
    () => navigate('/preferences'),
  );
  useCommand(
    { name: 'Keyboard shortcuts', group: anywhere, also: 'help keys', keys: '?', icon: IconKeyboard },
    openSheet,
  );
  useCommand(
    { name: 'Switch between light and dark', group: anywhere, also: 'change theme', icon: IconSunMoon },
    toggleColorScheme,
  );
  useCommand({ name: 'Sign out', group: anywhere, also: 'log off', icon: IconLogout }, () => void signOut());
}

function GoTo({ place: { keys, name, to, icon } }: { readonly place: Place }) {
  const navigate = useNavigate();
  const label = `Go to ${name.toLowerCase()}`;
  useShortcut({ keys, label, group: 'Anywhere' }, () => void navigate(to));
  useCommand({ name: label, group: 'anywhere', keys, icon }, () => void navigate(to));
  return null;
}

const groups: readonly Shortcut['group'][] = [
  'Anywhere',
  'Queue',
  'Case',
  'Handover',
  'Floor',
  'Inbox',
  'Quality',
];

/** Every shortcut that works where the person is now. */
function ShortcutSheet() {
  const open = useStore(sheet);
  const shortcuts = useShortcuts();
  return (
    <Modal opened={open} onClose={() => sheet.set(false)} title="Keyboard shortcuts" size="lg">
      <div className={styles.sheet}>
        {groups.map((group) => {
          const rows = shortcuts.filter((shortcut) => shortcut.group === group);
          if (rows.length === 0) return null;
          return (
            <section key={group} className={styles.sheetGroup}>
              <h3>{group}</h3>
              {rows.map((shortcut) => (
                <div key={shortcut.keys} className={styles.sheetRow}>
                  {shortcut.label}
                  <Keys keys={shortcut.keys} />
                </div>
              ))}
            </section>
          );
        })}
      </div>
    </Modal>
  );
}
