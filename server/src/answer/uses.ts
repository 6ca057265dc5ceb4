import type { CaseUse, RateUse, UseAnswer } from '@caseroom/shared/answer';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { accessNote, audiencesReadableBy, type CaseAccess } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import type { By } from '../platform/by.ts';
import type { Db, Tx } from '../platform/db.ts';
import { accessCard } from './cards.ts';

interface Used {
  readonly caseId: string;
  readonly useId: string;
}

/** Records that a card's fix went into a note. Somebody who puts it there twice has used it once. */
export async function recordUse(
  tx: Tx,
  cardId: string,
  { noteId, version }: UseAnswer,
  { actorId, at }: By,
): Promise<Used | Refusal> {
  await tx`select from answer_card where id = ${cardId} for update`;
  const held = await accessCard(tx, actorId, cardId);
  if (isRefusal(held)) return held;
  const access = await accessNote(tx, actorId, noteId, 'write');
  if (isRefusal(access)) return access;
  const { row } = held;
  if (row.state !== 'published' || access.programId !== row.program.id)
    return refuse('conflict', 'This card is not offered here any more.');
  const [before] = await tx<{ id: string }[]>`
    select id from answer_use where card_id = ${cardId} and note_id = ${noteId} and by_id = ${actorId}`;
  const { caseId } = access;
  if (before) return { caseId, useId: before.id };
  const [made] = await tx<{ id: string }[]>`
    insert into answer_use (card_id, version, case_id, note_id, by_id, at)
    values (${cardId}, ${Math.min(version, row.version)}, ${caseId}, ${noteId}, ${actorId}, ${at}) returning id`;
  await tx`update answer_card set used = used + 1, last_used_at = greatest(last_used_at, ${at}) where id = ${cardId}`;
  const data = { noteId, cardId, title: row.title, version: row.version };
  await appendEvent(tx, { caseId, kind: 'answer.used', actorId, data, at });
  return { caseId, useId: (made as { id: string }).id };
}

/** Says what came of it: whoever writes in that note may. Saying the same again is no event. */
export async function rateUse(
  tx: Tx,
  useId: string,
  { verdict }: RateUse,
  { actorId, at }: By,
): Promise<Used | Refusal> {
  const [use] = await tx<{ cardId: string; caseId: string; noteId: string; title: string }[]>`
    select u.card_id as "cardId", u.case_id as "caseId", u.note_id as "noteId", a.title
    from answer_use u join answer_card a on a.id = u.card_id where u.id = ${useId} for update of a`;
  if (!use) return refuse('not-found', 'There is no such use of a card.');
  const access = await accessNote(tx, actorId, use.noteId, 'read');
  if (isRefusal(access)) return access;
  // Also once the note is finalised: that is when one knows.
  if (access.role === 'qa') return refuse('read-only', 'Those who work on the case say what came of it.');
  const { cardId, caseId, noteId, title } = use;
  const rows =
    await tx`update answer_use set verdict = ${verdict} where id = ${useId} and verdict is distinct from ${verdict} returning id`;
  if (rows.length === 0) return { caseId, useId };
  await tx`
    update answer_card set helped = (select count(*) from answer_use u where u.card_id = ${cardId} and u.verdict = 'solved')
    where id = ${cardId}`;
  await appendEvent(tx, {
    caseId,
    kind: 'answer.rated',
    actorId,
    data: { noteId, cardId, title, verdict },
    at,
  });
  return { caseId, useId };
}

/** The cards used in a case, in notes this person may read; newest first. */
export async function usesInCase(
  db: Db,
  personId: string,
  { caseId, write }: CaseAccess,
): Promise<CaseUse[]> {
  const rows = await db<(Omit<CaseUse, 'at' | 'rate'> & { at: Date })[]>`
    select u.id, u.note_id as "noteId", u.at, u.version, u.verdict, json_build_object('id', a.id, 'title', a.title) as card,
           json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as by
    from answer_use u
    join answer_card a on a.id = u.card_id
    join note n on n.id = u.note_id
    join "case" c on c.id = u.case_id and (c.program_id, n.audience) in (${audiencesReadableBy(db, personId)})
    join person p on p.id = u.by_id
    where u.case_id = ${caseId} order by u.at desc, u.id`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), rate: write }));
}
