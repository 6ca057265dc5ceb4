import { isRefusal } from '@caseroom/shared/refusal';
import type { StartNote } from '../../note/create.ts';
import type { Sql, Tx } from '../../platform/db.ts';
import type { Log } from '../../platform/log.ts';
import { LEASE_MS } from '../../platform/outbox/limits.ts';
import { runVia } from '../../platform/via.ts';
import { beginInterim } from '../draft.ts';
import { type Done, type ReleaseDeps, releaseIn, tellOfRelease } from '../release.ts';
import { draftOf, judgeCase } from './judge.ts';
import { type BulkRow, readBulk, wordsOfBulk } from './queries.ts';

export interface BulkDeps extends ReleaseDeps {
  readonly startNote: StartNote;
  readonly log: Log;
}

/** A bulk send that this process, and no other, is to work on. */
export interface Claim {
  readonly id: string;
  readonly programId: string;
  /** Rises with every claim: whoever has an older number has lost it. */
  readonly drive: number;
}

/** Null: nothing is to be sent, or others are at it. */
export async function claimNext(sql: Sql, now: Date): Promise<Claim | null> {
  const [claim] = await sql<Claim[]>`
    update bulk_send set drive = drive + 1, lease_until = ${new Date(now.getTime() + LEASE_MS)}
    where id = (
      select id from bulk_send
      where state = 'running' and (lease_until is null or lease_until <= ${now})
      order by made_at limit 1 for update skip locked)
    returning id, program_id as "programId", drive`;
  return claim ?? null;
}

/** Lets another process take it at once, as when this one stops. */
export const letGo = (sql: Sql, { id, drive }: Claim) => sql`
  update bulk_send set lease_until = null where id = ${id} and drive = ${drive}`;

/** A case that breaks off so often is given up, until somebody has it tried again. */
const MAX_TRIES = 3;
const BROKE_OFF = 'The server could not do it. Have it tried again.';

/** What became of one case: nothing, where nothing is left or the claim was lost. */
type Step = { readonly is: 'over' } | { readonly is: 'next'; readonly sent?: Done & { noteId: string } };

/**
 * Writes to the next case: its message is begun, released and noted here in one transaction, so that whatever stops in
 * between it has been sent once or not at all. `over`: nothing is left to do under this claim.
 */
export async function sendNext(deps: BulkDeps, claim: Claim): Promise<'next' | 'over'> {
  try {
    const step = await deps.sql.begin((tx) => stepIn(tx, deps, claim));
    if (step.is === 'next' && step.sent) tellOfRelease(deps, step.sent.noteId, step.sent);
    return step.is;
  } catch (err) {
    deps.log.error({ err, bulkId: claim.id }, 'a case of a bulk send could not be written to');
    await noteBreak(deps, claim);
    return 'next';
  }
}

async function stepIn(tx: Tx, deps: BulkDeps, claim: Claim): Promise<Step> {
  const bulk = await renew(tx, claim, deps.clock.now());
  if (!bulk) return { is: 'over' };
  const caseId = await nextCase(tx, bulk.id);
  if (!caseId) {
    await tx`
      update bulk_send set state = 'done', ended_at = ${deps.clock.now()}, lease_until = null where id = ${bulk.id}`;
    return { is: 'over' };
  }
  const via = bulk.via && { ...bulk.via, personId: bulk.madeBy.id, programIds: [bulk.programId] };
  return runVia(via, () => writeTo(tx, deps, bulk, caseId));
}

/** Its lock keeps a stop, and another process, out until the case is done. */
async function renew(tx: Tx, { id, drive }: Claim, now: Date): Promise<BulkRow | undefined> {
  const [held] = await tx`
    update bulk_send set lease_until = ${new Date(now.getTime() + LEASE_MS)}
    where id = ${id} and drive = ${drive} and state = 'running' returning id`;
  return held && readBulk(tx, id);
}

async function nextCase(tx: Tx, bulkId: string): Promise<string | undefined> {
  const [next] = await tx<{ caseId: string }[]>`
    select case_id as "caseId" from bulk_send_case
    where bulk_id = ${bulkId} and state = 'waiting' order by position limit 1`;
  return next?.caseId;
}

async function writeTo(tx: Tx, deps: BulkDeps, bulk: BulkRow, caseId: string): Promise<Step> {
  await tx`select from "case" where id = ${caseId} for no key update`;
  const at = deps.clock.now();
  const words = wordsOfBulk(bulk);
  const { to, skipped } = await judgeCase(tx, words, caseId, { deployment: deps.deployment, now: at });
  if (skipped) {
    await tx`
      update bulk_send_case set state = 'skipped', skip = ${skipped.skip}, why = ${skipped.why}, at = ${at}
      where bulk_id = ${bulk.id} and case_id = ${caseId}`;
    return { is: 'next' };
  }
  const want = { channel: to.channel, nextUpdateAt: bulk.nextUpdateAt?.toISOString() ?? null };
  const begin = { caseId, actorId: bulk.madeBy.id, at, want, words, origin: 'bulk' as const };
  const begun = await beginInterim(tx, deps.startNote, begin);
  if (isRefusal(begun)) throw new Error(begun.detail);
  const { noteId } = begun;
  const draft = draftOf(words);
  const by = {
    actorId: bulk.madeBy.id,
    actorName: bulk.madeBy.name,
    approvedById: bulk.approvedBy?.id ?? null,
    seq: draft.seq,
    overrides: bulk.overrides,
    address: bulk.address,
  };
  const released = await releaseIn(tx, deps, { noteId, draft, ending: null, by });
  // The same check let it pass a moment ago, under the same lock.
  if (isRefusal(released)) throw new Error(released.detail);
  await tx`
    update bulk_send_case set state = 'sent', note_id = ${noteId}, at = ${at}
    where bulk_id = ${bulk.id} and case_id = ${caseId}`;
  return { is: 'next', sent: { ...released, noteId } };
}

/** The case the transaction was at is still the first that waits. */
const noteBreak = ({ sql, clock }: BulkDeps, { id, drive }: Claim) => sql`
  update bulk_send_case c
  set tried = c.tried + 1, at = ${clock.now()},
      state = case when c.tried + 1 < ${MAX_TRIES} then 'waiting' else 'failed' end,
      why = case when c.tried + 1 < ${MAX_TRIES} then null else ${BROKE_OFF} end
  from bulk_send b
  where b.id = ${id} and b.drive = ${drive} and c.bulk_id = b.id and c.position = (
    select min(position) from bulk_send_case where bulk_id = b.id and state = 'waiting')`;
