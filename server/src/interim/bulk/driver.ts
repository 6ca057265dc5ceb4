import { BULK_CHANNEL, tellLeads } from './hints.ts';
import { type BulkDeps, type Claim, claimNext, letGo, sendNext } from './send.ts';

export interface BulkDriver {
  /** Sends all that is to be sent now; resolves when nothing is left to this process. */
  look(): Promise<void>;
  /** Ends after the case that is being written to. */
  drain(): Promise<void>;
}

/** How late, at most, what a process left behind is carried on beyond the end of its lease, ms. */
export const BULK_EVERY_MS = 5_000;
/** Leads see how far it is so often, ms. */
const TELL_EVERY_MS = 500;

/**
 * Sends bulk sends, one at a time. Any number of processes do so at once: each is worked on by one of them, and taken
 * over when that one is gone.
 */
export function createBulkDriver(deps: BulkDeps): BulkDriver {
  const { sql, bus, clock, log } = deps;
  let isOver = false;
  let isWanted = false;
  let looking: Promise<void> | null = null;

  const unsubscribe = bus.subscribe(BULK_CHANNEL, () => {
    // What fails is found again by the next look.
    look().catch((err: unknown) => log.warn({ err }, 'a bulk send waits to be carried on'));
  });

  /** Never runs twice at once; a call during a look makes it look once more. */
  function look(): Promise<void> {
    if (isOver) return Promise.resolve();
    isWanted = true;
    looking ??= lookUntilStill();
    return looking;
  }

  async function lookUntilStill(): Promise<void> {
    try {
      while (isWanted && !isOver) {
        isWanted = false;
        const claim = await claimNext(sql, clock.now());
        if (!claim) continue;
        isWanted = true;
        await drive(claim);
      }
    } finally {
      looking = null;
    }
  }

  async function drive(claim: Claim): Promise<void> {
    let told_ms = 0;
    for (let step = await sendNext(deps, claim); step === 'next'; step = await sendNext(deps, claim)) {
      if (isOver) {
        await letGo(sql, claim);
        break;
      }
      if (clock.now().getTime() - told_ms < TELL_EVERY_MS) continue;
      told_ms = clock.now().getTime();
      await tellLeads(sql, bus, claim.programId);
    }
    await tellLeads(sql, bus, claim.programId);
  }

  return {
    look,
    async drain() {
      isOver = true;
      unsubscribe();
      await looking?.catch(() => {});
    },
  };
}
