import {
  type CallOutcome,
  callOutcomeNames,
  type InterimState,
  type LogCall,
} from '@caseroom/shared/interim';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { z } from 'zod';
import { appendEvent } from '../case/events.ts';
import type { By } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';
import { sendAgain } from '../platform/outbox/act.ts';
import { lookAtInterim, takeInterim } from './draft.ts';
import { factsOf } from './queries.ts';
import { INTERIM_KIND } from './release.ts';
import { judgeCall, judgeRetry } from './rules.ts';

interface Act extends By {
  readonly noteId: string;
}

type Acted = { readonly caseId: string } | Refusal;

/** One more time, with the same key: what a provider recognises arrives once. */
export async function retryInterim(tx: Tx, { noteId, actorId, at }: Act): Promise<Acted> {
  const seen = await lookAtInterim(tx, noteId, actorId);
  if (isRefusal(seen)) return seen;
  const refusal = judgeRetry(factsOf(seen.row, false), { personId: actorId, role: seen.role });
  if (refusal) return refusal;
  // The outbox's locks come before the case's; of two at once the second finds nothing to send again.
  if (!(await sendAgain(tx, { kind: INTERIM_KIND, key: noteId }, at)))
    return refuse('conflict', 'The provider had taken this message before it failed. Write a new one.');
  const { caseId, channel } = seen.row;
  await appendEvent(tx, { caseId, kind: 'interim.retried', actorId, data: { noteId, channel }, at });
  await tx`update interim set state = 'queued', failure = null, failed_at = null where note_id = ${noteId}`;
  return { caseId };
}

/** A call as a contact with the customer, in the transaction of the act. */
export type LogContact = (
  tx: Tx,
  act: By & { readonly caseId: string },
  call: {
    readonly startedAt: Date;
    readonly endedAt: Date;
    readonly customer: string;
    readonly agent: string;
  },
) => Promise<Refusal | object>;

const stateAfter = {
  reached: 'delivered',
  voicemail: 'sent',
  'no-answer': 'to-call',
  'wrong-number': 'failed',
} as const satisfies Record<CallOutcome, InterimState>;

/** Somebody read the words to the customer, or tried. Who was not reached is called again. */
export async function logCall(
  tx: Tx,
  { noteId, actorId, at }: Act,
  { outcome, about, startedAt }: z.output<typeof LogCall>,
  logContact: LogContact,
): Promise<Acted> {
  const held = await takeInterim(tx, noteId, actorId);
  if (isRefusal(held)) return held;
  const { row } = held;
  const refusal = judgeCall(factsOf(row, false), { personId: actorId, role: held.role });
  if (refusal) return refusal;
  const { caseId, channel } = row;
  if (outcome === 'reached') {
    const began = startedAt ? new Date(startedAt) : at;
    const people = { customer: row.customer.name, agent: row.releasedBy?.name ?? '' };
    const contact = { startedAt: began < at ? began : at, endedAt: at, ...people };
    const logged = await logContact(tx, { caseId, actorId, at }, contact);
    if (isRefusal(logged)) return logged;
  }
  const state = stateAfter[outcome];
  const isSaid = state === 'delivered' || state === 'sent';
  await tx`
    update interim set state = ${state}, attempts = attempts + 1,
      sent_at = ${isSaid ? at : null}, delivered_at = ${state === 'delivered' ? at : null},
      failed_at = ${state === 'failed' ? at : null},
      failure = ${state === 'failed' ? callOutcomeNames[outcome] : null}
    where note_id = ${noteId}`;
  const nextUpdateAt = row.nextUpdateAt?.toISOString() ?? null;
  const data = { noteId, channel, outcome, about, nextUpdateAt };
  await appendEvent(tx, { caseId, kind: 'interim.called', actorId, data, at });
  return { caseId };
}
