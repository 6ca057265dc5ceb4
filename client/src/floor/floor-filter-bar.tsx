import type { FloorPerson } from '@caseroom/shared/floor';
import { Select } from '@mantine/core';
import { floorPrograms, useMe } from '../platform/session.ts';
import { ProgramFilter } from '../ui/program-select.tsx';
import styles from './floor.module.css';
import { type FloorFilters, teamsOf } from './floor-rows.ts';

interface FloorFilterBarProps {
  readonly people: readonly FloorPerson[];
  /** Of the cases on the floor. */
  readonly tags: readonly string[];
  readonly filters: FloorFilters;
  readonly onChange: (next: FloorFilters) => void;
}

export function FloorFilterBar({ people, tags, filters, onChange }: FloorFilterBarProps) {
  const programs = floorPrograms(useMe());
  const teams = teamsOf(people, filters.program);
  return (
    <search className={styles.filters} aria-label="Filters of the floor">
      <ProgramFilter
        size="xs"
        w={170}
        programs={programs}
        value={filters.program}
        onChange={(program) => onChange({ ...filters, program, team: null })}
      />
      {(teams.length > 1 || filters.team !== null) && (
        <Select
          size="xs"
          w={140}
          aria-label="Team"
          placeholder="All teams"
          clearable
          data={teams}
          value={filters.team}
          onChange={(team) => onChange({ ...filters, team })}
        />
      )}
      {(tags.length > 0 || filters.tag !== null) && (
        <Select
          size="xs"
          w={140}
          aria-label="Tag"
          placeholder="All tags"
          clearable
          searchable
          data={[...tags]}
          value={filters.tag}
          onChange={(tag) => onChange({ ...filters, tag })}
        />
      )}
    </search>
  );
}
