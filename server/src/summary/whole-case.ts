import { MAX_TURN_CHARS, MAX_TURNS, type Turn } from '@caseroom/shared/transcript';
import type { Db } from '../platform/db.ts';
import type { CaseFacts } from './store.ts';

interface Part {
  readonly at: Date;
  readonly turns: readonly Turn[];
}

/** A case as a talk: what was said in its interactions, what the team wrote down, and what the customer was told, by time. */
export async function turnsOfCase(db: Db, caseId: string, facts: CaseFacts): Promise<Turn[]> {
  const [talks, notes, told, opened] = await Promise.all([
    talksOf(db, caseId),
    notesOf(db, caseId),
    toldOf(db, caseId),
    openingOf(db, caseId, facts),
  ]);
  return [...opened, ...[...talks, ...notes, ...told].sort((a, b) => a.at.getTime() - b.at.getTime())]
    .flatMap(({ turns }) => turns)
    .slice(0, MAX_TURNS);
}

const turn = (role: Turn['role'], speaker: string | null, text: string): Turn => ({
  role,
  speaker: speaker?.slice(0, 120) ?? null,
  startMs: null,
  text: text.slice(0, MAX_TURN_CHARS),
});

async function openingOf(db: Db, caseId: string, { subject, customerName }: CaseFacts): Promise<Part[]> {
  const [row] = await db<{ at: Date }[]>`select opened_at as at from "case" where id = ${caseId}`;
  return row ? [{ at: row.at, turns: [turn('customer', customerName, subject)] }] : [];
}

async function talksOf(db: Db, caseId: string): Promise<Part[]> {
  const rows = await db<{ id: string; at: Date; role: Turn['role']; speaker: string | null; text: string }[]>`
    select i.id, i.started_at as at, u.role, u.speaker, u.text
    from interaction i join interaction_turn u on u.interaction_id = i.id
    where i.case_id = ${caseId} order by i.started_at, i.id, u.n limit ${MAX_TURNS}`;
  const byTalk = new Map<string, { at: Date; turns: Turn[] }>();
  for (const { id, at, role, speaker, text } of rows) {
    const part = byTalk.get(id) ?? { at, turns: [] };
    byTalk.set(id, part);
    part.turns.push(turn(role, speaker, text));
  }
  return [...byTalk.values()];
}

/** What the team wrote, line by line; what was drafted says again what is here already. */
async function notesOf(db: Db, caseId: string): Promise<Part[]> {
  const rows = await db<{ at: Date; name: string; text: string }[]>`
    select n.created_at as at, p.name, n.text from note n join person p on p.id = n.created_by
    where n.case_id = ${caseId} and n.audience = 'team' and n.kind <> 'handover'
      and not exists (select 1 from summary_draft d where d.note_id = n.id)
    order by n.created_at, n.id`;
  return rows.map(({ at, name, text }) => ({
    at,
    turns: text
      .split('\n')
      .map((words) => words.trim())
      .filter((words) => words.split(/\s+/).length > 2)
      .map((words) => turn('agent', name, words)),
  }));
}

async function toldOf(db: Db, caseId: string): Promise<Part[]> {
  const rows = await db<{ at: Date; about: string }[]>`
    select at, data->>'about' as about from case_event
    where case_id = ${caseId} and kind = 'customer.told' order by seq`;
  return rows.flatMap(({ at, about }) => (about ? [{ at, turns: [turn('agent', null, about)] }] : []));
}
