import type { Me, Membership } from '@caseroom/shared/people';
import type { Db } from '../platform/db.ts';
import { programLimitOf } from '../platform/seats.ts';

type Row = Omit<Me, 'memberships'>;

interface MembershipRow extends Pick<Membership, 'role' | 'team'> {
  readonly personId: string;
  readonly id: string;
  readonly name: string;
  readonly client: string;
}

/** The person as they see themselves. Throws when there is no such person. */
export async function readMe(db: Db, personId: string): Promise<Me> {
  const [row] = await db<
    Row[]
  >`select id, name, colour, coalesce(email, '') as email, admin, auditor from person where id = ${personId}`;
  if (!row) throw new Error(`person ${personId} is gone`);
  const memberships = (await readMemberships(db, [personId])).get(personId) ?? [];
  const limit = programLimitOf(personId);
  if (limit === null) return { ...row, memberships };
  const within = memberships.filter(({ program }) => limit.includes(program.id));
  return { ...row, admin: false, auditor: false, memberships: within };
}

/** The memberships of several people, each person's in the order of the programs' names. */
export async function readMemberships(
  db: Db,
  personIds: readonly string[],
): Promise<Map<string, Membership[]>> {
  const rows = await db<MembershipRow[]>`
    select m.person_id as "personId", m.role, m.team, g.id, g.name, g.client
    from membership m join program g on g.id = m.program_id
    where m.person_id = any(${personIds as string[]}::uuid[]) order by g.name, g.id`;
  const byPerson = new Map<string, Membership[]>();
  for (const { personId, role, team, ...program } of rows) {
    byPerson.set(personId, [...(byPerson.get(personId) ?? []), { program, role, team }]);
  }
  return byPerson;
}
