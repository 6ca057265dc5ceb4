import { CrmMilestone, type CrmProvider } from '@caseroom/shared/crm';
import { Id } from '@caseroom/shared/primitives';
import { z } from 'zod';
import { appendEvent, hintCase, hintCrm } from '../case/events.ts';
import type { Bus } from '../platform/bus.ts';
import type { Db, Tx } from '../platform/db.ts';
import { type AnyKind, type OutboxItem, outboxKind, type Settled } from '../platform/outbox/kind.ts';
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

    async onSettled(tx, item, settled) {
      const caseId = await enter(tx, item, settled);
      return caseId === null ? undefined : () => tell(bus, caseId);
    },

    async onDelayed(_tx, { caseId }) {
      return caseId === null ? undefined : () => hintCrm(bus, caseId);
    },
  });
}

function tell(bus: Bus, caseId: string): void {
  hintCase(bus, caseId);
  hintCrm(bus, caseId);
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
  readonly connectionId: string;
  readonly recordId: string;
  readonly provider: CrmProvider;
  readonly number: string;
  readonly unlinked: boolean;
}

async function readLink(db: Db, linkId: string): Promise<LinkRow | null> {
  const [link] = await db<LinkRow[]>`
    select l.case_id as "caseId", l.connection_id as "connectionId", l.record_id as "recordId", k.provider,
           l.facts->>'number' as number, l.unlinked_at is not null as unlinked
    from crm_link l join crm_connection k on k.id = l.connection_id where l.id = ${linkId}`;
  return link ?? null;
}

/** The case's ledger says what left the house, and what did not. */
async function enter(tx: Tx, { payload }: OutboxItem<NotePayload>, settled: Settled): Promise<string | null> {
  const { linkId, eventSeq: ofSeq, milestone } = payload;
  const link = await readLink(tx, linkId);
  if (!link) return null;
  const { caseId, provider, number: record } = link;
  const data = { linkId, provider, record, milestone, ofSeq };
  if (settled.state === 'delivered')
    await appendEvent(tx, { caseId, kind: 'crm.written', actorId: null, data });
  if (settled.state === 'dead')
    await appendEvent(tx, {
      caseId,
      kind: 'crm.refused',
      actorId: null,
      data: { ...data, reason: settled.reason },
    });
  return caseId;
}
