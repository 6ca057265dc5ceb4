import type { Scorecard } from '@caseroom/shared/quality';
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQualityProgram } from './quality-data.ts';

interface BeginButtonProps {
  readonly programId: string;
  /** For those who cannot see which row it stands in. */
  readonly label: string;
  readonly loading: boolean;
  readonly onFocus: () => void;
  /** Undefined: the program's only scorecard, or its oldest. */
  readonly onBegin: (scorecardId: string | undefined) => void;
}

/** Begins a review; where a program has several scorecards, one is chosen. */
export function BeginButton({ programId, label, loading, onFocus, onBegin }: BeginButtonProps) {
  const offered = useScorecards(programId);
  const look = { size: 'sm', variant: 'default', loading, 'aria-label': label, onFocus } as const;
  if (offered.length < 2)
    return (
      <Button {...look} data-row onClick={() => onBegin(undefined)}>
        Review
      </Button>
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button {...look} data-row rightSection={<IconChevronDown size={14} aria-hidden />}>
          Review
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Score it with</Menu.Label>
        {offered.map(({ id, body }) => (
          <Menu.Item key={id} onClick={() => onBegin(id)}>
            {body.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Those that new reviews of a program can be scored with. */
export function useScorecards(programId: string): readonly Scorecard[] {
  const { data } = useQualityProgram(programId);
  return data?.scorecards.filter(({ retired }) => !retired) ?? [];
}
