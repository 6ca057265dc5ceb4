import { Select, type SelectProps } from '@mantine/core';

interface Program {
  readonly id: string;
  readonly name: string;
}

type Look = Pick<SelectProps, 'size' | 'w'>;

interface ProgramSelectProps extends Look {
  readonly programs: readonly Program[];
  readonly value: string;
  readonly onChange: (programId: string) => void;
}

/** The one program that is looked at; nothing where there is no other. */
export function ProgramSelect({ programs, value, onChange, ...look }: ProgramSelectProps) {
  if (programs.length < 2) return null;
  return (
    <Select
      w={200}
      {...look}
      aria-label="Program"
      allowDeselect={false}
      data={choices(programs)}
      value={value}
      onChange={(id) => id !== null && onChange(id)}
    />
  );
}

interface ProgramFilterProps extends Look {
  readonly programs: readonly Program[];
  /** Null for all of them. */
  readonly value: string | null;
  readonly onChange: (programId: string | null) => void;
}

/** All programs, or one of them; nothing where there is no other. */
export function ProgramFilter({ programs, value, onChange, ...look }: ProgramFilterProps) {
  if (programs.length < 2) return null;
  return (
    <Select
      w={190}
      {...look}
      aria-label="Program"
      placeholder="All programs"
      clearable
      data={choices(programs)}
      value={value}
      onChange={onChange}
    />
  );
}

const choices = (programs: readonly Program[]) =>
  programs.map(({ id, name }) => ({ value: id, label: name }));
