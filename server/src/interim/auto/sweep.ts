import type { AutoReason } from '@caseroom/shared/interim-auto';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import { appendEvent, hintCase } from '../../case/events.ts';
import { hintInbox, notify } from '../../case/notify.ts';
import type { StartNote } from '../../note/create.ts';
import type { Tx } from '../../platform/db.ts';
import type { Log } from '../../platform/log.ts';
import { beginInterim } from '../draft.ts';
import { readDraft } from '../preview.ts';
import { type ReleaseDeps, releaseInterim } from '../release.ts';
import { type AutoCase, type RulesInForce, readAutoCases, rulesThatAreOn } from './queries.ts';
import { nextUpdate, promiseAfter } from './rules.ts';

export interface AutoDeps extends ReleaseDeps {
  readonly startNote: StartNote;
  readonly log: Log;
}

/** How late, at most, a rule may write, ms. */
export const AUTO_EVERY_MS = 30_000;
const MINUTE_MS = 60_000;
/** What a stopped server left behind may be said at the wrong hour: later than so, a person decides, ms. */
const MAX_LATE_MS = 15 * MINUTE_MS;
const WAITS = 'A lead other than the one who put the rules in force has to agree before it leaves.';
const LATE = 'It was to leave while Caseroom was stopped. Look whether it is still right.';

/**
 * Writes what the rules want written by now, each case in a transaction of its own: of two processes the second finds
 * the message that the first began. What may leave on its own is then released like any other, check and all; where
 * something speaks against it, it waits for the owner.
 */
export async function sweepAuto(deps: AutoDeps): Promise<void> {
  for (const inForce of await rulesThatAreOn(deps.sql)) {
    const now = deps.clock.now();
    for (const { caseId, facts } of await readAutoCases(deps.sql, inForce.programId, now)) {
      const next = nextUpdate(inForce.rules, facts, { now: now.getTime(), holidays: inForce.holidays });
      if (next && next.at <= now.getTime()) await write(deps, inForce, caseId);
    }
  }
  await sendUntried(deps);
}

async function write(deps: AutoDeps, inForce: RulesInForce, caseId: string): Promise<void> {
  const told = await deps.sql.begin((tx) => begin(tx, deps, inForce, caseId));
  if (!told) return;
  hintCase(deps.bus, caseId);
  hintInbox(deps.bus, told);
}

/** Under the case's lock everything is looked at again. Answers who was told; null when nothing is due any more. */
async function begin(
  tx: Tx,
  { clock, startNote, log }: AutoDeps,
  { programId, rules, by, holidays }: RulesInForce,
  caseId: string,
): Promise<string[] | null> {
  await tx`select from "case" where id = ${caseId} for no key update`;
  const at = clock.now();
  const [held] = await readAutoCases(tx, programId, at, caseId);
  const next = held && nextUpdate(rules, held.facts, { now: at.getTime(), holidays });
  if (!held || !next || next.at > at.getTime() || !by) return null;
  const want = {
    ...(rules.templateId ? { templateId: rules.templateId } : {}),
    ...(rules.channel ? { channel: rules.channel } : {}),
  };
  const begun = await beginInterim(tx, startNote, { caseId, actorId: by.id, at, origin: 'rule', want });
  if (isRefusal(begun)) {
    log.warn({ caseId, why: begun.detail }, 'a rule could not begin a message');
    return null;
  }
  const { noteId } = begun;
  const again = promiseAfter(rules, held.facts, { now: at.getTime(), holidays });
  if (again !== null)
    await tx`update interim set next_update_at = ${new Date(again)} where note_id = ${noteId}`;
  const sends = rules.mode === 'send' && rules.templateId !== null;
  await tx`
    insert into interim_auto (note_id, case_id, due_at, why, sends)
    values (${noteId}, ${caseId}, ${at}, ${next.why}, ${sends})`;
  return tell(tx, held, { noteId, why: next.why, sends, at });
}

/** The owner of a draft; what leaves on its own tells them only when it could not. */
async function tell(
  tx: Tx,
  { caseId, ownerId }: AutoCase,
  { noteId, why, sends, at }: { noteId: string; why: AutoReason; sends: boolean; at: Date },
): Promise<string[]> {
  const [row] = await tx<{ channel: string }[]>`select channel from interim where note_id = ${noteId}`;
  const data = { noteId, channel: row?.channel ?? '', why };
  const eventSeq = await appendEvent(tx, { caseId, kind: 'interim.begun', actorId: null, data, at });
  if (sends) return [];
  const notice = { caseId, eventSeq, kind: 'interim.begun' as const, personIds: [ownerId] };
  return notify(tx, { ...notice, actorId: null, data: { noteId, text: '' }, at });
}

interface Untried {
  readonly noteId: string;
  readonly caseId: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly byId: string;
  readonly why: AutoReason;
  readonly dueAt: Date;
}

/** Also what a process that died had begun. A release that was made is not made again: the note is finalised. */
async function sendUntried(deps: AutoDeps): Promise<void> {
  const untried = await deps.sql<Untried[]>`
    select a.note_id as "noteId", a.case_id as "caseId", a.why, a.due_at as "dueAt", c.owner_id as "ownerId", o.name as "ownerName",
           n.created_by as "byId"
    from interim_auto a join note n on n.id = a.note_id
    join "case" c on c.id = a.case_id join person o on o.id = c.owner_id
    where a.sends and a.tried_at is null order by a.due_at`;
  for (const one of untried) await trySending(deps, one);
}

async function trySending(
  deps: AutoDeps,
  { noteId, caseId, ownerId, ownerName, byId, why, dueAt }: Untried,
): Promise<void> {
  const at = deps.clock.now();
  const { seq } = await readDraft(deps.rooms, noteId);
  const address = deps.deployment.address ?? '';
  const releaser = { actorId: byId, actorName: ownerName, seq, overrides: [], address };
  const isLate = at.getTime() - dueAt.getTime() > MAX_LATE_MS;
  const done = isLate ? refuse('conflict', LATE) : await releaseInterim(deps, noteId, releaser);
  const told = await deps.sql.begin(async (tx) => {
    const [first] = await tx`
      update interim_auto set tried_at = ${at} where note_id = ${noteId} and tried_at is null returning note_id`;
    const hindrance = isRefusal(done) ? done.detail : await waitsFor(tx, noteId);
    if (!first || hindrance === null) return [];
    const [event] = await tx<{ seq: number }[]>`
      select seq from case_event where case_id = ${caseId} and kind = 'interim.begun' and data->>'noteId' = ${noteId}`;
    const data = { noteId, why, text: hindrance };
    const notice = {
      caseId,
      eventSeq: event?.seq ?? 0,
      kind: 'interim.begun' as const,
      personIds: [ownerId],
    };
    return notify(tx, { ...notice, actorId: null, data, at });
  });
  hintInbox(deps.bus, told);
}

/** What its release waits for; null: it left. Leads are asked as by anybody, and a program may have one alone. */
async function waitsFor(tx: Tx, noteId: string): Promise<string | null> {
  const [waiting] = await tx`select from interim where note_id = ${noteId} and state = 'waiting'`;
  return waiting ? WAITS : null;
}
