import { type CrmRecord, crmNames } from '@caseroom/shared/crm';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import { hintCase, hintCrm } from '../case/events.ts';
import { takeIn } from '../case/take-in.ts';
import type { StartNote } from '../note/create.ts';
import type { Bus } from '../platform/bus.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { runVia } from '../platform/via.ts';
import { masked, storeFacts } from './facts.ts';
import { insertLink } from './links.ts';
import { incomingOf, opensCase, readTo, type Seen } from './poll-rules.ts';
import type { Claim } from './poll-store.ts';
import { type Crm, type CrmFailure, isFailure } from './providers/crm.ts';
import type { SessionDeps } from './session.ts';

export interface TakeDeps extends SessionDeps {
  readonly bus: Bus;
  readonly startNote: StartNote;
}

export type Taken = 'opened' | 'changed' | 'nothing';

interface Link {
  readonly id: string;
  readonly caseId: string;
  readonly polledTo: Date | null;
  /** False: it was taken off its case, or is of a connection that ended. */
  readonly isOpen: boolean;
}

/**
 * Takes in one record that changed: its cases show what it reads like now, or it opens one. The same again changes
 * nothing. A record that somebody took off its case opens no other.
 */
export async function takeSeen(
  deps: TakeDeps,
  claim: Claim,
  crm: Crm,
  seen: Seen,
): Promise<Taken | CrmFailure | Refusal> {
  const known = await findLinks(deps, claim, seen.id);
  const links = known.filter(({ isOpen }) => isOpen);
  const behind = links.filter(({ polledTo }) => polledTo === null || polledTo < new Date(seen.at));
  const opens = known.length === 0 && opensCase(claim.opens, claim.begunAt, seen);
  if (behind.length === 0 && !opens) return 'nothing';
  const record = await crm.read(seen.id);
  // It was deleted, or is not for this connection: what was read last stays.
  if (isFailure(record)) return record.failed === 'gone' ? 'nothing' : record;
  return opens
    ? open(deps, claim, { record: masked(record), email: record.email, seen })
    : refresh(deps, behind, masked(record), seen);
}

const findLinks = ({ sql }: TakeDeps, { id, programId, provider, site }: Claim, recordId: string) => sql<
  Link[]
>`
  select l.id, l.case_id as "caseId", l.polled_to as "polledTo",
         l.connection_id = ${id} and l.unlinked_at is null as "isOpen"
  from crm_link l join crm_connection k on k.id = l.connection_id
  where l.record_id = ${recordId} and k.program_id = ${programId} and k.provider = ${provider} and k.site = ${site}`;

async function refresh(
  { sql, bus, clock }: TakeDeps,
  links: readonly Link[],
  { facts }: CrmRecord,
  seen: Seen,
): Promise<Taken> {
  let taken: Taken = 'nothing';
  const at = clock.now();
  const read = { facts, at, polledTo: readTo(seen, at) };
  for (const link of links) {
    const isChanged = await sql.begin((tx) => storeFacts(tx, link, read));
    hintCrm(bus, link.caseId);
    if (!isChanged) continue;
    hintCase(bus, link.caseId);
    taken = 'changed';
  }
  return taken;
}

interface Opening {
  readonly record: CrmRecord;
  readonly email: string;
  readonly seen: Seen;
}

/** The case, its reference and its link come together, or not at all. */
async function open(
  { sql, bus, clock, startNote }: TakeDeps,
  { id, provider, programId, personId }: Claim,
  { record, email, seen }: Opening,
): Promise<Taken | Refusal> {
  const actorId = personId ?? '';
  const incoming = incomingOf(provider, record, email);
  const at = clock.now();
  const polledTo = readTo(seen, at);
  const via = { tokenId: id, name: crmNames[provider], personId: actorId, programIds: [programId] };
  const taken = await runVia(via, () =>
    inTransaction(sql, async (tx) => {
      const found = await takeIn(tx, { programId, actorId, incoming, startNote, ifKnown: 'leave' });
      if (isRefusal(found)) return found;
      const { caseId } = found;
      await insertLink(tx, { actorId, caseId, connectionId: id, provider, record, at, polledTo });
      return found;
    }),
  );
  if (isRefusal(taken)) return taken;
  hintCase(bus, taken.caseId);
  hintCrm(bus, taken.caseId);
  return taken.outcome === 'opened' ? 'opened' : 'nothing';
}
