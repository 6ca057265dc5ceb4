/**
 * Facts about ranges of clocks, kept per Yjs client as parallel arrays so that a note of a quarter of a
 * million edits stays a few megabytes. Clocks count what a client inserted: one a UTF-16 unit, block or format.
 */

/** The first of `count` leading indices of an ascending array whose value is above `value`. */
export function upperBound(ascending: readonly number[], value: number, count = ascending.length): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Insertions {
  readonly clocks: number[];
  readonly seqs: number[];
  end: number;
}

/** Which edit inserted each clock. A client's clocks rise with the seq, so both arrays are ascending. */
export class InsertLog {
  readonly #clients = new Map<number, Insertions>();

  /** Clocks of a client, from where the last call stopped up to `end`, came with edit `seq`. */
  add(client: number, end: number, seq: number): void {
    const log = this.#clients.get(client) ?? { clocks: [], seqs: [], end: 0 };
    this.#clients.set(client, log);
    log.clocks.push(log.end);
    log.seqs.push(seq);
    log.end = end;
  }

  /** The edit that inserted a clock, and the first later clock that another edit inserted. */
  at(client: number, clock: number): { seq: number; end: number } {
    const log = this.#clients.get(client);
    if (!log || clock >= log.end)
      throw new RangeError(`clock ${clock} of client ${client} was never inserted`);
    const index = upperBound(log.clocks, clock) - 1;
    return { seq: log.seqs[index] as number, end: log.clocks[index + 1] ?? log.end };
  }

  /** How many clocks each client had inserted as of a seq: the state vector of that version. */
  stateAt(seq: number): Map<number, number> {
    const state = new Map<number, number>();
    for (const [client, log] of this.#clients) {
      const index = upperBound(log.seqs, seq);
      if (index > 0) state.set(client, log.clocks[index] ?? log.end);
    }
    return state;
  }

  clients(): number[] {
    return [...this.#clients.keys()];
  }
}

/** Ranges found out of clock order are merged in when this many wait; a look-up reads those one by one. */
const MAX_UNSORTED = 4_096;

interface Deletions {
  clocks: number[];
  ends: number[];
  seqs: number[];
  /** Entries before this index are in clock order. */
  sorted: number;
}

/** Which edit deleted each clock. A clock is deleted once, so ranges never overlap. */
export class DeleteLog {
  readonly #clients = new Map<number, Deletions>();

  add(client: number, clock: number, length: number, seq: number): void {
    const log = this.#clients.get(client) ?? { clocks: [], ends: [], seqs: [], sorted: 0 };
    this.#clients.set(client, log);
    log.clocks.push(clock);
    log.ends.push(clock + length);
    log.seqs.push(seq);
    if (log.clocks.length - log.sorted > MAX_UNSORTED) sortByClock(log);
  }

  /** Puts everything in order, for whoever is about to look up much. */
  settle(): void {
    for (const log of this.#clients.values()) if (log.sorted < log.clocks.length) sortByClock(log);
  }

  /** The edit that deleted a clock (null: it still stands), and the first later clock of which that may not hold. */
  at(client: number, clock: number): { seq: number | null; end: number } {
    const log = this.#clients.get(client);
    if (!log) return { seq: null, end: Number.POSITIVE_INFINITY };
    const after = upperBound(log.clocks, clock, log.sorted);
    if (after > 0 && clock < (log.ends[after - 1] as number)) {
      return { seq: log.seqs[after - 1] as number, end: log.ends[after - 1] as number };
    }
    let next = after < log.sorted ? (log.clocks[after] as number) : Number.POSITIVE_INFINITY;
    for (let i = log.sorted; i < log.clocks.length; i++) {
      const start = log.clocks[i] as number;
      const end = log.ends[i] as number;
      if (start <= clock && clock < end) return { seq: log.seqs[i] as number, end };
      if (start > clock && start < next) next = start;
    }
    return { seq: null, end: next };
  }
}

function sortByClock(log: Deletions): void {
  const { clocks, ends, seqs } = log;
  const order = clocks.map((_, i) => i).sort((a, b) => (clocks[a] as number) - (clocks[b] as number));
  log.clocks = order.map((i) => clocks[i] as number);
  log.ends = order.map((i) => ends[i] as number);
  log.seqs = order.map((i) => seqs[i] as number);
  log.sorted = order.length;
}

/** `length` clocks of one client, from `clock`. */
export interface Span {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

interface Moves {
  readonly clocks: number[];
  readonly ends: number[];
  readonly fromClients: number[];
  readonly fromClocks: number[];
}

/** Where moved text was first written. Every entry points at the first writing, however often it moved since. */
export class OriginLog {
  readonly #clients = new Map<number, Moves>();

  /** The text of `from` now also stands at `client`/`clock`. Add a client's moves in clock order. */
  add(client: number, clock: number, from: Span): void {
    for (const first of this.resolve(from)) this.#push(client, clock + (first.at - from.clock), first.origin);
  }

  #push(client: number, clock: number, origin: Span): void {
    const log = this.#clients.get(client) ?? { clocks: [], ends: [], fromClients: [], fromClocks: [] };
    this.#clients.set(client, log);
    log.clocks.push(clock);
    log.ends.push(clock + origin.length);
    log.fromClients.push(origin.client);
    log.fromClocks.push(origin.clock);
  }

  /** A span in pieces: where each begins (`at`, a clock of the span), where it was first written, and if it moved. */
  *resolve(span: Span): Generator<{ at: number; origin: Span; moved: boolean }> {
    const log = this.#clients.get(span.client);
    const end = span.clock + span.length;
    let at = span.clock;
    let index = log ? Math.max(0, upperBound(log.clocks, at) - 1) : 0;
    while (at < end) {
      if (log && index < log.clocks.length && (log.ends[index] as number) <= at) {
        index++;
        continue;
      }
      const start = log?.clocks[index] ?? Number.POSITIVE_INFINITY;
      const moved = start <= at;
      const until = Math.min(end, moved ? (log?.ends[index] as number) : start);
      const origin = moved
        ? {
            client: log?.fromClients[index] as number,
            clock: (log?.fromClocks[index] as number) + (at - start),
            length: until - at,
          }
        : { client: span.client, clock: at, length: until - at };
      yield { at, origin, moved };
      at = until;
    }
  }
}
