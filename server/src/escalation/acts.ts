import {
  type EscalationReason,
  type EscalationTarget,
  type PatchEscalation,
  targetName,
} from '@caseroom/shared/escalation';
import { noteKinds } from '@caseroom/shared/note-kinds';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { accessCase, accessNote, type CaseAccess } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import { notify } from '../case/notify.ts';
import { createNote, type NoteStart } from '../note/create.ts';
import type { By } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';
import {
  type EscalationRow,
  factsOf,
  lockCase,
  readEscalation,
  seatIn,
  targetOf,
  writersOf,
} from './queries.ts';
import {
  decide,
  type EscalationCommand,
  isFor,
  judgeDraft,
  judgeEdit,
  type Seat,
  type Step,
} from './rules.ts';

/** What came of an act: whose escalation it was, and whose inbox it reached. Hint both after commit. */
export interface Acted {
  readonly caseId: string;
  readonly escalationId: string;
  readonly told: readonly string[];
}

export interface Draft extends By {
  readonly caseId: string;
  readonly target: EscalationTarget;
  readonly reason: EscalationReason;
  readonly ask: string;
  /** A note of the case that is there already, or what a new one starts with. */
  readonly note: { readonly noteId: string } | NoteStart;
}

/** Begins an escalation: nobody is told yet, and the owner stays. */
export async function draftEscalation(tx: Tx, draft: Draft): Promise<Acted | Refusal> {
  const { caseId, actorId, at } = draft;
  const access = await accessCase(tx, actorId, caseId, 'write');
  if (isRefusal(access)) return access;
  const known = 'noteId' in draft.note ? await lockNote(tx, draft.note.noteId, actorId, caseId) : null;
  if (isRefusal(known)) return known;
  const held = await lockCase(tx, caseId);
  const [open] = await tx`select from escalation where case_id = ${caseId} and state in ('drafted', 'sent')`;
  const facts = { ownerId: held.ownerId, caseStatus: held.status, hasOpen: open !== undefined };
  const refusal = judgeDraft(facts, await seatIn(tx, actorId, access));
  if (refusal) return refusal;
  const target = await knownTarget(tx, access, draft.target);
  if (isRefusal(target)) return target;
  const noteId = known ?? (await addNote(tx, draft, 'noteId' in draft.note ? { outline: null } : draft.note));
  const [made] = await tx<{ id: string }[]>`
    insert into escalation (case_id, note_id, state, target_kind, target_team, target_person_id,
                            reason, ask, sender_id, drafted_at)
    values (${caseId}, ${noteId}, 'drafted', ${draft.target.kind}, ${teamOf(draft.target)},
            ${personOf(draft.target)}, ${draft.reason}, ${draft.ask}, ${actorId}, ${at})
    returning id`;
  const escalationId = (made as { id: string }).id;
  const data = { escalationId, noteId, target: target.name };
  await appendEvent(tx, { caseId, kind: 'escalation.drafted', actorId, data, at });
  return { caseId, escalationId, told: [] };
}

/** Locks a note before the case, as everybody does who needs both. */
async function lockNote(tx: Tx, noteId: string, actorId: string, caseId: string): Promise<string | Refusal> {
  await tx`select from note where id = ${noteId} for key share`;
  const note = await accessNote(tx, actorId, noteId, 'write');
  if (!isRefusal(note) && note.caseId === caseId && note.kind === 'escalation' && note.audience === 'team')
    return noteId;
  const message = 'That is not an escalation note of this case.';
  return refuse('invalid', message, { fields: [{ path: 'noteId', message }] });
}

const addNote = (tx: Tx, { caseId, actorId, at }: Draft, start: NoteStart): Promise<string> => {
  const { name: title, audience } = noteKinds.escalation;
  return createNote(tx, { caseId, kind: 'escalation', audience, title, actorId, at, ...start });
};

const teamOf = (target: EscalationTarget): string | null => (target.kind === 'team' ? target.team : null);
const personOf = (target: EscalationTarget): string | null =>
  target.kind === 'person' ? target.personId : null;

/** Refuses a target nobody answers to: somebody who cannot write in the case, or a team without people. */
async function knownTarget(
  tx: Tx,
  { programId }: CaseAccess,
  target: EscalationTarget,
): Promise<{ name: string } | Refusal> {
  const found = (await writersOf(tx, programId)).find((seat) => isFor(target, seat));
  if (found) return { name: targetName(target, found.name) };
  const message =
    target.kind === 'person'
      ? 'This person cannot take cases of this program.'
      : `Nobody of this program is in ${targetName(target)}.`;
  return refuse('invalid', message, { fields: [{ path: 'target', message }] });
}

/** Changes a draft. */
export async function changeDraft(
  tx: Tx,
  id: string,
  { actorId }: By,
  patch: PatchEscalation,
): Promise<Acted | Refusal> {
  const held = await take(tx, id, actorId);
  if (isRefusal(held)) return held;
  const refusal = judgeEdit(factsOf(held.row), held.seat);
  if (refusal) return refusal;
  const target = patch.target ?? targetOf(held.row);
  const known = await knownTarget(tx, held.access, target);
  if (isRefusal(known)) return known;
  await tx`
    update escalation set target_kind = ${target.kind}, target_team = ${teamOf(target)},
      target_person_id = ${personOf(target)}, reason = ${patch.reason ?? held.row.reason},
      ask = ${patch.ask ?? held.row.ask}
    where id = ${id}`;
  return acted(held, []);
}

/** Sends a draft to those it is for. `note` says what the committed note holds, and at which version. */
export async function sendEscalation(
  tx: Tx,
  id: string,
  { actorId, at }: By,
  note: { readonly seq: number; readonly missing: (EscalationCommand & { do: 'send' })['missing'] },
): Promise<Acted | Refusal> {
  const held = await take(tx, id, actorId);
  if (isRefusal(held)) return held;
  const receivers = await receiversOf(tx, held);
  const hasAsk = held.row.ask !== '';
  const step = decide(
    factsOf(held.row),
    { do: 'send', hasAsk, missing: note.missing, receivers: receivers.length },
    held.seat,
  );
  if (isRefusal(step)) return step;
  if (!step) return acted(held, []);
  await tx`
    update escalation set state = 'sent', sent_at = ${at}, note_seq = ${note.seq} where id = ${id}`;
  const data = { ...dataOf(held.row), reason: held.row.reason, noteSeq: note.seq };
  const seq = await appendEvent(tx, { caseId: held.row.caseId, kind: 'escalation.sent', actorId, data, at });
  return acted(
    held,
    await tell(tx, held.row, 'escalation.sent', seq, { actorId, at }, receivers, held.row.ask),
  );
}

/** The one who accepts owns the case from this entry on; of two at the same instant the second finds it taken. */
export async function acceptEscalation(tx: Tx, id: string, { actorId, at }: By): Promise<Acted | Refusal> {
  const held = await takeStep(tx, id, actorId, 'accept');
  if (isRefusal(held) || !held.step) return isRefusal(held) ? held : acted(held, []);
  const { row, step } = held;
  await settle(tx, id, step, { actorId, at }, null);
  await tx`update "case" set owner_id = ${step.newOwnerId ?? row.owner.id} where id = ${row.caseId}`;
  const data = { ...dataOf(row), fromId: row.owner.id, fromName: row.owner.name, toId: actorId };
  const seq = await appendEvent(tx, { caseId: row.caseId, kind: 'escalation.accepted', actorId, data, at });
  const concerned = [...new Set([row.sender.id, row.owner.id])];
  return acted(held, await tell(tx, row, 'escalation.accepted', seq, { actorId, at }, concerned, row.ask));
}

/** Gives it back to its sender, with the reason. */
export async function declineEscalation(
  tx: Tx,
  id: string,
  { actorId, at }: By,
  reason: string,
): Promise<Acted | Refusal> {
  const held = await takeStep(tx, id, actorId, 'decline');
  if (isRefusal(held) || !held.step) return isRefusal(held) ? held : acted(held, []);
  const { row, step } = held;
  await settle(tx, id, step, { actorId, at }, reason);
  const data = { ...dataOf(row), reason };
  const seq = await appendEvent(tx, { caseId: row.caseId, kind: 'escalation.declined', actorId, data, at });
  return acted(
    held,
    await tell(tx, row, 'escalation.declined', seq, { actorId, at }, [row.sender.id], reason),
  );
}

/** Takes it back; a draft as well as one that waits. */
export async function withdrawEscalation(tx: Tx, id: string, { actorId, at }: By): Promise<Acted | Refusal> {
  const held = await takeStep(tx, id, actorId, 'withdraw');
  if (isRefusal(held) || !held.step) return isRefusal(held) ? held : acted(held, []);
  await settle(tx, id, held.step, { actorId, at }, null);
  const { caseId } = held.row;
  await appendEvent(tx, { caseId, kind: 'escalation.withdrawn', actorId, data: dataOf(held.row), at });
  return acted(held, []);
}

interface Held {
  readonly row: EscalationRow;
  readonly access: CaseAccess;
  readonly seat: Seat;
}

/** An escalation under its case's lock, for somebody who may write there. */
async function take(tx: Tx, id: string, actorId: string): Promise<Held | Refusal> {
  const [found] = await tx<{ caseId: string }[]>`select case_id as "caseId" from escalation where id = ${id}`;
  const nothing = refuse('not-found', 'There is no such escalation.');
  if (!found) return nothing;
  const access = await accessCase(tx, actorId, found.caseId, 'write');
  if (isRefusal(access)) return access.refused === 'not-found' ? nothing : access;
  await lockCase(tx, found.caseId);
  const row = await readEscalation(tx, id);
  return row ? { row, access, seat: await seatIn(tx, actorId, access) } : nothing;
}

async function takeStep(
  tx: Tx,
  id: string,
  actorId: string,
  command: 'accept' | 'decline' | 'withdraw',
): Promise<(Held & { step: Step | null }) | Refusal> {
  const held = await take(tx, id, actorId);
  if (isRefusal(held)) return held;
  const step = decide(factsOf(held.row), { do: command }, held.seat);
  return isRefusal(step) ? step : { ...held, step };
}

async function settle(tx: Tx, id: string, { state }: Step, { actorId, at }: By, reason: string | null) {
  await tx`
    update escalation set state = ${state}, settled_at = ${at}, settled_by = ${actorId}, settled_reason = ${reason}
    where id = ${id}`;
}

/** Those it waits for: the sender and the owner have the case already. */
async function receiversOf(tx: Tx, { row, access }: Held): Promise<string[]> {
  const target = targetOf(row);
  return (await writersOf(tx, access.programId))
    .filter(
      (seat) => isFor(target, seat) && seat.personId !== row.sender.id && seat.personId !== row.owner.id,
    )
    .map((seat) => seat.personId);
}

const tell = (
  tx: Tx,
  { id, caseId, noteId }: EscalationRow,
  kind: 'escalation.sent' | 'escalation.accepted' | 'escalation.declined',
  eventSeq: number,
  { actorId, at }: By,
  personIds: readonly string[],
  text: string,
): Promise<string[]> =>
  notify(tx, { caseId, eventSeq, kind, personIds, actorId, at, data: { escalationId: id, noteId, text } });

const dataOf = (row: EscalationRow) => ({
  escalationId: row.id,
  noteId: row.noteId,
  target: targetName(targetOf(row), row.targetPerson?.name),
});

const acted = ({ row }: Held, told: readonly string[]): Acted => ({
  caseId: row.caseId,
  escalationId: row.id,
  told,
});
