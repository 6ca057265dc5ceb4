import { ENTRIES_PER_READ } from './limits.ts';

/** What a feed needs of a ledger: its head, and its entries in order without gaps. */
export interface FeedSource<E extends { readonly seq: number }> {
  head(caseId: string): Promise<number>;
  read(caseId: string, after: number, limit: number): Promise<E[]>;
}

export interface CaughtUp<E> {
  /** What follows the seq that was asked for, oldest first; bounded. */
  readonly entries: E[];
  /** Everything up to here was emitted before; everything beyond it will be. */
  readonly headSeq: number;
}

export interface Feed<E> {
  /**
   * Catches a listener up. `admit` runs at the one moment at which nothing is missing and nothing can come
   * twice: it must make the listener hear `emit` before it returns. Answers false when `admit` did not want it;
   * otherwise the listener holds the case until `leave`.
   */
  join(
    caseId: string,
    afterSeq: number,
    limit: number,
    admit: (caughtUp: CaughtUp<E>) => boolean,
  ): Promise<boolean>;
  leave(caseId: string): void;
  /** There may be newer entries. */
  advance(caseId: string): void;
  /** The cases that are held, with the seq up to which each was emitted. */
  heads(): { caseId: string; seq: number }[];
  /** Resolves when nothing is being read. */
  drain(): Promise<void>;
}

interface FeedState {
  /** Emitted up to here; null until the first listener is in. */
  seq: number | null;
  holds: number;
  isAdvancing: boolean;
  turn: Promise<void>;
}

/**
 * Emits the entries of the cases somebody listens to, each once and in order, as far as this process is
 * concerned. Everything about one case happens in turn, so that joining falls between two emissions.
 */
export function createFeed<E extends { readonly seq: number }>(
  source: FeedSource<E>,
  emit: (caseId: string, entries: E[]) => void,
  onError: (error: unknown) => void,
): Feed<E> {
  const states = new Map<string, FeedState>();

  function inTurn<T>(state: FeedState, work: () => Promise<T>): Promise<T> {
    const result = state.turn.then(work);
    state.turn = result.then(ignore, ignore);
    return result;
  }

  async function catchUp(caseId: string, state: FeedState): Promise<number> {
    state.seq ??= await source.head(caseId);
    for (;;) {
      const entries = await source.read(caseId, state.seq, ENTRIES_PER_READ);
      const last = entries.at(-1);
      if (!last) return state.seq;
      emit(caseId, entries);
      state.seq = last.seq;
      if (entries.length < ENTRIES_PER_READ) return state.seq;
    }
  }

  function release(caseId: string, state: FeedState): void {
    state.holds--;
    if (state.holds === 0) states.delete(caseId);
  }

  return {
    async join(caseId, afterSeq, limit, admit) {
      const state = states.get(caseId) ?? {
        seq: null,
        holds: 0,
        isAdvancing: false,
        turn: Promise.resolve(),
      };
      states.set(caseId, state);
      // Held from now on: the state must not go away under a listener who is on the way in.
      state.holds++;
      let isIn = false;
      try {
        isIn = await inTurn(state, async () => {
          const headSeq = await catchUp(caseId, state);
          const entries = afterSeq < headSeq ? await source.read(caseId, afterSeq, limit) : [];
          return admit({ entries: entries.filter((entry) => entry.seq <= headSeq), headSeq });
        });
      } finally {
        if (!isIn) release(caseId, state);
      }
      return isIn;
    },
    leave(caseId) {
      const state = states.get(caseId);
      if (state) release(caseId, state);
    },
    advance(caseId) {
      const state = states.get(caseId);
      if (!state || state.isAdvancing) return;
      state.isAdvancing = true;
      inTurn(state, async () => {
        state.isAdvancing = false;
        await catchUp(caseId, state);
      }).catch(onError);
    },
    heads: () => [...states].flatMap(([caseId, { seq }]) => (seq === null ? [] : [{ caseId, seq }])),
    drain: async () => {
      await Promise.all([...states.values()].map((state) => state.turn));
    },
  };
}

const ignore = (): void => {};
