import type { Me } from '@caseroom/shared/people';
import { useSearchParams } from 'react-router';
import { useMe } from '../../platform/session.ts';
import { useParamSetter } from '../../platform/use-param-setter.ts';

/** Who leads a program answers for one message to many of its customers. */
const ledBy = (me: Me) => me.memberships.filter(({ role }) => role === 'lead').map(({ program }) => program);

export type LedProgram = NonNullable<ReturnType<typeof useLedProgram>>;

/** The program that the address names, else the first this person leads; null: they lead none. */
export function useLedProgram() {
  const programs = ledBy(useMe());
  const [params] = useSearchParams();
  const setParam = useParamSetter();
  const program = programs.find(({ id }) => id === params.get('program')) ?? programs[0];
  return program ? { program, programs, choose: (id: string) => setParam('program', id) } : null;
}
