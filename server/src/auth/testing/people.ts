import type { Role } from '@caseroom/shared/people';
import type { Db } from '../../platform/db.ts';
import { hashPassword } from '../password.ts';

/** Makes a program; answers its id. */
export async function makeProgram(db: Db, name = 'Northwind Mobile'): Promise<string> {
  const [row] = await db<
    { id: string }[]
  >`insert into program (name, client) values (${name}, ${name}) returning id`;
  if (!row) throw new Error('no program was made');
  return row.id;
}

export interface Made {
  readonly email: string;
  readonly name?: string;
  /** Null: invited, nothing chosen yet. */
  readonly password?: string | null;
  readonly admin?: boolean;
  readonly auditor?: boolean;
  readonly memberships?: readonly { readonly programId: string; readonly role: Role }[];
}

/** Makes a person who can sign in with `password`; answers their id. */
export async function makePerson(db: Db, made: Made): Promise<string> {
  const {
    email,
    name = email.split('@')[0] ?? email,
    password = null,
    admin = false,
    auditor = false,
  } = made;
  const passwordHash = password === null ? null : await hashPassword(password);
  const [row] = await db<{ id: string }[]>`
    insert into person (email, name, colour, password_hash, admin, auditor)
    values (${email}, ${name}, 0, ${passwordHash}, ${admin}, ${auditor}) returning id`;
  if (!row) throw new Error('no person was made');
  for (const { programId, role } of made.memberships ?? []) {
    await db`insert into membership (program_id, person_id, role) values (${programId}, ${row.id}, ${role})`;
  }
  return row.id;
}

/** Makes a case owned by somebody; answers its id. */
export async function makeCase(
  db: Db,
  { programId, ownerId, status = 'open' }: { programId: string; ownerId: string; status?: string },
): Promise<string> {
  const [row] = await db<{ id: string }[]>`
    insert into "case" (program_id, subject, status, priority, customer, owner_id)
    values (${programId}, 'Double charge', ${status}, 'P3', '{"name":"Ana"}', ${ownerId}) returning id`;
  if (!row) throw new Error('no case was made');
  return row.id;
}
