import type { CaseSummary } from '@caseroom/shared/case';
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconAdjustments, IconLogout, IconPlus, IconSearch, IconSunMoon } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { send } from '../platform/http.ts';
import { usePreferences } from '../platform/preferences.ts';
import { signOut, useMe, writablePrograms } from '../platform/session.ts';
import type { CasePage } from '../queue/rows.ts';
import { StatusPill } from '../ui/pill.tsx';
import styles from './palette.module.css';
import { placesOf } from './places.tsx';

const [store, spotlight] = createSpotlight();
const SEARCH_PAUSE_MS = 120;
const MAX_CASES = 8;

interface Command {
  readonly name: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}

/** Everything by typing: a case by its number or words, a place, an action. */
export function Palette({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text.trim(), SEARCH_PAUSE_MS);
  const navigate = useNavigate();
  const cases = useFoundCases(settled, open);
  const commands = useCommands().filter((command) =>
    command.name.toLowerCase().includes(text.trim().toLowerCase()),
  );
  useEffect(() => (open ? spotlight.open() : spotlight.close()), [open]);

  return (
    <Spotlight.Root
      attributes={{ content: { 'aria-label': 'Search and commands' } }}
      store={store}
      shortcut={null}
      query={text}
      onQueryChange={setText}
      onSpotlightClose={onClose}
      clearQueryOnClose
      radius="lg"
      size={600}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      classNames={{
        content: styles.content ?? '',
        body: styles.body ?? '',
        search: styles.search ?? '',
        actionsGroup: styles.group ?? '',
      }}
    >
      <Spotlight.Search
        placeholder="A case number, a customer, or what you want to do"
        leftSection={<IconSearch size={18} />}
      />
      <Spotlight.ActionsList className={styles.list ?? ''}>
        {cases.length > 0 && (
          <Spotlight.ActionsGroup label={settled ? 'Cases' : 'Recently touched'}>
            {cases.map((found) => (
              <CaseAction
                key={found.id}
                found={found}
                onClick={() => void navigate(`/cases/${found.number}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {commands.length > 0 && (
          <Spotlight.ActionsGroup label="Commands">
            {commands.map((command) => (
              <Spotlight.Action key={command.name} className={styles.action ?? ''} onClick={command.run}>
                <span className={styles.icon}>{command.icon}</span>
                {command.name}
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {cases.length === 0 && commands.length === 0 && <Spotlight.Empty>Nothing found</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useFoundCases(q: string, open: boolean): readonly CaseSummary[] {
  const { data } = useQuery({
    queryKey: ['cases', 'found', q],
    queryFn: ({ signal }) =>
      send<CasePage>('GET', '/api/cases', { query: { q: q || undefined, limit: MAX_CASES }, signal }),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  return data?.items ?? [];
}

function CaseAction({ found, onClick }: { readonly found: CaseSummary; readonly onClick: () => void }) {
  return (
    <Spotlight.Action className={styles.action ?? ''} onClick={onClick}>
      <span className={styles.number}>{found.number}</span>
      <span className={styles.subject}>{found.subject}</span>
      <span className={styles.customer}>{found.customerName}</span>
      <StatusPill status={found.status} />
    </Spotlight.Action>
  );
}

function useCommands(): Command[] {
  const me = useMe();
  const navigate = useNavigate();
  const { toggleColorScheme } = useMantineColorScheme();
  const places = placesOf(me, usePreferences().queueStart);
  return [
    ...(writablePrograms(me).length > 0
      ? [{ name: 'New case', icon: <IconPlus size={16} />, run: () => void navigate('/cases/new') }]
      : []),
    ...places.map((place) => ({
      name: `Go to ${place.name.toLowerCase()}`,
      icon: <place.icon size={16} />,
      run: () => void navigate(place.to),
    })),
    { name: 'Preferences', icon: <IconAdjustments size={16} />, run: () => void navigate('/preferences') },
    {
      name: 'Switch between light and dark',
      icon: <IconSunMoon size={16} />,
      run: () => toggleColorScheme(),
    },
    { name: 'Sign out', icon: <IconLogout size={16} />, run: () => void signOut() },
  ];
}
