import type { TextRun } from './carried.ts';
import { MIN_MOVE_UNITS } from './lineage.ts';
import type { Span } from './ranges.ts';
import { type Move, pairSpans } from './spans.ts';

/** Cut texts remembered for each person. */
const MAX_CUTS = 64;
/** Longest text remembered, UTF-16 units. */
const MAX_CUT_UNITS = 50_000;

/**
 * What each person took out of the note lately. Text that they put in again as one piece, unchanged, was cut and
 * pasted: it keeps its writer. The first paste is the move; a second one is a copy, and whoever pastes it is its
 * author. Typing comes a character at a time and is never taken for a paste.
 */
export class CutTexts {
  readonly #byPerson = new Map<string, TextRun[]>();

  has(personId: string): boolean {
    return this.#byPerson.has(personId);
  }

  /** Remembers what an edit removed and did not itself carry elsewhere. */
  add(personId: string, removed: readonly TextRun[], carried: readonly Move[]): void {
    const gone = removed.filter(
      ({ text, spans }) =>
        text.length >= MIN_MOVE_UNITS &&
        text.length <= MAX_CUT_UNITS &&
        !touches(
          spans,
          carried.map((move) => move.from),
        ),
    );
    if (gone.length === 0) return;
    const cuts = this.#byPerson.get(personId) ?? [];
    this.#byPerson.set(personId, [...cuts, ...gone].slice(-MAX_CUTS));
  }

  /** The moves of inserted text that this person had cut, latest cut first. */
  pasted(personId: string, inserted: readonly TextRun[], carried: readonly Move[]): Move[] {
    const cuts = this.#byPerson.get(personId);
    if (!cuts) return [];
    return inserted.flatMap((run) => {
      const at = cuts.findLastIndex((cut) => cut.text === run.text);
      if (
        at === -1 ||
        touches(
          run.spans,
          carried.map((move) => move.to),
        )
      )
        return [];
      const [cut] = cuts.splice(at, 1) as [TextRun];
      return pairSpans(run.spans, cut.spans);
    });
  }
}

const touches = (spans: readonly Span[], others: readonly Span[]): boolean =>
  others.some((other) =>
    spans.some(
      (span) =>
        span.client === other.client &&
        span.clock < other.clock + other.length &&
        other.clock < span.clock + span.length,
    ),
  );
