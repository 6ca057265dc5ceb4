import type { CrmQueued } from '@caseroom/shared/crm';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { hintCrm } from '../case/events.ts';
import { caseNumber } from '../case/fold.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Sql } from '../platform/db.ts';
import { type ActedOn, discard, sendAgain } from '../platform/outbox/act.ts';
import { hintOutbox } from '../platform/outbox/enqueue.ts';
import { findItems, type StoredItem } from '../platform/outbox/read.ts';
import { stateOf } from './links.ts';
import { NOTE_KIND, NotePayload } from './write-back.ts';

/** The newest of what waits or was given up. */
const MAX_SHOWN = 300;

export interface QueueDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
}

interface LinkRow {
  readonly id: string;
  readonly connectionId: string;
  readonly number: number;
  readonly record: string;
}

/** What waits, and what was given up, for the connections of a program; newest first. */
export async function readQueue(db: Db, programId: string): Promise<CrmQueued[]> {
  const items = await findItems(db, {
    kinds: [NOTE_KIND],
    states: ['queued', 'sending', 'dead'],
    limit: MAX_SHOWN,
  });
  const payloads = new Map(items.map((item) => [item.id, NotePayload.parse(item.payload)]));
  const links = await readLinks(
    db,
    programId,
    [...payloads.values()].map(({ linkId }) => linkId),
  );
  const blocked = blockedLanes(items);
  return items.flatMap((item) => {
    const payload = payloads.get(item.id) as NotePayload;
    const link = links.get(payload.linkId);
    return link ? [queuedOf(item, payload, link, blocked)] : [];
  });
}

async function readLinks(db: Db, programId: string, ids: readonly string[]) {
  const rows = await db<LinkRow[]>`
    select l.id, l.connection_id as "connectionId", c.number, l.facts->>'number' as record
    from crm_link l join "case" c on c.id = l.case_id join crm_connection k on k.id = l.connection_id
    where l.id = any(${[...ids]}::uuid[]) and k.program_id = ${programId}`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Records where something was given up: what comes after it waits for a person. */
const blockedLanes = (items: readonly StoredItem[]): ReadonlySet<string> =>
  new Set(items.filter(({ state }) => state === 'dead').map(({ lane }) => lane));

function queuedOf(
  item: StoredItem,
  { milestone }: NotePayload,
  { connectionId, number, record }: LinkRow,
  blocked: ReadonlySet<string>,
): CrmQueued {
  const waits = item.state !== 'dead' && blocked.has(item.lane);
  return {
    id: item.id,
    connectionId,
    milestone,
    state: stateOf(item.state),
    reason: waits ? 'It waits behind one that was given up.' : item.note,
    caseNumber: caseNumber(number),
    record,
    attempts: item.attempts,
    queuedAt: item.enqueuedAt.toISOString(),
    nextAt: item.state === 'queued' && !waits ? item.dueAt.toISOString() : null,
  };
}

/** Sends an item again, or gives it up for good. `mine` says whether the asker may, of the link it is for. */
export async function actOn(
  { sql, bus, clock }: QueueDeps,
  id: string,
  what: 'again' | 'discard',
  mine: (db: Db, linkId: string) => Promise<boolean>,
): Promise<null | Refusal> {
  const acted = await sql.begin(async (tx): Promise<ActedOn | Refusal> => {
    const [item] = await findItems(tx, { kinds: [NOTE_KIND], ids: [id], limit: 1 });
    if (!item || !(await mine(tx, NotePayload.parse(item.payload).linkId)))
      return refuse('not-found', 'There is no such message.');
    const now = clock.now();
    const done =
      what === 'again'
        ? await sendAgain(tx, { id }, now)
        : await discard(tx, { id }, { reason: 'Discarded by hand.', now });
    return done ?? refuse('conflict', 'It is on its way already.');
  });
  if ('refused' in acted) return acted;
  hintOutbox(bus);
  if (acted.caseId) hintCrm(bus, acted.caseId);
  return null;
}

/** Sends everything again that was given up for a connection. Answers how many. */
export async function sendAllAgain(
  deps: QueueDeps,
  programId: string,
  connectionId: string,
): Promise<number> {
  const queue = await readQueue(deps.sql, programId);
  const dead = queue.filter((item) => item.connectionId === connectionId && item.state === 'failed');
  // The oldest first, so that each finds its place free.
  for (const { id } of dead.toReversed()) await actOn(deps, id, 'again', async () => true);
  return dead.length;
}
