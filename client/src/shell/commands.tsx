import { Modal } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useNavigate } from 'react-router';
import { usePreferences } from '../platform/preferences.ts';
import { useMe, writablePrograms } from '../platform/session.ts';
import { type Shortcut, useShortcut, useShortcuts } from '../platform/shortcuts.ts';
import { createStore, useStore } from '../platform/store.ts';
import { Keys } from '../ui/keys.tsx';
import { placesOf } from './places.tsx';
import styles from './shell.module.css';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));

/** Opened once, the palette stays loaded. */
const palette = createStore<{ open: boolean; wanted: boolean }>({ open: false, wanted: false });
const sheet = createStore(false);

export const openPalette = (): void => palette.set({ open: true, wanted: true });
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
  useShortcut(
    { keys: 'g p', label: 'Go to preferences', group: 'Anywhere' },
    () => void navigate('/preferences'),
  );
  return (
    <>
      {places.map((place) => (
        <GoShortcut key={place.name} keys={place.keys} name={place.name} to={place.to} />
      ))}
      {wanted && (
        <Suspense>
          <Palette open={open} onClose={() => palette.set({ open: false, wanted: true })} />
        </Suspense>
      )}
      <ShortcutSheet />
    </>
  );
}

function GoShortcut({
  keys,
  name,
  to,
}: {
  readonly keys: string;
  readonly name: string;
  readonly to: string;
}) {
  const navigate = useNavigate();
  useShortcut({ keys, label: `Go to ${name.toLowerCase()}`, group: 'Anywhere' }, () => void navigate(to));
  return null;
}

const groups: readonly Shortcut['group'][] = ['Anywhere', 'Queue', 'Case', 'Floor', 'Inbox', 'Quality'];

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
