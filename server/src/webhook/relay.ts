import { randomUUID } from 'node:crypto';
import { WITHHELD_EVENT } from '@caseroom/shared/case';
import { CASE_CHANNEL } from '../case/events.ts';
import { caseNumber } from '../case/fold.ts';
import { entryFor, readEntries } from '../case/ledger.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { enqueue, hintOutbox } from '../platform/outbox/enqueue.ts';
import { WEBHOOK_KIND } from './deliver.ts';
import { messageOf } from './rules.ts';

/** Entries turned into messages in one transaction. */
const AT_ONCE = 100;
/** Any number that no other lock of this server has. */
const RELAY_LOCK = 7_310_042;

interface Due {
  readonly endpointId: string;
  readonly caseId: string;
  readonly seq: number;
  readonly number: number;
  readonly programId: string;
  readonly includesLeads: boolean;
}

export interface RelayDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
}

/** Turns ledger entries that endpoints wait for into messages, in the order of each ledger. */
export async function relayEvents({ sql, bus, clock }: RelayDeps): Promise<void> {
  for (;;) {
    const [any] = await sql`select from webhook_due limit 1`;
    if (!any) return;
    const relayed = await sql.begin((tx) => relaySome(tx, clock.now()));
    if (relayed > 0) hintOutbox(bus);
    if (relayed < AT_ONCE) return;
  }
}

/** One process at a time: two would pass each other within a case. */
async function relaySome(tx: Tx, now: Date): Promise<number> {
  await tx`select pg_advisory_xact_lock(${RELAY_LOCK})`;
  const due = await tx<Due[]>`
    select d.endpoint_id as "endpointId", d.case_id as "caseId", d.seq, c.number, c.program_id as "programId",
           e.includes_leads as "includesLeads"
    from webhook_due d join "case" c on c.id = d.case_id join webhook_endpoint e on e.id = d.endpoint_id
    order by d.case_id, d.seq, d.endpoint_id limit ${AT_ONCE}`;
  for (const one of due) {
    const body = await bodyFor(tx, one);
    if (body !== null) await enqueueMessage(tx, one, body, now);
    await tx`
      delete from webhook_due
      where case_id = ${one.caseId} and seq = ${one.seq} and endpoint_id = ${one.endpointId}`;
  }
  return due.length;
}

/** Null where nobody in particular may read the entry: what is said in coaching, or what is for leads. */
async function bodyFor(
  tx: Tx,
  { caseId, seq, includesLeads, number, programId }: Due,
): Promise<string | null> {
  const [entry] = await readEntries(tx, caseId, { after: seq - 1, limit: 1 });
  if (!entry) throw new Error(`entry ${seq} of case ${caseId} is gone`);
  const event = entryFor(entry, { personId: null, readLeads: includesLeads });
  return event.kind === WITHHELD_EVENT ? null : messageOf(event, { number: caseNumber(number), programId });
}

const enqueueMessage = (tx: Tx, { endpointId, caseId, seq }: Due, body: string, now: Date) =>
  enqueue(tx, {
    kind: WEBHOOK_KIND,
    key: `${endpointId}/${caseId}/${seq}`,
    lane: `${endpointId}/${caseId}`,
    account: endpointId,
    caseId,
    payload: { endpointId, messageId: `msg_${randomUUID()}`, body },
    at: now,
  });

/** Relays at every hint of a case; answers the function that stops it. A hint that was lost is a job's to mend. */
export function followLedgers(deps: RelayDeps & { readonly log: Log }): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isWanted = false;
  async function run(): Promise<void> {
    while (isWanted) {
      isWanted = false;
      await relayEvents(deps).catch((err: unknown) =>
        deps.log.warn({ err }, 'webhooks wait: nothing was relayed'),
      );
    }
    running = null;
  }
  const unsubscribe = deps.bus.subscribe(CASE_CHANNEL, () => {
    isWanted = true;
    running ??= run();
  });
  return async () => {
    unsubscribe();
    await running;
  };
}
