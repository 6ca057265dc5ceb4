import type { Colleague } from '@caseroom/shared/people';
import { type Role, roleNames } from '@caseroom/shared/people';
import { IconUsers } from '@tabler/icons-react';
import { Avatar } from '../../ui/avatar.tsx';
import { PersonMention } from './schema.ts';
import styles from './suggestion-list.module.css';
import { drawSuggestions } from './suggestions.tsx';

/** A person who may be mentioned, or everybody of a role or a team. */
export interface Mentionable {
  /** A person's id, "role:lead" or "team:Day". */
  readonly id: string;
  readonly label: string;
  /** Null for a role or a team. */
  readonly colour: number | null;
  /** "Lead", or "Agent, Night shift". */
  readonly about: string;
  /** What one person is in the program of the case. */
  readonly role?: Role;
}

const MAX_OFFERED = 8;

/** The people of a case's program, and its roles and teams, as they can be mentioned. */
export function mentionable(people: readonly Colleague[], programId: string | undefined): Mentionable[] {
  return [...individuals(people, programId), ...groups(people, programId)];
}

/** Roles that read cases and act on them; the program's client reads none. */
const mentionableRoles: readonly Role[] = ['agent', 'senior', 'lead', 'qa'];
const rolePlurals: Partial<Record<Role, string>> = { agent: 'agents', senior: 'seniors', lead: 'leads' };

function groups(people: readonly Colleague[], programId: string | undefined): Mentionable[] {
  const here = people.flatMap(({ roles }) =>
    roles.filter((role) => role.programId === programId && mentionableRoles.includes(role.role)),
  );
  const counted = (count: number) => `${count} ${count === 1 ? 'person' : 'people'}`;
  const roles = mentionableRoles.flatMap((role) => {
    const count = here.filter((other) => other.role === role).length;
    const label = rolePlurals[role] ?? roleNames[role].toLowerCase();
    return count > 0
      ? [{ id: `role:${role}`, label, colour: null, about: `Everyone, ${counted(count)}` }]
      : [];
  });
  const teams = [...new Set(here.flatMap(({ team }) => team ?? []))].map((team) => {
    const count = here.filter((other) => other.team === team).length;
    return { id: `team:${team}`, label: team, colour: null, about: `Team, ${counted(count)}` };
  });
  return [...roles, ...teams];
}

function individuals(people: readonly Colleague[], programId: string | undefined): Mentionable[] {
  return people.flatMap(({ id, name, colour, roles }) => {
    const role = roles.find((other) => programId === undefined || other.programId === programId);
    if (!role) return [];
    const about = [roleNames[role.role], role.team].filter(Boolean).join(', ');
    return [{ id, label: name, colour, about, role: role.role }];
  });
}

/** Those whose name has a word beginning with each word typed; people first, then by first names that match. */
export function findPeople(people: readonly Mentionable[], query: string): Mentionable[] {
  const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  const first = wanted[0] ?? '';
  return people
    .map((person) => ({ person, words: fold(person.label).split(/[\s-]+/) }))
    .filter(({ words }) => wanted.every((part) => words.some((word) => word.startsWith(part))))
    .sort(
      (a, b) =>
        Number(a.person.colour === null) - Number(b.person.colour === null) ||
        Number(b.words[0]?.startsWith(first)) - Number(a.words[0]?.startsWith(first)) ||
        a.person.label.localeCompare(b.person.label),
    )
    .slice(0, MAX_OFFERED)
    .map(({ person }) => person);
}

/** "@" offers the people of the program. `people` may still be loading when the editor starts. */
export const mentionPeople = (people: () => Promise<readonly Mentionable[]>) =>
  PersonMention.configure({
    suggestion: {
      char: '@',
      items: async ({ query }) => findPeople(await people(), query),
      command: ({ editor, range, props }) => {
        const { id, label } = props as unknown as Mentionable;
        const mention = { type: 'mention', attrs: { id, label } };
        editor
          .chain()
          .focus()
          .insertContentAt(range, [mention, { type: 'text', text: ' ' }])
          .run();
      },
      render: drawSuggestions<Mentionable>({
        name: 'Mention somebody',
        empty: 'Nobody of this program by that name',
        draw: ({ label, colour, about }) => (
          <>
            {colour === null ? (
              <IconUsers size={18} stroke={1.6} />
            ) : (
              <Avatar person={{ name: label, colour }} size={20} />
            )}
            {label}
            <span className={styles.hint}>{about}</span>
          </>
        ),
      }) as never,
    },
  });
