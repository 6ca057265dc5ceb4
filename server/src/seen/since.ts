import type { Audience } from '@caseroom/shared/note';
import type { PersonRef } from '@caseroom/shared/primitives';
import { MAX_SINCE_EVENTS, type NoteSince, type Since, type TextChange } from '@caseroom/shared/seen';
import type { CaseAccess } from '../case/access.ts';
import { entryFor, readEntries } from '../case/ledger.ts';
import { groupBursts } from '../note/history/bursts.ts';
import { type ChangeOfText, changesBetween } from '../note/history/changes.ts';
import { presentBurst } from '../note/history/present.ts';
import { readPeople, readRestores, readSuggested } from '../note/history/queries.ts';
import type { Histories } from '../note/history/service.ts';
import type { Sql } from '../platform/db.ts';
import { type NoteMoved, notesMoved, readVisit } from './queries.ts';
import { baselineOf, isNewsTo } from './rules.ts';

export interface SinceDeps {
  readonly sql: Sql;
  readonly histories: Histories;
}

const LEDGER_PAGE = 500;

/** What others did in a case since a person who was let into it was there last. */
export async function readSince(deps: SinceDeps, personId: string, access: CaseAccess): Promise<Since> {
  const { sql } = deps;
  const { caseId, readLeads } = access;
  const visit = await readVisit(sql, personId, caseId);
  if (!visit) return { leftAt: null, eventSeq: await headOf(sql, caseId), notes: [], events: [] };
  const audiences: Audience[] = readLeads ? ['team', 'leads'] : ['team'];
  const moved = await notesMoved(sql, personId, caseId, visit, audiences);
  const notes: NoteSince[] = [];
  // One after the other: each may build a timeline, and the first pages of a case are what people wait for.
  for (const note of moved) notes.push(await noteSince(deps, personId, note));
  const { events, eventSeq } = await eventsSince(sql, personId, caseId, visit.eventSeq, readLeads);
  return { leftAt: visit.leftAt.toISOString(), eventSeq, notes, events };
}

async function noteSince(
  { sql, histories }: SinceDeps,
  personId: string,
  note: NoteMoved,
): Promise<NoteSince> {
  const { id: noteId, kind, title, headSeq } = note;
  const { seq, isNew } = baselineOf(note);
  const restores = await readRestores(sql, noteId);
  const timeline = await histories.upTo(noteId, headSeq);
  const changes = isNew ? [] : changesBetween(timeline, seq, headSeq, personId);
  const edits = timeline.edits(seq, headSeq).filter((edit) => edit.authorId !== personId);
  const suggested = await readSuggested(sql, noteId, personId);
  const bursts = groupBursts(edits, { names: new Map(), restores, suggested }).reverse();
  const personOf = await readPeople(sql, [...timeline.authorIds(), ...suggested.values()]);
  return {
    noteId,
    kind,
    title,
    seenSeq: seq,
    headSeq,
    isNew,
    changes: changes.map((change) => presentChange(change, personOf)),
    bursts: bursts.map((burst) => presentBurst(burst, personOf)),
  };
}

const presentChange = ({ by, parts }: ChangeOfText, personOf: (id: string) => PersonRef): TextChange => ({
  by: personOf(by.personId),
  at: by.at.toISOString(),
  seq: by.seq,
  parts: parts.map((part) => ({ ...part })),
});

/** The newest of what others did after a seq, oldest first, and the head of the ledger. */
async function eventsSince(sql: Sql, personId: string, caseId: string, after: number, readLeads: boolean) {
  const events = [];
  let eventSeq = after;
  for (;;) {
    const entries = await readEntries(sql, caseId, { after: eventSeq, limit: LEDGER_PAGE });
    for (const entry of entries) {
      const event = entryFor(entry, { personId, readLeads });
      if (isNewsTo(personId, event)) events.push(event);
      eventSeq = entry.seq;
    }
    if (entries.length < LEDGER_PAGE) return { events: events.slice(-MAX_SINCE_EVENTS), eventSeq };
  }
}

async function headOf(sql: Sql, caseId: string): Promise<number> {
  const [row] = await sql<{ seq: number }[]>`select event_seq as seq from "case" where id = ${caseId}`;
  return row?.seq ?? 0;
}
