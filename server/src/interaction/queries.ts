import type { Customer } from '@caseroom/shared/case';
import type { Interaction, Participant, TranscriptFormat } from '@caseroom/shared/interaction';
import type { PersonRef } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Turn } from '@caseroom/shared/transcript';
import type { Fragment } from 'postgres';
import { accessCase, type CaseAccess } from '../case/access.ts';
import type { Need } from '../case/rules.ts';
import type { Db, Tx } from '../platform/db.ts';
import { type InteractionFacts, mayEdit } from './rules.ts';
import type { KnownPeople } from './transcript/roles.ts';

export type InteractionRow = InteractionFacts & {
  readonly id: string;
  readonly caseId: string;
  readonly loggedBy: PersonRef;
  readonly loggedAt: Date;
  readonly transcript: {
    readonly turns: number;
    readonly name: string;
    readonly format: TranscriptFormat;
    readonly by: PersonRef;
    /** ISO, as Postgres writes it into JSON. */
    readonly at: string;
  } | null;
  readonly noteIds: readonly string[];
};

const person = (db: Db, alias: string) => {
  const p = db(alias);
  return db`json_build_object('id', ${p}.id, 'name', ${p}.name, 'colour', ${p}.colour)`;
};

/** Contacts that `where` chooses (`i` is in reach), in the order in which they began. */
export const findInteractions = (db: Db, where: Fragment): Promise<InteractionRow[]> => db<InteractionRow[]>`
  select i.id, i.case_id as "caseId", i.channel, i.direction, i.started_at as "startedAt", i.ended_at as "endedAt",
         i.participants, i.reference, ${person(db, 'l')} as "loggedBy", i.logged_at as "loggedAt",
         case when t.interaction_id is null then null else json_build_object('name', t.name, 'format', t.format,
           'at', t.added_at, 'by', ${person(db, 'b')},
           'turns', (select count(*) from interaction_turn u where u.interaction_id = i.id)) end as transcript,
         coalesce((select json_agg(n.id order by n.created_at, n.id) from interaction_note w join note n on n.id = w.note_id
           where w.interaction_id = i.id and n.audience = 'team'), '[]') as "noteIds"
  from interaction i
  join person l on l.id = i.logged_by
  left join interaction_transcript t on t.interaction_id = i.id
  left join person b on b.id = t.added_by
  where ${where} order by i.started_at, i.logged_at, i.id`;

async function readInteraction(db: Db, id: string): Promise<InteractionRow | undefined> {
  const [row] = await findInteractions(db, db`i.id = ${id}`);
  return row;
}

/** A contact somebody was let into: whoever reads the case reads what was said in it. */
export async function accessInteraction(
  db: Db,
  personId: string,
  id: string,
  need: Need,
): Promise<{ readonly access: CaseAccess; readonly row: InteractionRow } | Refusal> {
  const row = await readInteraction(db, id);
  const access = row ? await accessCase(db, personId, row.caseId, need) : null;
  // Another program's contact is none at all.
  if (!row || !access || (isRefusal(access) && access.refused === 'not-found'))
    return refuse('not-found', 'There is no such interaction.');
  return isRefusal(access) ? access : { access, row };
}

/** As `accessInteraction`, with its row locked until commit. */
export async function lockInteraction(tx: Tx, personId: string, id: string, need: Need) {
  await tx`select 1 from interaction where id = ${id} for no key update`;
  return accessInteraction(tx, personId, id, need);
}

export const interactionFor = (
  { startedAt, endedAt, loggedAt, transcript, participants, noteIds, ...row }: InteractionRow,
  actor: { readonly personId: string; readonly role: CaseAccess['role'] },
): Interaction => ({
  ...row,
  startedAt: startedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
  loggedAt: loggedAt.toISOString(),
  participants: participants as Participant[],
  noteIds: [...noteIds],
  transcript: transcript && { ...transcript, at: new Date(transcript.at).toISOString() },
  mayEdit: mayEdit(actor, row.loggedBy.id),
});

/** The turns of a contact's transcript, in order; null when it has none. The caller has decided who may read them. */
export async function readTranscript(db: Db, interactionId: string): Promise<Turn[] | null> {
  const turns = await db<Turn[]>`
    select role, speaker, start_ms as "startMs", text from interaction_turn
    where interaction_id = ${interactionId} order by n`;
  return turns.length > 0 ? [...turns] : null;
}

/** Who may be speaking in a case's transcripts: its customer, and everybody of its program. */
export async function knownPeople(db: Db, { caseId, programId }: CaseAccess): Promise<KnownPeople> {
  const [[held], staff] = await Promise.all([
    db<{ customer: Customer }[]>`select customer from "case" where id = ${caseId}`,
    db<{ name: string }[]>`
      select p.name from membership m join person p on p.id = m.person_id
      where m.program_id = ${programId} and m.role <> 'client'`,
  ]);
  const { name, company, email } = held?.customer ?? {};
  return {
    customers: [name, company, email].filter((text): text is string => !!text),
    staff: staff.map((person) => person.name),
  };
}

/** A contact of a case with what was said in it; null when there is none, or nothing was written down. */
export async function readTalk(db: Db, caseId: string, interactionId: string) {
  const row = await readInteraction(db, interactionId);
  const turns = row?.caseId === caseId ? await readTranscript(db, interactionId) : null;
  return row && turns
    ? { channel: row.channel, startedAt: row.startedAt, loggedBy: row.loggedBy, turns }
    : null;
}
