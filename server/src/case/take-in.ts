import type { PatchCase } from '@caseroom/shared/case';
import type { IncomingCase, TakenIn } from '@caseroom/shared/intake';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { settleTags } from '@caseroom/shared/tag';
import type { StartNote } from '../note/create.ts';
import type { Tx } from '../platform/db.ts';
import { accessProgram } from './access.ts';
import { changeCase } from './change.ts';
import { caseNumber } from './fold.ts';
import { openCase } from './open.ts';
import { holdTagRules } from './tags.ts';

/** Where a case has no priority of its own. */
const PRIORITY = 'P3';

export interface Incoming {
  readonly programId: string;
  readonly actorId: string;
  readonly incoming: IncomingCase;
  readonly startNote: StartNote;
  /** What becomes of a case that has the reference already. Defaults to `edit`. */
  readonly ifKnown?: 'edit' | 'leave';
}

/**
 * Opens the case that has this reference, or edits it, with the rights of the one who brings it. The same again
 * changes nothing. Call `hintCase` after commit.
 */
export async function takeIn(tx: Tx, given: Incoming): Promise<TakenIn | Refusal> {
  const { programId, actorId, incoming, ifKnown = 'edit' } = given;
  // Two first messages of one case must not open two.
  await tx`select pg_advisory_xact_lock(hashtextextended(${`${programId} ${incoming.reference}`}, 0))`;
  const access = await accessProgram(tx, actorId, programId);
  if (isRefusal(access)) return access;
  const [known] = await tx<{ caseId: string }[]>`
    select case_id as "caseId" from case_reference
    where program_id = ${programId} and reference = ${incoming.reference}`;
  if (!known) return open(tx, given);
  return ifKnown === 'leave'
    ? answer(tx, known.caseId, 'unchanged')
    : edit(tx, actorId, known.caseId, incoming);
}

async function edit(
  tx: Tx,
  actorId: string,
  caseId: string,
  { reference: _, ...patch }: IncomingCase,
): Promise<TakenIn | Refusal> {
  if (Object.keys(patch).length === 0) return answer(tx, caseId, 'unchanged');
  const result = await changeCase(tx, { caseId, actorId, patch: patch as PatchCase });
  return isRefusal(result) ? result : answer(tx, caseId, result.changed ? 'edited' : 'unchanged');
}

async function open(
  tx: Tx,
  { programId, actorId, incoming, startNote }: Incoming,
): Promise<TakenIn | Refusal> {
  const { reference, subject, status, priority = PRIORITY, customer = {} } = incoming;
  const { name } = customer;
  if (subject === undefined || name === undefined)
    return incomplete(subject === undefined, name === undefined);
  const tags = settleTags(await holdTagRules(tx, programId), [], incoming.tags ?? []);
  if (isRefusal(tags)) return tags;
  const fields = { programId, subject, priority, tags, customer: { ...customer, name } };
  const { caseId } = await openCase(tx, { ...fields, openedBy: actorId }, startNote);
  await tx`
    insert into case_reference (program_id, reference, case_id) values (${programId}, ${reference}, ${caseId})`;
  const moved = status && (await changeCase(tx, { caseId, actorId, patch: { status } }));
  return isRefusal(moved) ? moved : answer(tx, caseId, 'opened');
}

function incomplete(noSubject: boolean, noName: boolean): Refusal {
  const fields = [
    ...(noSubject ? [{ path: 'subject', message: 'A new case needs a subject.' }] : []),
    ...(noName ? [{ path: 'customer.name', message: 'A new case needs the customer’s name.' }] : []),
  ];
  return refuse('invalid', 'No case has this reference, and this does not say enough to open one.', {
    fields,
  });
}

async function answer(tx: Tx, caseId: string, outcome: TakenIn['outcome']): Promise<TakenIn> {
  const [row] = await tx<{ number: number }[]>`select number from "case" where id = ${caseId}`;
  return { caseId, number: caseNumber((row as { number: number }).number), outcome };
}
