import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import type { Log } from '../platform/log.ts';
import { LONGEST_PAUSE_MS, RETRY } from '../platform/outbox/limits.ts';
import { pauseAccount } from '../platform/outbox/pause.ts';
import { backOff } from '../platform/outbox/rules.ts';
import { crmOf, markBroken } from './connections.ts';
import { overlapped, type Position, withoutCursor } from './poll-rules.ts';
import { accountOf, type Claim, claimPoll, endPoll, holdPoll, whyNotPolled } from './poll-store.ts';
import { type TakeDeps, takeSeen } from './poll-take.ts';
import { type CrmFailure, isFailure, mayPass } from './providers/crm.ts';

export interface PollDeps extends TakeDeps {
  readonly log: Log;
  /** From 0 to below 1. */
  readonly random?: () => number;
}

export interface Poller {
  /** Asks every connection that is due what changed there. */
  pollDue(): Promise<void>;
  /** Asks one now; resolves when what it said is taken in. */
  pollNow(connectionId: string): Promise<null | Refusal>;
  /** Begins nothing more, and ends what is under way: it is repeated by whoever polls next. */
  stop(): Promise<void>;
}

/** After so many pages another connection has its turn; the rest comes with the next poll. */
const MAX_PAGES = 10;
const MS_PER_MIN = 60_000;
/** Until that, ms. */
const MORE_AFTER_MS = 5_000;
/** A poll that failed is repeated after this, ms, at the soonest. */
const SOONEST_MS = 10_000;
/** A pause that a provider asks for without saying how long, s. */
const PAUSE_S = 60;
/** How often, ms, a long page says that it is still being worked on. */
const HOLD_EVERY_MS = 30_000;

/** How far a poll came. `stop`: why it did not reach the present. */
interface Progress {
  opened: number;
  changed: number;
  position: Position;
  stop: CrmFailure | Refusal | 'lost' | null;
}

/**
 * Asks connected systems what changed there. Where to go on is stored when the cases of a page are: whoever stops in
 * between has the page read once more, which changes nothing.
 */
export function createPoller(deps: PollDeps): Poller {
  const { sql, clock, log, random = Math.random } = deps;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  function poll(claim: Claim): Promise<void> {
    const run = pollOnce(deps, claim, stopping.signal, random)
      .catch((err: unknown) =>
        log.warn({ err, connection: claim.id }, 'a poll broke off and will be repeated'),
      )
      .finally(() => running.delete(run));
    running.add(run);
    return run;
  }

  return {
    async pollDue() {
      while (!stopping.signal.aborted) {
        const claim = await claimPoll(sql, clock.now());
        if (!claim) return;
        await poll(claim);
      }
    },
    async pollNow(connectionId) {
      const claim = await claimPoll(sql, clock.now(), connectionId);
      if (!claim) return whyNotPolled(sql, connectionId, clock.now());
      await poll(claim);
      return null;
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

async function pollOnce(
  deps: PollDeps,
  claim: Claim,
  signal: AbortSignal,
  random: () => number,
): Promise<void> {
  const progress: Progress = { opened: 0, changed: 0, position: overlapped(claim.position), stop: null };
  try {
    await readPages(deps, claim, progress, signal);
  } catch (err) {
    deps.log.error({ err, connection: claim.id }, 'a poll failed in a way nobody foresaw');
    progress.stop = { failed: 'away', sentence: 'What it said could not be taken in. It is asked again.' };
  }
  // Whoever stops leaves the rest, and the report, to the next.
  if (progress.stop !== 'lost' && !signal.aborted) await settle(deps, claim, progress, random());
}

async function readPages(
  deps: PollDeps,
  claim: Claim,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { sql, clock } = deps;
  const crm = crmOf(deps, claim, signal);
  for (let page = 0; page < MAX_PAGES && !signal.aborted; page++) {
    const changes = await crm.changes(progress.position);
    if (isFailure(changes)) {
      progress.stop = changes;
      return;
    }
    let heldAt = clock.now();
    for (const seen of changes.seen) {
      if (clock.now().getTime() - heldAt.getTime() > HOLD_EVERY_MS) {
        heldAt = clock.now();
        if (!(await holdPoll(sql, claim, heldAt))) progress.stop = 'lost';
      }
      if (progress.stop || signal.aborted) return;
      const taken = await takeSeen(deps, claim, crm, seen);
      if (typeof taken !== 'string') progress.stop = taken;
      else if (taken !== 'nothing') progress[taken] += 1;
    }
    if (progress.stop) return;
    progress.position = changes.next;
    if (!(await holdPoll(sql, claim, clock.now(), changes.next))) progress.stop = 'lost';
    if (progress.stop || !changes.next.more) return;
  }
}

async function settle(
  { sql, clock }: PollDeps,
  claim: Claim,
  { opened, changed, position, stop }: Progress & { stop: Progress['stop'] },
  random: number,
): Promise<void> {
  const now = clock.now();
  const last = { at: now.toISOString(), opened, changed, problem: null };
  const every_ms = claim.everyMin * MS_PER_MIN;
  const after = (wait_ms: number) => new Date(now.getTime() + wait_ms);
  if (stop === null || stop === 'lost') {
    await endPoll(sql, claim, { last, failures: 0, nextAt: after(position.more ? MORE_AFTER_MS : every_ms) });
    return;
  }
  const failure = isRefusal(stop) ? mayNot(stop) : stop;
  const { sentence: problem, retryAfter_s } = failure;
  if (failure.failed === 'unauthorised') await markBroken(sql, claim.id, failure, now);
  if (failure.failed === 'limited') {
    const nextAt = after(Math.max(SOONEST_MS, Math.min(LONGEST_PAUSE_MS, (retryAfter_s ?? PAUSE_S) * 1_000)));
    await pauseAccount(sql, accountOf(claim.id), nextAt);
    await endPoll(sql, claim, { last: { ...last, problem }, failures: claim.failures, nextAt });
    return;
  }
  const failures = claim.failures + 1;
  const wait_ms = Math.max(SOONEST_MS, backOff(failures, RETRY, random), (retryAfter_s ?? 0) * 1_000);
  await endPoll(sql, claim, {
    last: { ...last, problem },
    failures,
    nextAt: after(mayPass(failure) ? wait_ms : Math.max(wait_ms, every_ms)),
    // A cursor may have become too old; what it stood for is asked for by its time.
    ...(failure.failed === 'invalid' && position.page !== null ? { position: withoutCursor(position) } : {}),
  });
}

const mayNot = ({ refused, detail }: Refusal): CrmFailure => ({
  failed: 'denied',
  sentence:
    refused === 'not-found' || refused === 'no-access' || refused === 'read-only'
      ? 'Whom an administrator chose may not open cases in this program any more.'
      : (detail ?? 'A record could not be taken in.'),
});
