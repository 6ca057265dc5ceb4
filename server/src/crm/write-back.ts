import { CrmMilestone, type CrmProvider } from '@caseroom/shared/crm';
import { maskForbiddenDigits } from '@caseroom/shared/forbidden-digits';
import { Id } from '@caseroom/shared/primitives';
import { z } from 'zod';
import { appendEvent, hintCase, hintCrm } from '../case/events.ts';
import { hintInbox, notify } from '../case/notify.ts';
import type { Bus } from '../platform/bus.ts';
import type { Db, Tx } from '../platform/db.ts';
import { type AnyKind, outboxKind, type Settled } from '../platform/outbox/kind.ts';
import type { Outcome } from '../platform/outbox/rules.ts';
import { crmOf, markBroken, readWay } from './connections.ts';
import { type CrmFailure, isFailure, mayPass } from './providers/crm.ts';
import type { SessionDeps } from './session.ts';
import { wordsOf } from './words.ts';

/** The kind of outbox item that is a private note for a linked record. */
export const NOTE_KIND = 'crm.note';
/** A long note goes out in many requests. */
const LIMIT_MS = 120_000;
/** A pause that a provider asks for without saying how long, s. */
const PAUSE_S = 30;

/** Names and ids alone: the words are read when it is sent. */
export const NotePayload = z.object({
  linkId: Id,
  eventSeq: z.number().int(),
  milestone: CrmMilestone,
});
export type NotePayload = z.infer<typeof NotePayload>;

/** Notes of one record go out one after the other, whichever case they are of. */
export const laneOf = ({ connectionId, recordId }: { connectionId: string; recordId: string }): string =>
  `${connectionId}:${recordId}`;

export function crmNoteKind(deps: SessionDeps & { readonly bus: Bus }): AnyKind {
  const { sql, bus, clock } = deps;
  return outboxKind<NotePayload>({
    kind: NOTE_KIND,
    payload: NotePayload,
    limit_ms: LIMIT_MS,

    async deliver({ payload }, attempt): Promise<Outcome> {
      const link = await readLink(sql, payload.linkId);
      const way = link && !link.unlinked ? await readWay(sql, link.connectionId) : null;
      if (!link || !way)
        return { outcome: 'unneeded', reason: 'The case is not linked to this record any more.' };
      const words = await wordsOf(sql, { ...payload, caseId: link.caseId });
      if (!words) return { outcome: 'unneeded', reason: 'This is not for everybody on the case any more.' };
      // A first attempt that stopped half way has left parts of a long note behind.
      const look = attempt.mayHaveBeenSent || attempt.number > 1;
      const added = await crmOf(deps, way, attempt.signal).addPrivateNote(link.recordId, words, { look });
      if (!isFailure(added)) return { outcome: 'delivered' };
      if (added.failed === 'unauthorised') await markBroken(sql, way.id, added, clock.now());
      return outcomeOf(added);
    },

    async onSettled(tx, { payload }, settled) {
      const link = await readLink(tx, payload.linkId);
      if (!link) return undefined;
      const told = await enter(tx, link, payload, settled);
      return () => {
        hintCase(bus, link.caseId);
        hintCrm(bus, link.caseId);
        hintInbox(bus, told);
      };
    },

    async onDelayed(_tx, { caseId }) {
      return caseId === null ? undefined : () => hintCrm(bus, caseId);
    },
  });
}

function outcomeOf(failure: CrmFailure): Outcome {
  const { failed, sentence: reason, retryAfter_s, mayHaveArrived = false } = failure;
  if (failed === 'limited')
    return { outcome: 'limited', reason, after_ms: (retryAfter_s ?? PAUSE_S) * 1_000 };
  if (!mayPass(failure)) return { outcome: 'refused', reason };
  const after = retryAfter_s === undefined ? {} : { after_ms: retryAfter_s * 1_000 };
  return { outcome: 'retry', reason, mayHaveBeenSent: mayHaveArrived, ...after };
}

interface LinkRow {
  readonly caseId: string;
  readonly ownerId: string;
  readonly connectionId: string;
  readonly recordId: string;
  readonly provider: CrmProvider;
  readonly number: string;
  readonly unlinked: boolean;
}

async function readLink(db: Db, linkId: string): Promise<LinkRow | null> {
  const [link] = await db<LinkRow[]>`
    select l.case_id as "caseId", c.owner_id as "ownerId", l.connection_id as "connectionId", l.record_id as "recordId", k.provider,
           l.facts->>'number' as number, l.unlinked_at is not null as unlinked
    from crm_link l join crm_connection k on k.id = l.connection_id join "case" c on c.id = l.case_id
    where l.id = ${linkId}`;
  return link ?? null;
}

/** The case's ledger says what left the house, and what did not; of that its owner is told. Answers who was. */
async function enter(
  tx: Tx,
  { caseId, ownerId, provider, number: record }: LinkRow,
  { linkId, eventSeq: ofSeq, milestone }: NotePayload,
  settled: Settled,
): Promise<readonly string[]> {
  const data = { linkId, provider, record, milestone, ofSeq };
  if (settled.state === 'delivered') {
    await appendEvent(tx, { caseId, kind: 'crm.written', actorId: null, data });
    return [];
  }
  if (settled.state === 'discarded') return [];
  const kind = 'crm.refused';
  // It quotes another system, and the ledger never forgets.
  const reason = maskForbiddenDigits(settled.reason);
  const eventSeq = await appendEvent(tx, { caseId, kind, actorId: null, data: { ...data, reason } });
  return notify(tx, { caseId, eventSeq, kind, personIds: [ownerId], actorId: null, data: { text: reason } });
}
