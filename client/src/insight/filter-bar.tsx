import { type InsightReport, periodWeeks } from '@caseroom/shared/insight';
import { halfText } from '@caseroom/shared/insight-words';
import type { Program } from '@caseroom/shared/people';
import { ActionIcon, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { ProgramSelect } from '../ui/program-select.tsx';
import { type Asked, steppedTo } from './address.ts';
import styles from './insight.module.css';

interface FilterBarProps {
  readonly asked: Asked;
  readonly programs: readonly Program[];
  /** Null while the first one is on its way. */
  readonly report: InsightReport | null;
  readonly onChange: (next: Asked) => void;
}

export function InsightFilters({ asked, programs, report, onChange }: FilterBarProps) {
  const change = (next: Partial<Asked>) => onChange({ ...asked, ...next });
  const step = (direction: -1 | 1) => report && change({ to: steppedTo(report.period, direction) });
  return (
    <search className={styles.filters} aria-label="Filters of Insight">
      <ProgramSelect
        size="xs"
        w={170}
        programs={programs}
        value={asked.program}
        onChange={(program) => change({ program, team: null, person: null })}
      />
      {report && report.teams.length > 1 && (
        <Select
          size="xs"
          w={130}
          aria-label="Team"
          placeholder="All teams"
          clearable
          data={report.teams.map(({ name }) => name)}
          value={asked.team}
          onChange={(team) => change({ team, person: null })}
        />
      )}
      {report && report.people.length > 1 && (
        <Select
          size="xs"
          w={160}
          aria-label="Person"
          placeholder="Everybody"
          clearable
          searchable
          data={report.people
            .filter(({ team }) => asked.team === null || team === asked.team)
            .map(({ key, name }) => ({ value: key, label: name }))}
          value={asked.person}
          onChange={(person) => change({ person })}
        />
      )}
      <SegmentedControl
        size="xs"
        aria-label="Length of the period"
        data={periodWeeks.map((weeks) => ({
          value: String(weeks),
          label: weeks === 1 ? '1 week' : `${weeks} weeks`,
        }))}
        value={String(asked.weeks)}
        onChange={(weeks) => change({ weeks: periodWeeks.find((of) => String(of) === weeks) ?? asked.weeks })}
      />
      <span className={styles.steps}>
        <Tooltip label="The period before">
          <ActionIcon variant="default" size={28} aria-label="The period before" onClick={() => step(-1)}>
            <IconChevronLeft size={15} />
          </ActionIcon>
        </Tooltip>
        <span className={`${styles.span} numbers`} role="status">
          {report && halfText(report.period, 'current')}
        </span>
        <Tooltip label="The period after">
          <ActionIcon
            variant="default"
            size={28}
            aria-label="The period after"
            disabled={asked.to === null}
            onClick={() => step(1)}
          >
            <IconChevronRight size={15} />
          </ActionIcon>
        </Tooltip>
      </span>
    </search>
  );
}
