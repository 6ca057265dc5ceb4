import { type CaseFacets, type Priority, priorityNames, type Status, statusNames } from '@caseroom/shared/case';
import { Menu, TextInput } from '@mantine/core';
import { IconCheck, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useMe } from '../platform/session.ts';
import { Avatar } from '../ui/avatar.tsx';
import { type FilterField, type Filters, filterFields, toggled } from './filters.ts';
import styles from './queue.module.css';

export const fieldNames: Record<FilterField, string> = {
  status: 'Status',
  priority: 'Priority',
  owner: 'Owner',
  tag: 'Tag',
  program: 'Program',
};

/** A long list of choices can be narrowed by typing. */
const SEARCH_ABOVE = 8;

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly count?: number;
  readonly icon?: ReactNode;
}

/** What each filter can be set to: fixed lists, the person's programs, and what the queue really holds. */
export function useChoices(facets: CaseFacets | undefined): Record<FilterField, readonly Choice[]> {
  const me = useMe();
  const owners = (facets?.owners ?? []).filter(({ person }) => person.id !== me.id);
  return {
    status: (Object.keys(statusNames) as Status[]).map((value) => ({
      value,
      label: statusNames[value],
      ...(facets && { count: facets.statuses[value] ?? 0 }),
    })),
    priority: (Object.keys(priorityNames) as Priority[]).map((value) => ({ value, label: `${value} ${priorityNames[value]}` })),
    owner: [
      { value: 'me', label: 'You', icon: <Avatar person={me} size={16} /> },
      ...owners.map(({ person, count }) => ({
        value: person.id,
        label: person.name,
        count,
        icon: <Avatar person={person} size={16} />,
      })),
    ],
    tag: (facets?.tags ?? []).map(({ tag, count }) => ({ value: tag, label: tag, count })),
    program: me.memberships.map(({ program }) => ({ value: program.id, label: program.name })),
  };
}

interface FilterMenuProps {
  readonly filters: Filters;
  readonly onChange: (next: Filters) => void;
  readonly choices: Record<FilterField, readonly Choice[]>;
  /** Opens at one field's choices; otherwise the fields are listed first. */
  readonly field?: FilterField;
  readonly target: ReactNode;
}

export function FilterMenu({ filters, onChange, choices, field, target }: FilterMenuProps) {
  const [inside, setInside] = useState<FilterField | null>(field ?? null);
  const usable = filterFields.filter((name) => choices[name].length > (name === 'program' ? 1 : 0));
  return (
    <Menu position="bottom-start" width={230} onClose={() => setInside(field ?? null)} closeOnItemClick={false}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        {inside === null ? (
          usable.map((name) => (
            <Menu.Item key={name} rightSection={<IconChevronRight size={14} />} onClick={() => setInside(name)}>
              {fieldNames[name]}
            </Menu.Item>
          ))
        ) : (
          <FieldChoices
            field={inside}
            filters={filters}
            onChange={onChange}
            choices={choices[inside]}
            {...(!field && { back: () => setInside(null) })}
          />
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

interface FieldChoicesProps extends Pick<FilterMenuProps, 'filters' | 'onChange'> {
  readonly field: FilterField;
  readonly choices: readonly Choice[];
  readonly back?: () => void;
}

function FieldChoices({ field, filters, onChange, choices, back }: FieldChoicesProps) {
  const [narrow, setNarrow] = useState('');
  const shown = choices.filter((choice) => choice.label.toLowerCase().includes(narrow.trim().toLowerCase()));
  const chosen = filters[field];
  return (
    <>
      {back && (
        <Menu.Item leftSection={<IconChevronLeft size={14} />} onClick={back} c="dimmed">
          {fieldNames[field]}
        </Menu.Item>
      )}
      {choices.length > SEARCH_ABOVE && (
        <TextInput
          className={styles.menuSearch ?? ''}
          placeholder={`Find ${field === 'owner' ? 'a person' : `a ${field}`}`}
          aria-label={`Find ${field}`}
          value={narrow}
          onChange={(event) => setNarrow(event.currentTarget.value)}
          data-autofocus
        />
      )}
      <div className={styles.menuScroll}>
        {shown.map((choice) => (
          <Menu.Item
            key={choice.value}
            role="menuitemcheckbox"
            aria-checked={chosen.includes(choice.value)}
            leftSection={choice.icon}
            rightSection={
              <span className={styles.menuEnd}>
                {choice.count !== undefined && <span className="numbers">{choice.count}</span>}
                <IconCheck size={14} style={{ visibility: chosen.includes(choice.value) ? 'visible' : 'hidden' }} />
              </span>
            }
            onClick={() => onChange({ ...filters, [field]: toggled(chosen, choice.value) })}
          >
            {choice.label}
          </Menu.Item>
        ))}
        {shown.length === 0 && <p className={styles.menuEmpty}>Nothing by that name</p>}
      </div>
    </>
  );
}
