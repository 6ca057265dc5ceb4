import type { Customer, Priority } from '@caseroom/shared/case';
import { type LineToRead, linesToRead } from '@caseroom/shared/editor/handover-lines';
import { emptySections, linesUnder } from '@caseroom/shared/editor/sections';
import { targetName } from '@caseroom/shared/escalation';
import {
  type HandoverFollowUp,
  type HandoverRecord,
  type HandoverSection,
  handoverSections,
} from '@caseroom/shared/handover';
import type { DocJson, NoteKind } from '@caseroom/shared/note';
import type { PersonRef } from '@caseroom/shared/primitives';
import type * as Y from 'yjs';
import { readSummaries } from '../case/summary.ts';
import { lastMessageTo } from '../case/told.ts';
import { bodyOf } from '../note/doc.ts';
import type { Rooms } from '../note/rooms.ts';
import type { Db } from '../platform/db.ts';
import { prefill } from './prefill.ts';

/** Lends a note as it is committed. */
export type ReadNote = <T>(noteId: string, use: (body: Y.XmlFragment, seq: number) => T) => Promise<T>;

export const readNotesIn =
  (rooms: Rooms): ReadNote =>
  (noteId, use) =>
    rooms.read(noteId, ({ doc, seq }) => use(bodyOf(doc), seq));

/** A handover note at a version. */
export interface NoteAsRead {
  readonly seq: number;
  readonly lines: readonly LineToRead[];
  readonly missing: readonly HandoverSection[];
}

export const readHandoverNote = (read: ReadNote, noteId: string): Promise<NoteAsRead> =>
  read(noteId, (body, seq) => ({
    seq,
    lines: linesToRead(body),
    missing: emptySections(body, handoverSections),
  }));

/** What the handover note of a case starts with: from its notes as committed, its follow-ups and its timers. */
export async function outlineFromRecord(db: Db, read: ReadNote, caseId: string): Promise<DocJson> {
  const [found] = await db<{ subject: string; priority: Priority; customer: Customer; timeZone: string }[]>`
    select c.subject, c.priority, c.customer, g.timer_policy->'hours'->>'timeZone' as "timeZone"
    from "case" c join program g on g.id = c.program_id where c.id = ${caseId}`;
  if (!found) throw new Error(`case ${caseId} is gone`);
  const notes = await db<{ id: string; kind: NoteKind }[]>`
    select id, kind from note
    where case_id = ${caseId} and audience = 'team' and kind in ('case', 'sentiment') order by created_at, id`;
  const under = async (kind: NoteKind, title: string): Promise<string[]> => {
    const chosen = notes.filter((note) => note.kind === kind);
    return (await Promise.all(chosen.map(({ id }) => read(id, (body) => linesUnder(body, title))))).flat();
  };
  const [situation, tried, noted, risk, records, sent] = await Promise.all([
    under('case', 'Situation'),
    under('case', 'What was tried'),
    under('case', 'What the customer was told'),
    under('sentiment', 'Risk'),
    readRecords(db, [caseId]),
    lastMessageTo(db, caseId),
  ]);
  const told = [...noted, ...sent];
  const record = records.get(caseId) ?? nothingKnown;
  return prefill({ ...found, situation, tried, told, risk, record });
}

const nothingKnown: HandoverRecord = {
  timer: null,
  nextUpdateAt: null,
  pause: null,
  followUps: [],
  escalation: null,
};

/** What the record says now of cases the caller may read; only what the whole team may see. */
export async function readRecords(
  db: Db,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, HandoverRecord>> {
  const [summaries, clocks, followUps, escalations] = await Promise.all([
    readSummaries(db, caseIds),
    readClocks(db, caseIds),
    readFollowUps(db, caseIds),
    readEscalations(db, caseIds),
  ]);
  return new Map(
    summaries.map(({ id, timer }) => [
      id,
      {
        timer,
        nextUpdateAt: clocks.get(id)?.nextUpdateAt?.toISOString() ?? null,
        pause: clocks.get(id)?.pause ?? null,
        followUps: followUps.filter(({ caseId }) => caseId === id).map(followUpOf),
        escalation: escalations.get(id) ?? null,
      },
    ]),
  );
}

interface ClockRow {
  readonly caseId: string;
  readonly nextUpdateAt: Date | null;
  readonly pause: HandoverRecord['pause'];
}

async function readClocks(db: Db, caseIds: readonly string[]): Promise<ReadonlyMap<string, ClockRow>> {
  const rows = await db<ClockRow[]>`
    select c.id as "caseId", t.due_at as "nextUpdateAt",
           case when c.timer_pause is null then null else
             json_build_object('reason', c.timer_pause->>'reason', 'note', c.timer_pause->>'note') end as pause
    from "case" c left join timer t on t.case_id = c.id and t.kind = 'next-update' and t.state = 'running'
    where c.id = any(${[...caseIds]}::uuid[])`;
  return new Map(rows.map((row) => [row.caseId, row]));
}

type FollowUpRow = Omit<HandoverFollowUp, 'dueAt'> & { readonly caseId: string; readonly dueAt: Date };

const readFollowUps = (db: Db, caseIds: readonly string[]): Promise<FollowUpRow[]> => db`
  select f.case_id as "caseId", f.id, f.text, f.due_at as "dueAt", f.promise,
         case when p.id is null then null
           else json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) end as owner
  from follow_up f
  join note n on n.id = f.note_id and n.audience = 'team'
  left join person p on p.id = coalesce(f.passed_to, f.owner_id)
  where f.case_id = any(${[...caseIds]}::uuid[]) and f.done_at is null and f.removed_at is null
  order by f.due_at, f.id`;

const followUpOf = ({ id, text, owner, dueAt, promise }: FollowUpRow): HandoverFollowUp => ({
  id,
  text,
  owner,
  dueAt: dueAt.toISOString(),
  promise,
});

interface EscalationRow {
  readonly caseId: string;
  readonly kind: 'tier' | 'team' | 'person';
  readonly team: string | null;
  readonly person: Pick<PersonRef, 'id' | 'name'> | null;
  readonly ask: string;
  readonly sentAt: Date;
}

async function readEscalations(
  db: Db,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, NonNullable<HandoverRecord['escalation']>>> {
  const rows = await db<EscalationRow[]>`
    select e.case_id as "caseId", e.target_kind as kind, e.target_team as team, e.ask, e.sent_at as "sentAt",
           case when p.id is null then null else json_build_object('id', p.id, 'name', p.name) end as person
    from escalation e left join person p on p.id = e.target_person_id
    where e.case_id = any(${[...caseIds]}::uuid[]) and e.state = 'sent'`;
  return new Map(
    rows.map((row) => [
      row.caseId,
      { targetName: targetOf(row), ask: row.ask, sentAt: row.sentAt.toISOString() },
    ]),
  );
}

function targetOf({ kind, team, person }: EscalationRow): string {
  if (kind === 'team') return targetName({ kind, team: team ?? '' });
  return kind === 'tier'
    ? targetName({ kind })
    : targetName({ kind, personId: person?.id ?? '' }, person?.name);
}
