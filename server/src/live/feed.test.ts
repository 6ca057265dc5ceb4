import { describe, expect, it } from 'vitest';
import { createFeed, type FeedSource } from './feed.ts';

interface Entry {
  readonly seq: number;
}

const CASE = 'case';
const ALL = 500;

/** A ledger whose reads take as long as the test likes. */
function createLedger() {
  let head = 0;
  let pause: () => Promise<void> = async () => {};
  const source: FeedSource<Entry> = {
    async head() {
      await pause();
      return head;
    },
    async read(_caseId, after, limit) {
      await pause();
      const entries = Array.from({ length: Math.max(0, head - after) }, (_, i) => ({ seq: after + 1 + i }));
      await pause();
      return entries.slice(0, limit);
    },
  };
  return {
    source,
    append: (count = 1) => {
      head += count;
    },
    slowDown: (by: () => Promise<void>) => {
      pause = by;
    },
    head: () => head,
  };
}

/** Numbers from a seed (mulberry32), so that a failing run can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const rethrow = (error: unknown) => {
  throw error;
};

describe('a feed', () => {
  it('answers what was missed and emits what comes after it', async () => {
    const ledger = createLedger();
    const emitted: number[] = [];
    const feed = createFeed(
      ledger.source,
      (_, entries) => emitted.push(...entries.map((entry) => entry.seq)),
      rethrow,
    );
    ledger.append(5);
    let answered: number[] = [];
    await feed.join(CASE, 2, ALL, ({ entries }) => {
      answered = entries.map((entry) => entry.seq);
      return true;
    });
    ledger.append(2);
    feed.advance(CASE);
    await feed.drain();
    expect({ answered, emitted }).toEqual({ answered: [3, 4, 5], emitted: [6, 7] });
  });

  it('answers no more than the limit, and says where the head is', async () => {
    const ledger = createLedger();
    const feed = createFeed(ledger.source, () => {}, rethrow);
    ledger.append(10);
    await feed.join(CASE, 0, 3, ({ entries, headSeq }) => {
      expect(entries.map((entry) => entry.seq)).toEqual([1, 2, 3]);
      expect(headSeq).toBe(10);
      return true;
    });
  });

  it('emits a long backlog whole', async () => {
    const ledger = createLedger();
    const emitted: number[] = [];
    const feed = createFeed(
      ledger.source,
      (_, entries) => emitted.push(...entries.map((entry) => entry.seq)),
      rethrow,
    );
    await feed.join(CASE, 0, ALL, () => true);
    ledger.append(1_234);
    feed.advance(CASE);
    await feed.drain();
    expect(emitted).toEqual(Array.from({ length: 1_234 }, (_, i) => i + 1));
  });

  it('reads nothing for a case nobody listens to', async () => {
    const ledger = createLedger();
    const feed = createFeed(ledger.source, () => expect.unreachable(), rethrow);
    await feed.join(CASE, 0, ALL, () => true);
    feed.leave(CASE);
    ledger.append();
    feed.advance(CASE);
    await feed.drain();
    expect(feed.heads()).toEqual([]);
  });

  it('does not hold a case for somebody who was gone before they were in', async () => {
    const feed = createFeed(createLedger().source, () => {}, rethrow);
    expect(await feed.join(CASE, 0, ALL, () => false)).toBe(false);
    expect(feed.heads()).toEqual([]);
  });

  it('goes on after a read that failed', async () => {
    const ledger = createLedger();
    const emitted: number[] = [];
    const errors: unknown[] = [];
    const feed = createFeed(
      ledger.source,
      (_, entries) => emitted.push(...entries.map((entry) => entry.seq)),
      (error) => errors.push(error),
    );
    await feed.join(CASE, 0, ALL, () => true);
    ledger.append();
    ledger.slowDown(() => Promise.reject(new Error('away')));
    feed.advance(CASE);
    await feed.drain();
    ledger.slowDown(async () => {});
    feed.advance(CASE);
    await feed.drain();
    expect({ emitted, errors: errors.length }).toEqual({ emitted: [1], errors: 1 });
  });
});

describe.each(Array.from({ length: 50 }, (_, seed) => seed + 1))('with seed %i', (seed) => {
  it('gives every listener each entry once and in order, whatever overlaps', async () => {
    const random = randomFrom(seed);
    const ledger = createLedger();
    ledger.slowDown(async () => {
      for (let i = Math.floor(random() * 6); i > 0; i--) await Promise.resolve();
    });
    const listening = new Set<{ heard: number[] }>();
    const feed = createFeed(
      ledger.source,
      (_, entries) => {
        for (const listener of listening) listener.heard.push(...entries.map((entry) => entry.seq));
      },
      rethrow,
    );
    const everyone = Array.from({ length: 4 }, () => ({ heard: [] as number[] }));
    const comings = everyone.map(async (listener) => {
      for (let round = 0; round < 5; round++) {
        const admit = ({ entries }: { entries: Entry[] }) => {
          listener.heard.push(...entries.map((entry) => entry.seq));
          listening.add(listener);
          return true;
        };
        await feed.join(CASE, listener.heard.at(-1) ?? 0, ALL, admit);
        for (let i = Math.floor(random() * 30); i > 0; i--) {
          if (random() < 0.4) ledger.append();
          if (random() < 0.5) feed.advance(CASE);
          await Promise.resolve();
        }
        if (round === 4) return;
        listening.delete(listener);
        feed.leave(CASE);
      }
    });
    await Promise.all(comings);
    feed.advance(CASE);
    await feed.drain();
    const whole = Array.from({ length: ledger.head() }, (_, i) => i + 1);
    for (const listener of everyone) expect(listener.heard).toEqual(whole);
  });
});
