import type { Colleague } from '@caseroom/shared/people';
import { roleNames } from '@caseroom/shared/people';
import { Avatar } from '../../ui/avatar.tsx';
import { PersonMention } from './schema.ts';
import styles from './suggestion-list.module.css';
import { drawSuggestions } from './suggestions.tsx';

/** A person who may be mentioned. */
export interface Mentionable {
  readonly id: string;
  readonly label: string;
  readonly colour: number;
  /** "Lead", or "Agent, Night shift". */
  readonly about: string;
}

const MAX_OFFERED = 8;

/** The people of a case's program, as they can be mentioned. */
export function mentionable(people: readonly Colleague[], programId: string | undefined): Mentionable[] {
  return people.flatMap(({ id, name, colour, roles }) => {
    const role = roles.find((other) => programId === undefined || other.programId === programId);
    if (!role) return [];
    return [{ id, label: name, colour, about: [roleNames[role.role], role.team].filter(Boolean).join(', ') }];
  });
}

/** Those whose name has a word beginning with each word typed; a first name that matches comes first. */
export function findPeople(people: readonly Mentionable[], query: string): Mentionable[] {
  const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  const first = wanted[0] ?? '';
  return people
    .map((person) => ({ person, words: fold(person.label).split(/[\s-]+/) }))
    .filter(({ words }) => wanted.every((part) => words.some((word) => word.startsWith(part))))
    .sort(
      (a, b) =>
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
            <Avatar person={{ name: label, colour }} size={20} />
            {label}
            <span className={styles.hint}>{about}</span>
          </>
        ),
      }) as never,
    },
  });
