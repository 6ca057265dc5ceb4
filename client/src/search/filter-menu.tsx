import { type CaseFacets, Priority, priorityNames, Status, statusNames } from '@caseroom/shared/case';
import { NoteKind } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';
import type { Colleague } from '@caseroom/shared/people';
import type { FilterName, SearchTerm } from '@caseroom/shared/search-grammar';
import { Menu } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { send } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { filterLabels } from './filter-labels.ts';
import styles from './search.module.css';
import { isChosen, toggled } from './terms.ts';

/** A long list of choices can be narrowed by typing. */
const NARROW_ABOVE = 8;

interface Choice {
  readonly value: string;
  readonly label: string;
}
type Choices = Partial<Record<FilterName, readonly Choice[]>>;

interface FilterMenuProps {
  readonly terms: readonly SearchTerm[];
  readonly onChange: (terms: SearchTerm[]) => void;
  readonly target: ReactNode;
}

/** Every filter with what it can be set to, for those who do not know its name. */
export function FilterMenu({ terms, onChange, target }: FilterMenuProps) {
  const [opened, setOpened] = useState(false);
  const [inside, setInside] = useState<FilterName | null>(null);
  const choices = useChoices(opened);
  const names = Object.keys(choices) as FilterName[];
  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      onClose={() => setInside(null)}
      position="bottom-start"
      width={250}
      closeOnItemClick={false}
    >
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        {inside === null ? (
          names.map((name) => (
            <Menu.Item
              key={name}
              rightSection={<IconChevronRight size={14} />}
              onClick={() => setInside(name)}
            >
              {filterLabels[name]}
            </Menu.Item>
          ))
        ) : (
          <>
            <Menu.Item leftSection={<IconChevronLeft size={14} />} onClick={() => setInside(null)} c="dimmed">
              {filterLabels[inside]}
            </Menu.Item>
            <ChoiceItems
              label={filterLabels[inside]}
              choices={choices[inside] ?? []}
              chosen={(value) => isChosen(terms, inside, value)}
              onToggle={(value) => onChange(toggled(terms, inside, value))}
            />
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChoiceItemsProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: (value: string) => boolean;
  readonly onToggle: (value: string) => void;
}

function ChoiceItems({ label, choices, chosen, onToggle }: ChoiceItemsProps) {
  const [narrow, setNarrow] = useState('');
  const shown = choices.filter((choice) => choice.label.toLowerCase().includes(narrow.trim().toLowerCase()));
  return (
    <>
      {choices.length > NARROW_ABOVE && (
        <Menu.Search
          placeholder="Find"
          aria-label={`Find: ${label}`}
          value={narrow}
          onChange={(event) => setNarrow(event.currentTarget.value)}
        />
      )}
      <div className={styles.menuScroll}>
        {shown.map(({ value, label: text }) => (
          <Menu.CheckboxItem key={value} checked={chosen(value)} onChange={() => onToggle(value)}>
            {text}
          </Menu.CheckboxItem>
        ))}
        {shown.length === 0 && <Menu.Label>Nothing by that name</Menu.Label>}
      </div>
    </>
  );
}

const since: readonly Choice[] = [
  { value: 'today', label: 'Today' },
  { value: 'yesterday', label: 'Yesterday' },
  { value: '7d', label: 'The last 7 days' },
  { value: '30d', label: 'The last 30 days' },
  { value: '365d', label: 'The last year' },
];

/** Fixed lists, the person's programs and colleagues, and the tags that are in use. */
function useChoices(enabled: boolean): Choices {
  const me = useMe();
  const tags = useQuery({
    queryKey: ['cases', 'facets', 'tags'],
    queryFn: ({ signal }) =>
      send<CaseFacets>('GET', '/api/cases/facets', { query: { status: Status.options.join(',') }, signal }),
    enabled,
  });
  const people = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => send<{ items: Colleague[] }>('GET', '/api/people', { signal }),
    enabled,
  });
  const names = [
    { value: 'me', label: 'You' },
    ...(people.data?.items ?? [])
      .filter(({ id }) => id !== me.id)
      .map(({ name }) => ({ value: name, label: name })),
  ];
  return {
    kind: NoteKind.options.map((value) => ({ value, label: noteKinds[value].name })),
    status: Status.options.map((value) => ({ value, label: statusNames[value] })),
    priority: Priority.options.map((value) => ({ value, label: `${value} ${priorityNames[value]}` })),
    tag: (tags.data?.tags ?? []).map(({ tag }) => ({ value: tag, label: tag })),
    author: names,
    owner: names,
    after: since,
    ...(me.memberships.length > 1 && {
      program: me.memberships.map(({ program }) => ({ value: program.name, label: program.name })),
    }),
  };
}
