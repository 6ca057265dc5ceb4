import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import type { Sql } from '../db.ts';
import type { Log } from '../log.ts';
import { type Claim, claimNext, nextDue, type Room, renew } from './claim.ts';
import { deliver, type Ended, LOST } from './deliver.ts';
import { OUTBOX_CHANNEL } from './enqueue.ts';
import type { AnyKind } from './kind.ts';
import {
  DRAIN_MS,
  LOOK_EVERY_MS,
  PARALLEL,
  RECORD_AGAIN_MS,
  RECORD_ATTEMPTS,
  RENEW_EVERY_MS,
  SHORTEST_PAUSE_MS,
} from './limits.ts';
import { record } from './record.ts';

export interface OutboxDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly kinds: readonly AnyKind[];
  readonly onAttempt?: (kind: string, outcome: string) => void;
  /** From 0 to below 1. */
  readonly random?: () => number;
}

export interface Outbox {
  /** Resolves when nothing is due or under way in this process; for commands and tests. */
  settle(): Promise<void>;
  /** Begins nothing more; resolves when what is under way has ended or been given up. */
  stop(): Promise<void>;
}

interface Run {
  readonly claim: Claim;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

/**
 * Delivers what is due, from now on. Any number of processes do so at once: a lane is worked on by one of them, and
 * taken over when that one is gone.
 */
export function startOutbox(deps: OutboxDeps): Outbox {
  const { sql, bus, clock, log, onAttempt = () => {}, random = Math.random } = deps;
  const kinds = new Map(deps.kinds.map((kind) => [kind.kind, kind]));
  if (kinds.size < deps.kinds.length) throw new Error('two kinds of outbox item have the same name');
  // Not by item: after a stall longer than its lease, a process may take over from itself.
  const running = new Set<Run>();
  let isStopped = false;
  let looking: Promise<void> | null = null;
  let isWanted = false;
  let lookTimer: NodeJS.Timeout | undefined;

  const unsubscribe = kinds.size === 0 ? () => {} : bus.subscribe(OUTBOX_CHANNEL, () => void look());
  const renewTimer = setInterval(() => void renewLeases(), RENEW_EVERY_MS).unref();
  void look();

  /** Never fails, never runs twice at once; a call during a look makes it look once more. */
  function look(): Promise<void> {
    if (isStopped || kinds.size === 0) return Promise.resolve();
    isWanted = true;
    looking ??= lookUntilStill();
    return looking;
  }

  async function lookUntilStill(): Promise<void> {
    clearTimeout(lookTimer);
    let wait_ms = LOOK_EVERY_MS;
    while (isWanted && !isStopped) {
      isWanted = false;
      wait_ms = await beginWhatIsDue().catch((err: unknown) => {
        log.warn({ err }, 'the outbox could not be read and will be again');
        return LOOK_EVERY_MS;
      });
    }
    looking = null;
    if (!isStopped) lookTimer = setTimeout(() => void look(), wait_ms).unref();
  }

  /** Answers how long there is nothing to do, ms, unless somebody hints at something. */
  async function beginWhatIsDue(): Promise<number> {
    for (let rooms = roomsLeft(); rooms.length > 0 && !isStopped; rooms = roomsLeft()) {
      const claim = await claimNext(sql, rooms, clock.now());
      if (claim === null) return untilNext(rooms);
      begin(claim);
    }
    return LOOK_EVERY_MS;
  }

  async function untilNext(rooms: readonly Room[]): Promise<number> {
    const due = await nextDue(
      sql,
      rooms.map(({ kind }) => kind),
    );
    const wait_ms = due ? due.getTime() - clock.now().getTime() : LOOK_EVERY_MS;
    return Math.min(LOOK_EVERY_MS, Math.max(SHORTEST_PAUSE_MS, wait_ms));
  }

  function roomsLeft(): Room[] {
    const used = new Map<string, number>();
    for (const { claim } of running) used.set(claim.kind, (used.get(claim.kind) ?? 0) + 1);
    return [...kinds.values()]
      .filter(({ kind, parallel = PARALLEL }) => (used.get(kind) ?? 0) < parallel)
      .map(({ kind, onDead }) => ({ kind, passesDead: onDead === 'pass' }));
  }

  function begin(claim: Claim): void {
    const controller = new AbortController();
    const run: Run = { claim, controller, done: work(claim, controller).finally(() => end(run)) };
    running.add(run);
  }

  function end(run: Run): void {
    running.delete(run);
    void look();
  }

  async function work(claim: Claim, controller: AbortController): Promise<void> {
    const kind = kinds.get(claim.kind) as AnyKind;
    const ended = claim.isLost ? LOST : await deliver(kind, claim, controller, log);
    onAttempt(claim.kind, ended.outcome);
    await recordFirmly(kind, claim, ended);
  }

  /** What cannot be recorded at all is taken for lost when its lease ends, and sent again as what may have been sent. */
  async function recordFirmly(kind: AnyKind, claim: Claim, ended: Ended): Promise<void> {
    const facts = { kind: claim.kind, item: claim.id, attempt: claim.attempt, outcome: ended.outcome };
    for (let tries = 1; ; tries++) {
      try {
        const recorded = await record(sql, kind, claim, ended, { now: clock.now(), random: random() });
        if (recorded === 'late') log.warn(facts, 'an attempt ended after its lease');
        else {
          if (recorded.next.state === 'dead') log.warn(facts, 'an outbox item needs somebody to look at it');
          recorded.after?.();
        }
        return;
      } catch (err) {
        log.error({ err, ...facts, tries }, 'the end of an attempt could not be recorded');
        if (tries === RECORD_ATTEMPTS) return;
        await pause(tries * RECORD_AGAIN_MS);
      }
    }
  }

  /** Who has lost the lane, to a clock or a stall, stops: its work is another's now. */
  async function renewLeases(): Promise<void> {
    const runs = [...running];
    if (runs.length === 0) return;
    const claims = runs.map(({ claim }) => claim);
    const held = await renew(sql, claims, clock.now()).catch(() => null);
    if (held === null) return;
    for (const run of runs) if (!held.has(run.claim.id) && running.has(run)) run.controller.abort();
  }

  async function settle(): Promise<void> {
    for (;;) {
      await look();
      if (running.size === 0) return;
      await Promise.all([...running].map(({ done }) => done));
    }
  }

  async function stop(): Promise<void> {
    isStopped = true;
    unsubscribe();
    clearTimeout(lookTimer);
    await looking;
    const giveUp = setTimeout(() => {
      for (const { controller } of running) controller.abort();
    }, DRAIN_MS);
    await Promise.all([...running].map(({ done }) => done));
    clearTimeout(giveUp);
    clearInterval(renewTimer);
  }

  return { settle, stop };
}

const pause = (wait_ms: number): Promise<void> =>
  new Promise((resume) => {
    setTimeout(resume, wait_ms);
  });
