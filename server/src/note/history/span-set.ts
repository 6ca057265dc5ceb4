import { type Span, upperBound } from './ranges.ts';

interface Ranges {
  readonly starts: number[];
  readonly ends: number[];
}

/** Which clocks are among some spans. Built once, then asked. */
export class SpanSet {
  readonly #clients = new Map<number, Ranges>();

  constructor(spans: Iterable<Span>) {
    const byClient = new Map<number, Span[]>();
    for (const span of spans) {
      const list = byClient.get(span.client);
      if (list) list.push(span);
      else byClient.set(span.client, [span]);
    }
    for (const [client, list] of byClient) this.#clients.set(client, joined(list));
  }

  /** A span cut into the parts that are in the set and those that are not, in order. */
  *cut(span: Span): Generator<{ span: Span; isIn: boolean }> {
    const { client, clock, length } = span;
    const { starts, ends } = this.#clients.get(client) ?? { starts: [], ends: [] };
    const end = clock + length;
    let at = clock;
    for (let i = Math.max(0, upperBound(starts, at) - 1); at < end; ) {
      const start = starts[i] ?? Number.POSITIVE_INFINITY;
      const stop = ends[i] ?? Number.POSITIVE_INFINITY;
      if (stop <= at) {
        i++;
        continue;
      }
      const isIn = start <= at;
      const until = Math.min(end, isIn ? stop : start);
      yield { span: { client, clock: at, length: until - at }, isIn };
      at = until;
    }
  }
}

/** Sorted, overlapping and touching spans made one. */
function joined(spans: readonly Span[]): Ranges {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { clock, length } of [...spans].sort((a, b) => a.clock - b.clock)) {
    const last = ends.length - 1;
    if (last >= 0 && clock <= (ends[last] as number))
      ends[last] = Math.max(ends[last] as number, clock + length);
    else {
      starts.push(clock);
      ends.push(clock + length);
    }
  }
  return { starts, ends };
}
