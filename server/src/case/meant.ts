import type { Tx } from '../platform/db.ts';

/** Whom a target means. */
export type Target =
  | { readonly is: 'person'; readonly personId: string }
  | { readonly is: 'role'; readonly role: string }
  | { readonly is: 'team'; readonly team: string };

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Null when it means nobody, as from a client that is not ours. */
export function readTarget(target: string): Target | null {
  if (uuid.test(target)) return { is: 'person', personId: target.toLowerCase() };
  if (target.startsWith('role:')) return { is: 'role', role: target.slice('role:'.length) };
  if (target.startsWith('team:')) return { is: 'team', team: target.slice('team:'.length) };
  return null;
}

/** The members of the case's program who are meant, and how people say it; null when nobody is. */
export async function whoIsMeant(
  tx: Tx,
  caseId: string,
  target: string,
): Promise<{ name: string; personIds: string[] } | null> {
  const meant = readTarget(target);
  if (!meant) return null;
  const who =
    meant.is === 'person'
      ? tx`m.person_id = ${meant.personId}`
      : meant.is === 'role'
        ? tx`m.role = ${meant.role}`
        : tx`m.team = ${meant.team}`;
  const people = await tx<{ id: string; name: string }[]>`
    select p.id, p.name from "case" c
    join membership m on m.program_id = c.program_id
    join person p on p.id = m.person_id
    where c.id = ${caseId} and ${who} order by p.name`;
  const [first] = people;
  if (!first) return null;
  const name = meant.is === 'person' ? first.name : meant.is === 'role' ? `every ${meant.role}` : meant.team;
  return { name, personIds: people.map(({ id }) => id) };
}
