import type { CaseCrm, CrmFacts, CrmLink, CrmProvider, CrmRecord, CrmWrite } from '@caseroom/shared/crm';
import type { PersonRef } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { accessCase, type CaseAccess } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import type { Db, Tx } from '../platform/db.ts';
import { findItems } from '../platform/outbox/read.ts';
import { crmOf, noSuchConnection, readWay } from './connections.ts';
import { masked, storeFacts } from './facts.ts';
import { titleOf } from './milestone-rules.ts';
import { type CrmFailure, isFailure } from './providers/crm.ts';
import type { SessionDeps } from './session.ts';
import { readEntries } from './words.ts';
import { NOTE_KIND, NotePayload } from './write-back.ts';

/** The newest of what was written to one case's records; more is in the record itself. */
const MAX_WRITES = 60;

interface LinkRow {
  readonly id: string;
  readonly connectionId: string;
  readonly provider: CrmProvider;
  readonly recordId: string;
  readonly address: string;
  readonly facts: CrmFacts;
  readonly factsAt: Date;
  readonly linkedBy: PersonRef;
  readonly linkedAt: Date;
  readonly milestones: CrmLink['milestones'];
  readonly isConnected: boolean;
}

/** What a case has to do with other systems, for somebody who was let into it. */
export async function readCaseCrm(db: Db, { caseId, programId, write }: CaseAccess): Promise<CaseCrm> {
  const links = await db<LinkRow[]>`
    select l.id, l.connection_id as "connectionId", k.provider, l.record_id as "recordId", l.address, l.facts,
           l.facts_at as "factsAt", l.linked_at as "linkedAt", k.disconnected_at is null as "isConnected",
           case when k.disconnected_at is null then k.milestones else '{}' end as milestones,
           json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as "linkedBy"
    from crm_link l join crm_connection k on k.id = l.connection_id join person p on p.id = l.linked_by
    where l.case_id = ${caseId} and l.unlinked_at is null order by l.linked_at, l.id`;
  const open = await db<CaseCrm['open']>`
    select k.id, k.provider, k.site from crm_connection k
    where k.program_id = ${programId} and k.disconnected_at is null and k.state <> 'consent' and not exists (
      select from crm_link l where l.connection_id = k.id and l.case_id = ${caseId} and l.unlinked_at is null)
    order by k.provider, k.site`;
  const writes = links.length > 0 ? await readWrites(db, caseId) : [];
  return {
    links: links.map(({ isConnected, ...link }) => ({
      ...link,
      factsAt: link.factsAt.toISOString(),
      linkedAt: link.linkedAt.toISOString(),
      isConnected,
      writes: writes.filter(({ linkId }) => linkId === link.id).map(({ linkId: _, ...one }) => one),
    })),
    open: [...open],
    write,
  };
}

async function readWrites(db: Db, caseId: string): Promise<(CrmWrite & { linkId: string })[]> {
  const items = await findItems(db, { kinds: [NOTE_KIND], caseId, limit: MAX_WRITES });
  const payloads = items.map(({ payload }) => NotePayload.parse(payload));
  const seqs = payloads.map(({ eventSeq }) => eventSeq);
  const entries = await readEntries(db, caseId, db`e.seq = any(${seqs}::bigint[])`);
  const titles = new Map(entries.map((entry) => [entry.seq, titleOf(entry)]));
  return items.map((item, i) => {
    const { linkId, eventSeq, milestone } = payloads[i] as NotePayload;
    return {
      id: item.id,
      linkId,
      milestone,
      eventSeq,
      title: titles.get(eventSeq) ?? '',
      state: stateOf(item.state),
      reason: item.note,
      at: (item.settledAt ?? item.enqueuedAt).toISOString(),
    };
  });
}

const states = {
  queued: 'queued',
  sending: 'queued',
  delivered: 'sent',
  dead: 'failed',
  discarded: 'discarded',
} as const;
/** People need not know whether a request is under way at this moment. */
export const stateOf = (state: keyof typeof states): CrmWrite['state'] => states[state];

/** What the provider said no to, as an answer of ours. */
export const refusalOf = ({ sentence }: CrmFailure): Refusal => refuse('conflict', sentence);

/** Records by words, or the one that an address leads to. */
export async function searchRecords(
  deps: SessionDeps,
  access: CaseAccess,
  connectionId: string,
  q: string,
): Promise<readonly CrmRecord[] | Refusal> {
  const crm = await openFor(deps, access, connectionId);
  if (isRefusal(crm)) return crm;
  const address = /^https?:\/\//i.test(q) && URL.canParse(q) ? new URL(q) : null;
  const recordId = address && crm.recordAt(address);
  if (address && !recordId)
    return refuse('invalid', 'That address does not lead to a record that a case can be linked to.');
  const found = recordId ? await crm.read(recordId) : await crm.search(q);
  if (isFailure(found)) return refusalOf(found);
  const records = Array.isArray(found) ? (found as readonly CrmRecord[]) : [found as CrmRecord];
  return records.map(masked);
}

async function openFor(deps: SessionDeps, { programId }: CaseAccess, connectionId: string) {
  const [mine] = await deps.sql`
    select from crm_connection where id = ${connectionId} and program_id = ${programId} and state <> 'consent'`;
  const way = mine && (await readWay(deps.sql, connectionId));
  return way ? crmOf(deps, way) : noSuchConnection();
}

/** Links a case to a record as it is found there now. Milestones from here on are written to it. */
export async function linkRecord(
  deps: SessionDeps,
  actorId: string,
  access: CaseAccess,
  { connectionId, recordId }: { readonly connectionId: string; readonly recordId: string },
): Promise<null | Refusal> {
  const crm = await openFor(deps, access, connectionId);
  if (isRefusal(crm)) return crm;
  const record = await crm.read(recordId);
  if (isFailure(record)) return refusalOf(record);
  const linking = { actorId, access, connectionId, record: masked(record), at: deps.clock.now() };
  return deps.sql.begin((tx) => linkWithin(tx, linking));
}

interface Linking {
  readonly actorId: string;
  readonly access: CaseAccess;
  readonly connectionId: string;
  readonly record: CrmRecord;
  readonly at: Date;
}

async function linkWithin(
  tx: Tx,
  { actorId, access: { caseId }, connectionId, record, at }: Linking,
): Promise<null | Refusal> {
  // Somebody may have lost the case, or the program its connection, while the provider was asked.
  const access = await accessCase(tx, actorId, caseId, 'write');
  if (isRefusal(access)) return access;
  const [connection] = await tx<{ provider: CrmProvider }[]>`
    select provider from crm_connection
    where id = ${connectionId} and program_id = ${access.programId} and disconnected_at is null for key share`;
  if (!connection) return noSuchConnection();
  const isLinked = await insertLink(tx, { actorId, caseId, connectionId, ...connection, record, at });
  return isLinked ? null : refuse('conflict', 'Somebody linked this case a moment ago.');
}

interface NewLink extends Omit<Linking, 'access'> {
  readonly caseId: string;
  readonly provider: CrmProvider;
  /** The change of the record that a poll found it by. */
  readonly polledTo?: Date;
}

/** False: the case has a record of this connection already. Call `hintCase` after commit. */
export async function insertLink(
  tx: Tx,
  { actorId, caseId, connectionId, provider, record, at, polledTo }: NewLink,
): Promise<boolean> {
  const { address, facts } = record;
  const [head] = await tx<{ seq: number }[]>`
    select event_seq as seq from "case" where id = ${caseId} for no key update`;
  const [link] = await tx<{ id: string }[]>`
    insert into crm_link (case_id, connection_id, record_id, address, facts, facts_at, linked_by, linked_at,
      through_seq, polled_to)
    values (${caseId}, ${connectionId}, ${record.id}, ${address}, ${tx.json(facts)}, ${at}, ${actorId}, ${at},
            ${head?.seq ?? 0}, ${polledTo ?? null})
    on conflict (case_id, connection_id) where unlinked_at is null do nothing returning id`;
  if (!link) return false;
  const data = { linkId: link.id, provider, record: facts.number, address };
  await appendEvent(tx, { caseId, kind: 'crm.linked', actorId, data, at });
  return true;
}

/** What waits to be written to it is discarded when its turn comes. */
export async function unlinkRecord(
  tx: Tx,
  actorId: string,
  { caseId }: CaseAccess,
  linkId: string,
  at: Date,
): Promise<null | Refusal> {
  await tx`select from "case" where id = ${caseId} for no key update`;
  const [link] = await tx<{ provider: CrmProvider; number: string }[]>`
    update crm_link l set unlinked_at = ${at} from crm_connection k
    where l.id = ${linkId} and l.case_id = ${caseId} and l.unlinked_at is null and k.id = l.connection_id
    returning k.provider, l.facts->>'number' as number`;
  if (!link) return noSuchLink();
  const data = { linkId, provider: link.provider, record: link.number };
  await appendEvent(tx, { caseId, kind: 'crm.unlinked', actorId, data, at });
  return null;
}

/** Facts that were read so short a time ago, ms, are not read again: everybody on a case asks when they open it. */
const FRESH_MS = 5_000;

/** Reads the record's facts anew. */
export async function refreshFacts(
  deps: SessionDeps,
  access: CaseAccess,
  linkId: string,
): Promise<null | Refusal> {
  const [link] = await deps.sql<{ connectionId: string; recordId: string; factsAt: Date }[]>`
    select connection_id as "connectionId", record_id as "recordId", facts_at as "factsAt" from crm_link
    where id = ${linkId} and case_id = ${access.caseId} and unlinked_at is null`;
  if (!link) return noSuchLink();
  if (deps.clock.now().getTime() - link.factsAt.getTime() < FRESH_MS) return null;
  const crm = await openFor(deps, access, link.connectionId);
  if (isRefusal(crm)) return crm;
  const record = await crm.read(link.recordId);
  if (isFailure(record)) return refusalOf(record);
  const { facts } = masked(record);
  const { caseId } = access;
  await deps.sql.begin((tx) => storeFacts(tx, { id: linkId, caseId }, { facts, at: deps.clock.now() }));
  return null;
}

const noSuchLink = (): Refusal => refuse('not-found', 'The case is not linked to this record any more.');
