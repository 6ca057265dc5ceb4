import type { Span } from './ranges.ts';
import type { Timeline } from './timeline.ts';

/** A person (by id) and the edit in which they did something. */
export interface Deed {
  readonly personId: string;
  readonly at: Date;
  readonly seq: number;
}

/** Who wrote some clocks, and who carried them here last when that was somebody else. */
export interface Credit {
  readonly writer: Deed;
  readonly mover: Deed | null;
}

/** Clocks written in one edit and, if they moved, moved in one edit; `origin` is where they were first written. */
export interface CreditedSpan extends Credit {
  readonly span: Span;
  readonly origin: Span;
}

/** A span cut where its credit changes, in order. */
export function* creditsOf(timeline: Timeline, span: Span): Generator<CreditedSpan> {
  const { client } = span;
  for (const { at, origin, moved } of timeline.origins.resolve(span)) {
    for (let done = 0; done < origin.length; ) {
      const written = timeline.inserts.at(origin.client, origin.clock + done);
      const placed = timeline.inserts.at(client, at + done);
      const until = Math.min(written.end - origin.clock, placed.end - at, origin.length);
      const writer = deedOf(timeline, written.seq);
      const mover = moved ? deedOf(timeline, placed.seq) : null;
      yield {
        span: { client, clock: at + done, length: until - done },
        origin: { client: origin.client, clock: origin.clock + done, length: until - done },
        writer,
        mover: mover?.personId === writer.personId ? null : mover,
      };
      done = until;
    }
  }
}

export function deedOf(timeline: Timeline, seq: number): Deed {
  const { authorId, at } = timeline.edit(seq);
  return { personId: authorId, at, seq };
}

/** Longest silence between two characters that are still shown as written together, ms. */
export const MAX_PAUSE_MS = 3 * 60_000;

/** Whether two deeds are one person's, close enough in time to be shown as one. */
export function areTogether(a: Deed | null, b: Deed | null): boolean {
  if (a === null || b === null) return a === b;
  return a.personId === b.personId && Math.abs(b.at.getTime() - a.at.getTime()) <= MAX_PAUSE_MS;
}
