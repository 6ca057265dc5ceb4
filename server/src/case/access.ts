import type { Role } from '@caseroom/shared/people';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Db } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import { caseReaders, type Grant, type Need, readings, rightsOf } from './rules.ts';

/** A case somebody was let into. There is no other way to get one. */
export interface CaseAccess extends Grant {
  readonly caseId: string;
  readonly programId: string;
  readonly role: Role;
}

export interface NoteAccess extends CaseAccess {
  readonly noteId: string;
  readonly kind: string;
  readonly audience: 'team' | 'leads';
  readonly headSeq: number;
  /** Nobody writes in it any more; `write` is false for everybody. */
  readonly isFinal: boolean;
}

/**
 * The only door to a case, for HTTP and sockets alike. Run it inside the transaction that acts on the answer.
 * Another program's case is indistinguishable from one that does not exist.
 */
export async function accessCase(
  db: Db,
  personId: string,
  caseId: string,
  need: Need,
): Promise<CaseAccess | Refusal> {
  const [row] = await db<{ programId: string; role: Role }[]>`
    select c.program_id as "programId", m.role
    from "case" c
    join ${ownSeats(db, personId)} m on m.program_id = c.program_id
    join person p on p.id = m.person_id and p.disabled_at is null
    where c.id = ${caseId}`;
  if (!row) return refuse('not-found', 'There is no such case.');
  const grant = rightsOf(row.role, 'team', need);
  return isRefusal(grant) ? grant : { caseId, ...row, ...grant };
}

/** As `accessCase`, for one note: its audience decides as well. */
export async function accessNote(
  db: Db,
  personId: string,
  noteId: string,
  need: Need,
): Promise<NoteAccess | Refusal> {
  const [row] = await db<Omit<NoteAccess, keyof Grant>[]>`
    select n.id as "noteId", n.kind, n.audience, n.head_seq as "headSeq",
           n.finalised_at is not null as "isFinal", c.id as "caseId", c.program_id as "programId", m.role
    from note n
    join "case" c on c.id = n.case_id
    join ${ownSeats(db, personId)} m on m.program_id = c.program_id
    join person p on p.id = m.person_id and p.disabled_at is null
    where n.id = ${noteId}`;
  if (!row) return refuse('not-found', 'There is no such note.');
  const grant = rightsOf(row.role, row.audience, need);
  if (isRefusal(grant)) return grant;
  if (need === 'write' && row.isFinal) return refuse('note-finalised');
  return { ...row, ...grant, write: grant.write && !row.isFinal };
}

/** As `accessNote`, for all notes of a case that a person may read, in the order they were begun. */
export async function accessNotes(
  db: Db,
  personId: string,
  caseId: string,
): Promise<readonly NoteAccess[] | Refusal> {
  const access = await accessCase(db, personId, caseId, 'read');
  if (isRefusal(access)) return access;
  const rows = await db<Pick<NoteAccess, 'noteId' | 'kind' | 'audience' | 'headSeq' | 'isFinal'>[]>`
    select id as "noteId", kind, audience, head_seq as "headSeq", finalised_at is not null as "isFinal"
    from note where case_id = ${caseId} order by created_at, id`;
  return rows.flatMap((row) => {
    const grant = rightsOf(access.role, row.audience, 'read');
    return isRefusal(grant) ? [] : [{ ...access, ...row, ...grant, write: grant.write && !row.isFinal }];
  });
}

/** A person's role in each of their programs; none when they are disabled. */
export async function rolesOf(db: Db, personId: string): Promise<Map<string, Role>> {
  const rows = await db<{ programId: string; role: Role }[]>`
    select m.program_id as "programId", m.role
    from ${ownSeats(db, personId)} m join person p on p.id = m.person_id and p.disabled_at is null
    order by m.program_id`;
  return new Map(rows.map((row) => [row.programId, row.role]));
}

/** `select program_id`, of the programs whose cases this person may read; for queries over many cases. */
export const readableBy = (db: Db, personId: string) => db`
  select m.program_id
  from ${ownSeats(db, personId)} m join person p on p.id = m.person_id and p.disabled_at is null
  where m.role = any(${[...caseReaders]}::text[])`;

/** `select program_id, audience`, of the notes this person may read; for queries over the notes of many cases. */
export const audiencesReadableBy = (db: Db, personId: string) => db`
  select m.program_id, reading.audience
  from ${ownSeats(db, personId)} m join person p on p.id = m.person_id and p.disabled_at is null
  join unnest(${readings.map(({ role }) => role)}::text[], ${readings.map(({ audience }) => audience)}::text[])
    as reading(role, audience) on reading.role = m.role`;

/** The role with which a person may open cases in a program. A program they are not in looks like none at all. */
export async function accessProgram(db: Db, personId: string, programId: string): Promise<Role | Refusal> {
  const [row] = await db<{ role: Role }[]>`
    select m.role
    from ${ownSeats(db, personId)} m join person p on p.id = m.person_id and p.disabled_at is null
    where m.program_id = ${programId}`;
  if (!row) return refuse('not-found', 'There is no such program.');
  const grant = rightsOf(row.role, 'team', 'write');
  return isRefusal(grant) ? grant : row.role;
}
