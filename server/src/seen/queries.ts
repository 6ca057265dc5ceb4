import type { Audience, NoteKind } from '@caseroom/shared/note';
import { MAX_UNREAD_CASES } from '@caseroom/shared/seen';
import { readableBy } from '../case/access.ts';
import { audienceOfEntry } from '../case/ledger.ts';
import { readersOf } from '../case/notify.ts';
import type { Db } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import { quietKinds } from './rules.ts';

export interface Mark {
  readonly seq: number;
  readonly at: Date;
}

/** Moves what a person has read of a note forward, never back; the time is always that of the last reading. */
export async function markNoteSeen(db: Db, personId: string, noteId: string, mark: Mark): Promise<Mark> {
  const [row] = await db<Mark[]>`
    insert into seen (person_id, note_id, seq, at) values (${personId}, ${noteId}, ${mark.seq}, ${mark.at})
    on conflict (person_id, note_id) do update
    set seq = greatest(seen.seq, excluded.seq), at = greatest(seen.at, excluded.at)
    returning seq, at`;
  return row as Mark;
}

/** As `markNoteSeen`, for a case's ledger. The first call is the person's first visit. */
export async function markCaseSeen(db: Db, personId: string, caseId: string, mark: Mark): Promise<Mark> {
  const [row] = await db<Mark[]>`
    insert into case_seen (person_id, case_id, event_seq, first_at, at)
    values (${personId}, ${caseId}, ${mark.seq}, ${mark.at}, ${mark.at})
    on conflict (person_id, case_id) do update
    set event_seq = greatest(case_seen.event_seq, excluded.event_seq), at = greatest(case_seen.at, excluded.at)
    returning event_seq as seq, at`;
  return row as Mark;
}

export interface Visit {
  readonly eventSeq: number;
  readonly firstAt: Date;
  readonly leftAt: Date;
}

export async function readVisit(db: Db, personId: string, caseId: string): Promise<Visit | undefined> {
  const [row] = await db<Visit[]>`
    select v.event_seq as "eventSeq", v.first_at as "firstAt",
           greatest(v.at, (select max(s.at) from seen s join note n on n.id = s.note_id
                           where s.person_id = v.person_id and n.case_id = v.case_id)) as "leftAt"
    from case_seen v where v.person_id = ${personId} and v.case_id = ${caseId}`;
  return row;
}

export interface NoteMoved {
  readonly id: string;
  readonly kind: NoteKind;
  readonly title: string;
  readonly headSeq: number;
  readonly seenSeq: number | null;
  readonly firstSeq: number;
  readonly addedSince: boolean;
}

/** The notes of these audiences in which somebody else has written since, in the order of the case. */
export async function notesMoved(
  db: Db,
  personId: string,
  caseId: string,
  visit: Visit,
  audiences: readonly Audience[],
): Promise<NoteMoved[]> {
  return db<NoteMoved[]>`
    select * from (
      select n.id, n.kind, n.title, n.head_seq as "headSeq", n.created_at, s.seq as "seenSeq",
             n.created_at > ${visit.firstAt} as "addedSince", ${seqAt(db, visit.firstAt)} as "firstSeq"
      from note n left join seen s on s.note_id = n.id and s.person_id = ${personId}
      where n.case_id = ${caseId} and n.audience = any(${audiences as Audience[]})) as n
    where n."headSeq" > coalesce(n."seenSeq", n."firstSeq") and ${editedByOthers(
      db,
      db`n."headSeq"`,
      db`coalesce(n."seenSeq", n."firstSeq")`,
      personId,
    )}
    order by n.created_at, n.id`;
}

/** The seq that note `n` had at a time. */
const seqAt = (db: Db, at: Date | ReturnType<Db>) => db`
  coalesce((select max(e.seq) from note_edit e where e.note_id = n.id and e.at <= ${at as Date}), 0)`;

const editedByOthers = (db: Db, head: ReturnType<Db>, base: ReturnType<Db>, personId: string) => db`
  exists (select from note_edit e
          where e.note_id = n.id and e.seq > ${base} and e.seq <= ${head} and e.author_id <> ${personId})`;

/**
 * The cases this person has been in where others have done something since that they may read, latest left first.
 * Says of a ledger entry what `isNewsTo` says of it, and of a note what `notesMoved` does.
 */
export async function unreadCases(db: Db, personId: string): Promise<string[]> {
  const rows = await db<{ id: string }[]>`
    select c.id
    from case_seen v
    join "case" c on c.id = v.case_id and c.program_id in (${readableBy(db, personId)})
    join ${ownSeats(db, personId)} m on m.program_id = c.program_id
    where v.person_id = ${personId} and (
      exists (
        select from case_event e left join note n on n.id = (e.data->>'noteId')::uuid
        where c.event_seq > v.event_seq and e.case_id = c.id and e.seq > v.event_seq
          and e.actor_id <> ${personId} and e.kind <> all(${[...quietKinds]}::text[])
          and (e.data->'between' is null or jsonb_exists(e.data->'between', ${personId}::text))
          and (${audienceOfEntry(db)} is distinct from 'leads' or m.role = any(${readersOf('leads')}::text[])))
      or exists (
        select from note n left join seen s on s.note_id = n.id and s.person_id = ${personId}
        where n.case_id = c.id and (n.audience = 'team' or m.role = any(${readersOf('leads')}::text[]))
          and (s.seq is null or n.head_seq > s.seq)
          and ${editedByOthers(db, db`n.head_seq`, db`coalesce(s.seq, ${seqAt(db, db`v.first_at`)})`, personId)}))
    order by v.at desc limit ${MAX_UNREAD_CASES}`;
  return rows.map((row) => row.id);
}
