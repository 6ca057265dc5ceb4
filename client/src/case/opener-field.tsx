import type { AdminPerson } from '@caseroom/shared/people';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { send } from '../platform/http.ts';

interface OpenerFieldProps {
  /** Undefined until one is chosen. */
  readonly programId: string | undefined;
  readonly value: string | null;
  readonly onChange: (personId: string | null) => void;
  readonly label: string;
  readonly description: string;
  /** Whether to say that somebody has to be chosen. */
  readonly isMissing: boolean;
}

/** An administrator's choice of who opens, and so owns, the cases that another system brings. */
export function OpenerField({ programId, value, onChange, isMissing, ...texts }: OpenerFieldProps) {
  const { data } = useQuery({
    queryKey: ['admin', 'people'],
    queryFn: async ({ signal }) =>
      (await send<{ items: readonly AdminPerson[] }>('GET', '/api/admin/people', { signal })).items,
  });
  const able = (data ?? []).filter((person) => programId !== undefined && mayOpenCases(person, programId));
  return (
    <Select
      {...texts}
      placeholder="Choose somebody of the program"
      nothingFoundMessage="Nobody opens cases in this program"
      searchable
      data={able.map(({ id, name }) => ({ value: id, label: name }))}
      value={able.some(({ id }) => id === value) ? value : null}
      error={isMissing ? 'Choose somebody who opens cases in this program.' : undefined}
      onChange={onChange}
    />
  );
}

const opening: ReadonlySet<string> = new Set(['agent', 'senior', 'lead']);

const mayOpenCases = ({ state, memberships }: AdminPerson, programId: string): boolean =>
  state !== 'disabled' &&
  memberships.some(({ program, role }) => program.id === programId && opening.has(role));
