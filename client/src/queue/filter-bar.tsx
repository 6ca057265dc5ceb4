import type { CaseFacets } from '@caseroom/shared/case';
import { ActionIcon, CloseButton, Menu, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconArrowDown, IconArrowsSort, IconArrowUp, IconPlus, IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { type Choice, FilterMenu, fieldNames, useChoices } from './filter-menu.tsx';
import {
  type FilterField,
  type Filters,
  filterFields,
  hasFilters,
  naturalOrder,
  sortNames,
  viewNames,
  views,
  withoutFilters,
} from './filters.ts';
import styles from './queue.module.css';

/** Typing rests this long before the server is asked. */
const SEARCH_PAUSE_MS = 200;

interface FilterBarProps {
  readonly filters: Filters;
  readonly onChange: (next: Filters) => void;
  readonly facets: CaseFacets | undefined;
}

export function FilterBar({ filters, onChange, facets }: FilterBarProps) {
  const choices = useChoices(facets);
  const active = filterFields.filter((field) => filters[field].length > 0);
  return (
    <div className={styles.filters}>
      <ViewTabs filters={filters} onChange={onChange} facets={facets} />
      <div className={styles.searchRow}>
        <SearchField filters={filters} onChange={onChange} />
        <SortMenu filters={filters} onChange={onChange} />
      </div>
      <div className={styles.chips}>
        {active.map((field) => (
          <FieldChip key={field} field={field} filters={filters} onChange={onChange} choices={choices} />
        ))}
        <FilterMenu
          filters={filters}
          onChange={onChange}
          choices={choices}
          target={
            <button type="button" className={styles.chip} data-add>
              <IconPlus size={12} aria-hidden /> Filter
            </button>
          }
        />
        {hasFilters(filters) && (
          <button type="button" className={styles.clear} onClick={() => onChange(withoutFilters(filters))}>
            Clear
          </button>
        )}
      </div>
    </div>
  );
}

function ViewTabs({ filters, onChange, facets }: FilterBarProps) {
  return (
    <fieldset className={styles.views} aria-label="Cases to show">
      {views.map((view) => (
        <button
          key={view}
          type="button"
          className={styles.view}
          aria-pressed={filters.view === view}
          onClick={() => onChange({ ...filters, view })}
        >
          {viewNames[view]}
          <span className="numbers">{facets?.[view] ?? ' '}</span>
        </button>
      ))}
    </fieldset>
  );
}

function SearchField({ filters, onChange }: Omit<FilterBarProps, 'facets'>) {
  const [text, setText] = useState(filters.q);
  const commit = useDebouncedCallback((q: string) => onChange({ ...filters, q }), SEARCH_PAUSE_MS);
  // The address may change by other ways than typing here: "Clear", or going back.
  useEffect(() => setText(filters.q), [filters.q]);
  const change = (q: string) => {
    setText(q);
    commit(q);
  };
  return (
    <TextInput
      className={styles.search ?? ''}
      size="xs"
      type="search"
      placeholder="Subject, customer, number"
      aria-label="Search the queue"
      leftSection={<IconSearch size={14} />}
      rightSection={
        text && <CloseButton size="xs" aria-label="Clear the search" onClick={() => change('')} />
      }
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      data-queue-search
    />
  );
}

function SortMenu({ filters, onChange }: Omit<FilterBarProps, 'facets'>) {
  const sortBy = (sort: Filters['sort']) => onChange({ ...filters, sort, order: naturalOrder[sort] });
  const Arrow = filters.order === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <Menu position="bottom-end" width={190} closeOnItemClick={false}>
      <Menu.Target>
        <Tooltip label={`Sorted by ${sortNames[filters.sort].toLowerCase()}`}>
          <ActionIcon aria-label="Sort the queue" size={30}>
            <IconArrowsSort size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={filters.sort} onChange={(value) => sortBy(value as Filters['sort'])}>
          {(Object.keys(sortNames) as Filters['sort'][]).map((sort) => (
            <Menu.RadioItem key={sort} value={sort}>
              {sortNames[sort]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<Arrow size={14} />}
          onClick={() => onChange({ ...filters, order: filters.order === 'asc' ? 'desc' : 'asc' })}
        >
          {filters.order === 'asc' ? 'Ascending' : 'Descending'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface FieldChipProps extends Omit<FilterBarProps, 'facets'> {
  readonly field: FilterField;
  readonly choices: Record<FilterField, readonly Choice[]>;
}

function FieldChip({ field, filters, onChange, choices }: FieldChipProps) {
  const labels = filters[field].map(
    (value) => choices[field].find((choice) => choice.value === value)?.label ?? value,
  );
  const text = labels.length > 2 ? `${labels.length} chosen` : labels.join(', ');
  return (
    <span className={styles.chip} data-on>
      <FilterMenu
        field={field}
        filters={filters}
        onChange={onChange}
        choices={choices}
        target={
          <button type="button" className={styles.chipText}>
            <span className={styles.chipField}>{fieldNames[field]}</span> {text}
          </button>
        }
      />
      <button
        type="button"
        className={styles.chipRemove}
        aria-label={`Remove the ${fieldNames[field].toLowerCase()} filter`}
        onClick={() => onChange({ ...filters, [field]: [] })}
      >
        <IconX size={12} />
      </button>
    </span>
  );
}
