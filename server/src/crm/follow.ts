import { Id } from '@caseroom/shared/primitives';
import { CASE_CHANNEL, hintCrm } from '../case/events.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { enqueue, hintOutbox } from '../platform/outbox/enqueue.ts';
import { milestoneKinds, milestoneOf } from './milestone-rules.ts';
import { accountOf } from './poll-store.ts';
import { readEntries } from './words.ts';
import { laneOf, NOTE_KIND } from './write-back.ts';

export interface FollowDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Follower {
  /** Follows what no hint told of, as when a process ended between the two; everything at first, later the newest. */
  catchUp(): Promise<void>;
  drain(): Promise<void>;
}

/** Hints of edits come by the dozen; a milestone may wait so long, ms. */
const GATHER_MS = 400;
/** Cases touched before this long ago, ms, have been looked at by an earlier run. */
const LOOK_BACK_MS = 600_000;
const BATCH = 200;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Brings milestones of linked cases into the outbox. A link remembers how far it has followed its case's ledger, whose
 * entries have gapless numbers in the order of commits; that and the outbox are written in one transaction, so each
 * milestone goes in exactly once whatever stops in between.
 */
export function createFollower(deps: FollowDeps): Follower {
  const { sql, bus, clock, log } = deps;
  const hinted = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  let hasLookedEverywhere = false;

  const unsubscribe = bus.subscribe(CASE_CHANNEL, (message) => {
    const caseId = Id.safeParse(new TextDecoder().decode(message));
    if (!caseId.success) return;
    hinted.add(caseId.data);
    timer ??= setTimeout(followHinted, GATHER_MS).unref();
  });

  function followHinted(): void {
    timer = null;
    const caseIds = [...hinted];
    hinted.clear();
    // What fails is found again by `catchUp`.
    running = running
      .then(() => followWhere(deps, sql`l.case_id = any(${caseIds}::uuid[])`))
      .catch((err: unknown) => log.warn({ err }, 'milestones of linked cases wait to be followed'));
  }

  return {
    async catchUp() {
      const since = hasLookedEverywhere ? new Date(clock.now().getTime() - LOOK_BACK_MS) : new Date(0);
      await followWhere(deps, sql`c.touched_at > ${since}`);
      hasLookedEverywhere = true;
    },
    async drain() {
      unsubscribe();
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}

async function followWhere(deps: FollowDeps, where: ReturnType<Sql>): Promise<void> {
  const { sql } = deps;
  let last: string | undefined = NO_ID;
  while (last !== undefined) {
    const rows: { id: string }[] = await sql`
      select l.id from crm_link l join "case" c on c.id = l.case_id
      where l.unlinked_at is null and c.event_seq > l.through_seq and l.id > ${last} and ${where}
      order by l.id limit ${BATCH}`;
    for (const { id } of rows) await followLink(deps, id);
    last = rows.at(-1)?.id;
  }
}

/** Follows one link to the end of its ledger. */
async function followLink({ sql, bus, clock }: FollowDeps, linkId: string): Promise<void> {
  const followed = await sql.begin((tx) => followWithin(tx, linkId, clock.now()));
  if (!followed || followed.milestones === 0) return;
  hintOutbox(bus);
  hintCrm(bus, followed.caseId);
}

async function followWithin(tx: Tx, linkId: string, at: Date) {
  // Another process's link is passed over: it is following it.
  const [link] = await tx<{ caseId: string; connectionId: string; recordId: string; throughSeq: number }[]>`
    select case_id as "caseId", connection_id as "connectionId", record_id as "recordId", through_seq as "throughSeq"
    from crm_link where id = ${linkId} and unlinked_at is null for update skip locked`;
  if (!link) return null;
  const [head] = await tx<{ seq: number; wanted: string[] }[]>`
    select c.event_seq as seq, case when k.disconnected_at is null then k.milestones else '{}' end as wanted
    from "case" c, crm_connection k where c.id = ${link.caseId} and k.id = ${link.connectionId}`;
  if (!head) return null;
  const { caseId, connectionId, throughSeq } = link;
  const entries = await readEntries(
    tx,
    caseId,
    tx`e.seq > ${throughSeq} and e.seq <= ${head.seq} and e.kind = any(${[...milestoneKinds]}::text[])`,
  );
  let milestones = 0;
  for (const entry of entries) {
    const milestone = milestoneOf(entry);
    if (milestone === null || !head.wanted.includes(milestone)) continue;
    await enqueue(tx, {
      kind: NOTE_KIND,
      key: `${linkId}:${entry.seq}`,
      lane: laneOf(link),
      account: accountOf(connectionId),
      caseId,
      payload: { linkId, eventSeq: entry.seq, milestone },
      at,
    });
    milestones += 1;
  }
  await tx`update crm_link set through_seq = ${head.seq} where id = ${linkId}`;
  return { caseId, milestones };
}
