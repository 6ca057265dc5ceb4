import type { Customer, Priority } from '@caseroom/shared/case';
import { linesUnder } from '@caseroom/shared/editor/sections';
import type { NoteKind } from '@caseroom/shared/note';
import { type TimerKind, timerNames } from '@caseroom/shared/timer';
import { zonedText } from '@caseroom/shared/zoned-text';
import { lastMessageTo } from '../case/told.ts';
import { bodyOf } from '../note/doc.ts';
import type { Rooms } from '../note/rooms.ts';
import type { Db } from '../platform/db.ts';
import type { CaseRecord } from './prefill.ts';

/** What a case's escalation note can start with: read from its notes as committed, its follow-ups and its timers. */
export async function readRecord(db: Db, rooms: Rooms, caseId: string): Promise<CaseRecord> {
  const [found] = await db<{ subject: string; priority: Priority; customer: Customer; timeZone: string }[]>`
    select c.subject, c.priority, c.customer, g.timer_policy->'hours'->>'timeZone' as "timeZone"
    from "case" c join program g on g.id = c.program_id where c.id = ${caseId}`;
  if (!found) throw new Error(`case ${caseId} is gone`);
  const notes = await db<{ id: string; kind: NoteKind }[]>`
    select id, kind from note
    where case_id = ${caseId} and audience = 'team' and kind in ('case', 'technical') order by created_at, id`;
  const under = async (kind: NoteKind, title: string): Promise<string[]> => {
    const read = notes
      .filter((note) => note.kind === kind)
      .map((note) => rooms.read(note.id, ({ doc }) => linesUnder(bodyOf(doc), title)));
    return (await Promise.all(read)).flat();
  };
  const [situation, tried, noted, findings, followUps, deadlines, sent] = await Promise.all([
    under('case', 'Situation'),
    under('case', 'What was tried'),
    under('case', 'What the customer was told'),
    under('technical', 'Findings'),
    openFollowUps(db, caseId),
    runningDeadlines(db, caseId, found.timeZone),
    lastMessageTo(db, caseId),
  ]);
  const told = [...noted, ...sent];
  return { ...found, situation, tried, told, findings, followUps, deadlines };
}

const openFollowUps = (db: Db, caseId: string) => db<
  { text: string; owner: string | null; promise: boolean }[]
>`
  select f.text, p.name as owner, f.promise
  from follow_up f
  join note n on n.id = f.note_id and n.audience = 'team'
  left join person p on p.id = f.owner_id
  where f.case_id = ${caseId} and f.done_at is null and f.removed_at is null
  order by f.due_at, f.id`;

async function runningDeadlines(db: Db, caseId: string, timeZone: string): Promise<string[]> {
  const rows = await db<{ kind: TimerKind; dueAt: Date }[]>`
    select kind, due_at as "dueAt" from timer
    where case_id = ${caseId} and due_at is not null and kind <> 'acceptance' order by due_at`;
  return rows.map(({ kind, dueAt }) => `${timerNames[kind]} due ${zonedText(dueAt, timeZone)}`);
}
