import {
  type CaseFacets,
  type Priority,
  priorityNames,
  type Status,
  statusNames,
} from '@caseroom/shared/case';
import { Menu } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTagLooks } from '../case/vocabulary.ts';
import { useMe } from '../platform/session.ts';
import { Avatar } from '../ui/avatar.tsx';
import { TagDot } from '../ui/tag-chip.tsx';
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
  const looks = useTagLooks();
  const owners = (facets?.owners ?? []).filter(({ person }) => person.id !== me.id);
  const mine = facets?.owners.find(({ person }) => person.id === me.id)?.count ?? 0;
  return {
    status: (Object.keys(statusNames) as Status[]).map((value) => ({
      value,
      label: statusNames[value],
      ...(facets && { count: facets.statuses[value] ?? 0 }),
    })),
    priority: (Object.keys(priorityNames) as Priority[]).map((value) => ({
      value,
      label: `${value} ${priorityNames[value]}`,
    })),
    owner: [
      { value: 'me', label: 'You', ...(facets && { count: mine }), icon: <Avatar person={me} size={16} /> },
      ...owners.map(({ person, count }) => ({
        value: person.id,
        label: person.name,
        count,
        icon: <Avatar person={person} size={16} />,
      })),
    ],
    tag: (facets?.tags ?? []).map(({ tag, count }) => ({
      value: tag,
      label: tag,
      count,
      icon: <TagDot colour={looks.get(tag)?.colour ?? 'grey'} />,
    })),
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
    <Menu
      position="bottom-start"
      width={230}
      onClose={() => setInside(field ?? null)}
      closeOnItemClick={false}
    >
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        {inside === null ? (
          usable.map((name) => (
            <Menu.Item
              key={name}
              rightSection={<IconChevronRight size={14} />}
              onClick={() => setInside(name)}
            >
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
        <Menu.Search
          placeholder={`Find ${field === 'owner' ? 'a person' : `a ${field}`}`}
          aria-label={`Find ${field}`}
          value={narrow}
          onChange={(event) => setNarrow(event.currentTarget.value)}
        />
      )}
      <div className={styles.menuScroll}>
        {shown.map((choice) => (
          <Menu.CheckboxItem
            key={choice.value}
            checked={chosen.includes(choice.value)}
            rightSection={
              choice.count !== undefined && (
                <span className={`${styles.menuCount} numbers`}>{choice.count}</span>
              )
            }
            onChange={() => onChange({ ...filters, [field]: toggled(chosen, choice.value) })}
          >
            <span className={styles.choice}>
              {choice.icon}
              {choice.label}
            </span>
          </Menu.CheckboxItem>
        ))}
        {shown.length === 0 && <p className={styles.menuEmpty}>Nothing by that name</p>}
      </div>
    </>
  );
}
