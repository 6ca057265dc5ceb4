import type { Priority, Status } from '@caseroom/shared/case';
import {
  type Escalation,
  type EscalationReason,
  type EscalationState,
  type EscalationTarget,
  MAX_WAITING,
  targetName,
  type WaitingEscalation,
} from '@caseroom/shared/escalation';
import type { PersonRef } from '@caseroom/shared/primitives';
import { type CaseAccess, readableBy } from '../case/access.ts';
import { caseNumber } from '../case/fold.ts';
import type { Db, Tx } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import { type EscalationFacts, isFor, rightsIn, type Seat } from './rules.ts';

/** An escalation with what its rules look at. */
export interface EscalationRow {
  readonly id: string;
  readonly caseId: string;
  readonly noteId: string;
  readonly state: EscalationState;
  readonly targetKind: EscalationTarget['kind'];
  readonly targetTeam: string | null;
  readonly targetPerson: PersonRef | null;
  readonly reason: EscalationReason;
  readonly ask: string;
  readonly sender: PersonRef;
  readonly draftedAt: Date;
  readonly sentAt: Date | null;
  readonly acceptBy: Date | null;
  readonly settledBy: PersonRef | null;
  readonly settledAt: Date | null;
  readonly settledReason: string | null;
  readonly owner: PersonRef;
  readonly caseStatus: Status;
  readonly number: number;
  readonly subject: string;
  readonly priority: Priority;
  readonly customerName: string;
}

const person = (db: Db, alias: string) => {
  const p = db(alias);
  return db`case when ${p}.id is null then null
    else json_build_object('id', ${p}.id, 'name', ${p}.name, 'colour', ${p}.colour) end`;
};

const select = (db: Db, where: ReturnType<Db>) => db<EscalationRow[]>`
  select e.id, e.case_id as "caseId", e.note_id as "noteId", e.state, e.reason, e.ask,
         e.target_kind as "targetKind", e.target_team as "targetTeam", ${person(db, 't')} as "targetPerson",
         ${person(db, 's')} as sender, ${person(db, 'x')} as "settledBy", ${person(db, 'o')} as owner,
         e.drafted_at as "draftedAt", e.sent_at as "sentAt", e.settled_at as "settledAt",
         e.settled_reason as "settledReason", a.due_at as "acceptBy",
         c.status as "caseStatus", c.number, c.subject, c.priority, c.customer->>'name' as "customerName"
  from escalation e
  join "case" c on c.id = e.case_id
  join person s on s.id = e.sender_id
  join person o on o.id = c.owner_id
  left join person t on t.id = e.target_person_id
  left join person x on x.id = e.settled_by
  left join timer a on a.case_id = e.case_id and a.kind = 'acceptance' and e.state = 'sent'
  ${where}`;

export async function readEscalation(db: Db, id: string): Promise<EscalationRow | undefined> {
  const [row] = await select(db, db`where e.id = ${id}`);
  return row;
}

/** A case's escalations, newest first. The caller has decided who may read the case. */
export const listEscalations = (db: Db, caseId: string): Promise<EscalationRow[]> =>
  select(db, db`where e.case_id = ${caseId} order by e.drafted_at desc, e.id`);

/** What has been sent to somebody, in the cases they may read: longest waiting first. */
export async function waitingFor(db: Db, personId: string): Promise<WaitingEscalation[]> {
  const seats = await seatsOf(db, personId);
  const rows = await select(
    db,
    db`where e.state = 'sent' and c.status <> 'closed' and c.program_id in (${readableBy(db, personId)})
       and e.sender_id <> ${personId} and c.owner_id <> ${personId}
       and exists (
         select from ${ownSeats(db, personId)} m where m.program_id = c.program_id
           and m.role in ('agent', 'senior', 'lead')
           and (e.target_person_id = ${personId} or (e.target_kind = 'tier' and m.role = 'senior')
                or e.target_team = m.team))
       order by e.sent_at, e.id limit ${MAX_WAITING}`,
  );
  const programs = await programsOf(db, rows);
  return rows.flatMap((row) => {
    const seat = seats.get(programs.get(row.caseId) ?? '');
    return seat && isFor(targetOf(row), seat) ? [{ ...escalationOf(row, seat), case: caseOf(row) }] : [];
  });
}

const caseOf = ({ number, subject, priority, customerName }: EscalationRow) => ({
  number: caseNumber(number),
  subject,
  priority,
  customerName,
});

async function seatsOf(db: Db, personId: string): Promise<Map<string, Seat>> {
  const rows = await db<(Seat & { programId: string })[]>`
    select person_id as "personId", program_id as "programId", role, team
    from ${ownSeats(db, personId)} m`;
  return new Map(rows.map(({ programId, ...seat }) => [programId, seat]));
}

async function programsOf(db: Db, rows: readonly EscalationRow[]): Promise<Map<string, string>> {
  const ids = rows.map(({ caseId }) => caseId);
  const found = await db<{ id: string; programId: string }[]>`
    select id, program_id as "programId" from "case" where id = any(${ids}::uuid[])`;
  return new Map(found.map(({ id, programId }) => [id, programId]));
}

/** The seat of somebody `accessCase` has let in. */
export async function seatIn(db: Db, personId: string, { programId, role }: CaseAccess): Promise<Seat> {
  const [row] = await db<{ team: string | null }[]>`
    select team from ${ownSeats(db, personId)} m where program_id = ${programId}`;
  return { personId, role, team: row?.team ?? null };
}

/** Everybody, no software, who may write in a program's cases and is not disabled. */
export const writersOf = (db: Db, programId: string): Promise<(Seat & { name: string })[]> => db`
  select m.person_id as "personId", m.role, m.team, p.name
  from membership m join person p on p.id = m.person_id and p.kind = 'person' and p.disabled_at is null
  where m.program_id = ${programId} and m.role in ('agent', 'senior', 'lead')`;

/** Everything about escalations and swarms of a case happens under its row's lock, so that each act sees the last. */
export async function lockCase(
  tx: Tx,
  caseId: string,
): Promise<{ ownerId: string; ownerName: string; status: Status }> {
  const [row] = await tx<{ ownerId: string; status: Status }[]>`
    select owner_id as "ownerId", status from "case" where id = ${caseId} for no key update`;
  if (!row) throw new Error(`case ${caseId} is gone while it is escalated`);
  const [owner] = await tx<{ name: string }[]>`select name from person where id = ${row.ownerId}`;
  return { ...row, ownerName: owner?.name ?? '' };
}

export const targetOf = (row: EscalationRow): EscalationTarget => {
  if (row.targetKind === 'team') return { kind: 'team', team: row.targetTeam ?? '' };
  if (row.targetKind === 'person') return { kind: 'person', personId: row.targetPerson?.id ?? '' };
  return { kind: 'tier' };
};

export const factsOf = (row: EscalationRow): EscalationFacts => ({
  state: row.state,
  target: targetOf(row),
  senderId: row.sender.id,
  settledBy: row.settledBy,
  ownerId: row.owner.id,
  caseStatus: row.caseStatus,
});

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** As the API answers it to somebody. A reader without a seat that writes may do nothing. */
export const escalationOf = (row: EscalationRow, seat: Seat): Escalation => ({
  id: row.id,
  caseId: row.caseId,
  noteId: row.noteId,
  state: row.state,
  target: targetOf(row),
  targetName: targetName(targetOf(row), row.targetPerson?.name),
  reason: row.reason,
  ask: row.ask,
  sender: row.sender,
  draftedAt: row.draftedAt.toISOString(),
  sentAt: iso(row.sentAt),
  acceptBy: iso(row.acceptBy),
  settledBy: row.settledBy,
  settledAt: iso(row.settledAt),
  settledReason: row.settledReason,
  rights: rightsIn(factsOf(row), seat),
});
