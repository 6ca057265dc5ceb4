import type { Me, Program } from '@caseroom/shared/people';
import { Select } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { useMe } from '../../platform/session.ts';

/** Who leads a program answers for one message to many of its customers. */
const ledBy = (me: Me) => me.memberships.filter(({ role }) => role === 'lead').map(({ program }) => program);

export interface LedProgram {
  readonly program: Me['memberships'][number]['program'];
  readonly programs: readonly LedProgram['program'][];
  readonly choose: (id: Program['id'] | null) => void;
}

/** The program that the address names, else the first this person leads; null: they lead none. */
export function useLedProgram(): LedProgram | null {
  const programs = ledBy(useMe());
  const [params, setParams] = useSearchParams();
  const program = programs.find(({ id }) => id === params.get('program')) ?? programs[0];
  const choose = (id: string | null) =>
    setParams(
      (held) => {
        if (id) held.set('program', id);
        return held;
      },
      { replace: true },
    );
  return program ? { program, programs, choose } : null;
}

/** Nothing where there is nothing to choose. */
export function ProgramChoice({ led: { program, programs, choose } }: { readonly led: LedProgram }) {
  if (programs.length < 2) return null;
  return (
    <Select
      aria-label="Program"
      allowDeselect={false}
      data={programs.map(({ id, name }) => ({ value: id, label: name }))}
      value={program.id}
      onChange={choose}
    />
  );
}
