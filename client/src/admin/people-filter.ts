import { type AdminPerson, roleNames } from '@caseroom/shared/people';
import { containsWords } from '../platform/words.ts';

export type PersonState = AdminPerson['state'];

export const stateNames: Record<PersonState, string> = {
  active: 'Active',
  invited: 'Invited',
  disabled: 'Disabled',
};

/** People whose name, address, program, team or role has all the words; by name, the disabled ones last. */
export function findPeople(
  people: readonly AdminPerson[],
  text: string,
  state: PersonState | 'all',
): AdminPerson[] {
  return people
    .filter((person) => (state === 'all' || person.state === state) && containsWords(describe(person), text))
    .sort(
      (a, b) =>
        Number(a.state === 'disabled') - Number(b.state === 'disabled') || a.name.localeCompare(b.name),
    );
}

function describe({ name, email, memberships, admin, auditor }: AdminPerson): string {
  const roles = memberships.map(
    ({ program, role, team }) => `${roleNames[role]} ${program.name} ${program.client} ${team ?? ''}`,
  );
  return [name, email, admin ? 'admin' : '', auditor ? 'auditor' : '', ...roles].join(' ');
}
