import { unresolvedStatuses } from '@caseroom/shared/case';
import { personColours } from '@caseroom/shared/colour';
import type { AdminPerson, Colleague, MembershipInput } from '@caseroom/shared/people';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { readMemberships } from '../auth/me.ts';
import { caseReaders } from '../case/rules.ts';
import type { Db, Tx } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import type { Standing } from './rules.ts';

/**
 * The people of every program whose cases the asker reads, with their roles there and nowhere else; always the
 * asker. Disabled people are gone from it.
 */
export async function readColleagues(db: Db, personId: string): Promise<Colleague[]> {
  return db<Colleague[]>`
    with mine as (select program_id from ${ownSeats(db, personId)} m where role in ${db(caseReaders)})
    select p.id, p.name, p.colour,
           coalesce(json_agg(json_build_object('programId', m.program_id, 'role', m.role, 'team', m.team) order by m.program_id)
                    filter (where m.program_id is not null), '[]') as roles
    from person p
    left join membership m on m.person_id = p.id and m.program_id in (select program_id from mine)
    where p.disabled_at is null and (m.program_id is not null or p.id = ${personId})
    group by p.id order by lower(p.name), p.id`;
}

interface Row extends Omit<AdminPerson, 'memberships' | 'lastSeenAt' | 'createdAt'> {
  readonly lastSeenAt: Date | null;
  readonly createdAt: Date;
}

/** Everybody, or the one person asked for, by name. */
export async function readPeople(db: Db, only?: string): Promise<AdminPerson[]> {
  const rows = await db<Row[]>`
    select id, name, colour, email, admin, auditor, last_seen_at as "lastSeenAt", created_at as "createdAt",
           case when disabled_at is not null then 'disabled' when password_hash is null then 'invited' else 'active' end as state
    from person where kind = 'person' and ${only === undefined ? db`true` : db`id = ${only}`} order by lower(name), id`;
  const memberships = await readMemberships(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    ...row,
    memberships: memberships.get(row.id) ?? [],
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
}

export async function readPerson(db: Db, personId: string): Promise<AdminPerson> {
  const [person] = await readPeople(db, personId);
  if (!person) throw new Error(`person ${personId} is gone`);
  return person;
}

/**
 * What decides whether a person may be changed, and how many others administer. Locks the person and every
 * administrator until commit, so that two of them cannot remove each other at once.
 */
export async function lockStanding(
  tx: Tx,
  personId: string,
): Promise<{ person: Standing; otherAdmins: number } | Refusal> {
  const locked = await tx<(Omit<Standing, 'seats' | 'unresolved'> & { id: string })[]>`
    select id, name, kind = 'service' as "isService", admin, auditor, disabled_at is not null as disabled,
           password_hash is not null as joined
    from person where id = ${personId} or (admin and disabled_at is null) order by id for update`;
  const row = locked.find(({ id }) => id === personId);
  if (!row) return refuse('not-found', 'There is no such person.');
  const otherAdmins = locked.filter(
    ({ id, admin, disabled, joined }) => id !== personId && admin && joined && !disabled,
  ).length;
  const seats = await tx<Standing['seats'][number][]>`
    select program_id as "programId", role, team from membership where person_id = ${personId}`;
  const unresolved = await tx<Standing['unresolved'][number][]>`
    select c.program_id as "programId", g.name as program, count(*) as count
    from "case" c join program g on g.id = c.program_id
    where c.owner_id = ${personId} and c.status in ${tx(unresolvedStatuses)}
    group by c.program_id, g.name order by g.name`;
  return { person: { ...row, seats, unresolved }, otherAdmins };
}

/** The colour fewest people have. */
export async function leastUsedColour(db: Db): Promise<number> {
  const [row] = await db<{ colour: number }[]>`
    select colour from generate_series(0, ${personColours.length - 1}::int) as palette(colour)
    left join person using (colour) group by colour order by count(person.id), colour limit 1`;
  return row?.colour ?? 0;
}

/** Puts a person's memberships in place of those they had. Refuses a program that does not exist. */
export async function replaceMemberships(
  tx: Tx,
  personId: string,
  seats: readonly MembershipInput[],
): Promise<Refusal | null> {
  const known = await tx<
    { id: string }[]
  >`select id from program where id = any(${seats.map((seat) => seat.programId)}::uuid[])`;
  const missing = seats.findIndex((seat) => !known.some(({ id }) => id === seat.programId));
  if (missing !== -1) {
    const field = { path: `memberships.${missing}.programId`, message: 'There is no such program.' };
    return refuse('invalid', undefined, { fields: [field] });
  }
  await tx`delete from membership where person_id = ${personId}`;
  const rows = seats.map(({ programId, role, team }) => ({
    program_id: programId,
    person_id: personId,
    role,
    team: team ?? null,
  }));
  if (rows.length > 0) await tx`insert into membership ${tx(rows)}`;
  return null;
}
