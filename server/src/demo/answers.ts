import type { AnswerAct } from '@caseroom/shared/answer';
import type { NoteKind } from '@caseroom/shared/note';
import type { Fragment } from 'postgres';
import { actOnCard, promoteNote } from '../answer/card-acts.ts';
import { setExemplar } from '../answer/exemplars.ts';
import { rateUse, recordUse } from '../answer/uses.ts';
import type { Tx } from '../platform/db.ts';
import { type AnswerScript, demoAnswers, demoExemplars } from './answer-scripts.ts';
import type { Cast } from './cast.ts';
import { granted } from './granted.ts';

const MINUTE_MS = 60_000;
/** A card is written, reviewed and published so far apart. */
const STEP_MS = 45 * MINUTE_MS;
const DAY_MS = 86_400_000;

interface Place {
  readonly noteId: string;
  readonly caseId: string;
  /** When the case was last touched: whatever follows, follows that. */
  readonly at: Date;
}

/** What the demo's people know already: cards made of their resolutions, where they were used, and good examples. */
export async function writeAnswers(tx: Tx, cast: Cast, now: Date): Promise<void> {
  for (const script of demoAnswers) await writeCard(tx, cast, now, script);
  for (const { number, kind, by, reason } of demoExemplars) {
    const [place] = await notesOf(tx, tx`c.number = ${number}`, kind);
    const act = { actorId: cast.person(by), at: after(place, MINUTE_MS, now) };
    granted(await setExemplar(tx, known(place).noteId, reason, act));
  }
}

async function writeCard(tx: Tx, cast: Cast, now: Date, script: AnswerScript): Promise<void> {
  const { from, by, words, acts, uses, isDue } = script;
  const chosen = 'number' in from ? tx`c.number = ${from.number}` : tx`c.subject = ${from.subject}`;
  const [source, ...others] = await notesOf(tx, chosen, 'resolution');
  const { noteId } = known(source);
  let at = after(source, STEP_MS, now);
  const { cardId } = granted(await promoteNote(tx, { noteId, ...words }, { actorId: cast.person(by), at }));
  const retired = acts.filter(({ do: what }) => what === 'retire');
  for (const { do: what, by: who, reason = '' } of acts.filter((one) => !retired.includes(one))) {
    at = new Date(Math.min(at.getTime() + STEP_MS, now.getTime()));
    granted(await actOnCard(tx, cardId, actOf(what, reason), { actorId: cast.person(who), at }));
  }
  for (const [i, { by: who, verdict }] of uses.entries()) {
    const place = known(others.at(-1 - i));
    const act = { actorId: cast.person(who), at: after(place, MINUTE_MS, now) };
    const { useId } = granted(await recordUse(tx, cardId, { noteId: place.noteId, version: 1 }, act));
    if (verdict) granted(await rateUse(tx, useId, { verdict }, act));
  }
  for (const { do: what, by: who, reason = '' } of retired)
    granted(await actOnCard(tx, cardId, actOf(what, reason), { actorId: cast.person(who), at: now }));
  if (isDue)
    await tx`update answer_card set review_on = ${new Date(now.getTime() - 2 * DAY_MS)} where id = ${cardId}`;
}

/** The demo's people act on what they have in front of them, and know what they let through. */
const actOf = (what: AnswerAct['do'], reason: string): AnswerAct =>
  what === 'submit'
    ? { do: what, version: 1, despite: true }
    : what === 'return' || what === 'retire'
      ? { do: what, version: 1, reason }
      : { do: what, version: 1 };

/** Notes of one kind, of the cases that are chosen; the earliest first. */
const notesOf = (tx: Tx, chosen: Fragment, kind: NoteKind) => tx<Place[]>`
  select n.id as "noteId", c.id as "caseId", greatest(c.touched_at, (
    select max(e.at) from case_event e where e.case_id = c.id)) as at
  from note n join "case" c on c.id = n.case_id where ${chosen} and n.kind = ${kind} order by n.created_at, n.id`;

const after = (place: Place | undefined, by_ms: number, now: Date): Date =>
  new Date(Math.min(known(place).at.getTime() + by_ms, now.getTime()));

function known(place: Place | undefined): Place {
  if (!place) throw new Error('the demo’s answers speak of a note that is not there');
  return place;
}
