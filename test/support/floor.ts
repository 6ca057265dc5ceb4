import { makePerson, makeProgram } from '@caseroom/server/auth/testing/people';
import type { Sql } from '@caseroom/server/platform/db';
import type { Note, NoteKind } from '@caseroom/shared/note';
import type { Role } from '@caseroom/shared/people';
import { type HttpClient, signIn } from './http-client.ts';

const PASSWORD = 'a floor of our own';

/** Everybody of the floor: one of each role in one program, a second agent, and three who are not in it. */
const cast = {
  maya: 'agent',
  raj: 'agent',
  tomasz: 'senior',
  ines: 'lead',
  aroha: 'qa',
  joana: 'client',
  /** A lead of the other program. */
  daniel: null,
  admin: null,
  auditor: null,
} as const satisfies Record<string, Role | null>;

export type Who = keyof typeof cast;

export interface Floor {
  readonly programId: string;
  readonly otherProgramId: string;
  /** Signs in over HTTP: a session of its own every time. */
  signIn(origin: string, who: Who): Promise<HttpClient>;
}

/** Two programs and their people, in an empty database. */
export async function makeFloor(sql: Sql): Promise<Floor> {
  const programId = await makeProgram(sql, 'Northwind Mobile');
  const otherProgramId = await makeProgram(sql, 'Kestrel Cards');
  for (const [who, role] of Object.entries(cast)) {
    await makePerson(sql, {
      email: emailOf(who),
      password: PASSWORD,
      admin: who === 'admin',
      auditor: who === 'auditor',
      memberships: role ? [{ programId, role }] : [],
    });
  }
  await sql`
    insert into membership (program_id, person_id, role)
    select ${otherProgramId}, id, 'lead' from person where email = ${emailOf('daniel')}`;
  return {
    programId,
    otherProgramId,
    signIn: (origin, who) => signIn(origin, emailOf(who), PASSWORD),
  };
}

const emailOf = (who: string): string => `${who}@example.com`;

export interface OpenedNote {
  readonly caseId: string;
  readonly noteId: string;
}

/** A case with one blank note in it, opened over HTTP. */
export async function openNote(
  by: HttpClient,
  programId: string,
  kind: NoteKind = 'case',
): Promise<OpenedNote> {
  const { id: caseId } = await by.send<{ id: string }>('POST', '/api/cases', {
    programId,
    subject: 'Charged twice',
    priority: 'P2',
    customer: { name: 'Elena Ruiz' },
  });
  const note = await by.send<Note>('POST', `/api/cases/${caseId}/notes`, { kind, template: null });
  return { caseId, noteId: note.id };
}
