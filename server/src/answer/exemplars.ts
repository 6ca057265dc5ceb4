import {
  type CaseExemplars,
  type Exemplar,
  type ListExemplars,
  MAX_EXEMPLARS,
} from '@caseroom/shared/exemplar';
import type { Role } from '@caseroom/shared/people';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Fragment } from 'postgres';
import { accessNote, audiencesReadableBy, type CaseAccess } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import { caseNumber } from '../case/fold.ts';
import type { By } from '../platform/by.ts';
import type { Db, Tx } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import { reviewerRoles } from './card-rules.ts';

/** Holds a note up as an example, or says anew why; without a reason it is one no more. */
export async function setExemplar(
  tx: Tx,
  noteId: string,
  reason: string | null,
  { actorId, at }: By,
): Promise<CaseAccess | Refusal> {
  const access = await accessNote(tx, actorId, noteId, 'read');
  if (isRefusal(access)) return access;
  if (!mayMark(access.role))
    return refuse('no-access', 'Leads and quality reviewers mark notes as examples.');
  const { caseId } = access;
  if (reason === null) {
    const gone = await tx`delete from note_exemplar where note_id = ${noteId} returning note_id`;
    if (gone.length > 0)
      await appendEvent(tx, { caseId, kind: 'note.exemplary-ended', actorId, data: { noteId }, at });
    return access;
  }
  const set = await tx`
    insert into note_exemplar as e (note_id, case_id, reason, by_id, at) values (${noteId}, ${caseId}, ${reason}, ${actorId}, ${at})
    on conflict (note_id) do update set reason = excluded.reason, by_id = excluded.by_id, at = excluded.at
    where e.reason <> excluded.reason returning note_id`;
  if (set.length > 0)
    await appendEvent(tx, { caseId, kind: 'note.exemplary', actorId, data: { noteId, reason }, at });
  return access;
}

const mayMark = (role: Role): boolean => reviewerRoles.includes(role);

/** So much of each is shown where they are listed, characters. */
const SHOWN_CHARS = 1_200;

interface Row extends Omit<Exemplar, 'at' | 'mark' | 'case'> {
  readonly at: Date;
  readonly role: Role;
  readonly caseId: string;
  readonly number: number;
  readonly subject: string;
}

/** Exemplary notes that this person may read, among those that `where` chooses (`e`, `n` and `c` are in reach). */
async function find(db: Db, personId: string, where: Fragment): Promise<Exemplar[]> {
  const rows = await db<Row[]>`
    select e.note_id as "noteId", e.reason, e.at, json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as by,
           n.kind, n.title, left(n.text, ${SHOWN_CHARS}) as text, c.id as "caseId", c.number, c.subject, m.role,
           json_build_object('id', g.id, 'name', g.name, 'client', g.client) as program, coalesce((
             select json_agg(json_build_object('id', w.id, 'name', w.name, 'colour', w.colour) order by w.last desc)
             from (select a.id, a.name, a.colour, max(l.first_seq) as last
                   from note_client l join person a on a.id = l.person_id where l.note_id = n.id group by a.id) as w), '[]') as authors
    from note_exemplar e
    join note n on n.id = e.note_id
    join "case" c on c.id = e.case_id and (c.program_id, n.audience) in (${audiencesReadableBy(db, personId)})
    join program g on g.id = c.program_id
    join ${ownSeats(db, personId)} m on m.program_id = c.program_id
    join person p on p.id = e.by_id
    where ${where} order by e.at desc, e.note_id limit ${MAX_EXEMPLARS}`;
  return rows.map(({ caseId, number, subject, role, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    case: { id: caseId, number: caseNumber(number), subject },
    mark: mayMark(role),
  }));
}

/** The collection, newest first. */
export const listExemplars = (
  db: Db,
  personId: string,
  { program, kind }: ListExemplars,
): Promise<Exemplar[]> =>
  find(
    db,
    personId,
    db`true ${program ? db`and c.program_id = ${program}` : db``} ${kind ? db`and n.kind = ${kind}` : db``}`,
  );

/** Those of one case. */
export async function exemplarsOf(
  db: Db,
  personId: string,
  { caseId, role }: CaseAccess,
): Promise<CaseExemplars> {
  const found = await find(db, personId, db`e.case_id = ${caseId}`);
  const items = found.map(({ noteId, reason, by, at }) => ({ noteId, reason, by, at }));
  return { items, mark: mayMark(role) };
}
