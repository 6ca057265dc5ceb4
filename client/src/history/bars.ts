import type { Burst } from '@caseroom/shared/note';
import type { PersonRef } from '@caseroom/shared/primitives';

/** One bar of the timeline: what was written in an equal share of the note's edits. */
export interface Bar {
  /** Edits (from, to]. */
  readonly from: number;
  readonly to: number;
  /** Height, 0 to 1 of the tallest, by the logarithm, so that a long paste does not flatten the rest. */
  readonly height: number;
  /** Who wrote most of it; null where nothing was. */
  readonly author: PersonRef | null;
}

/** Most bars that are drawn; a note of 26,000 edits has no more than one of 40. */
const MAX_BARS = 96;

/** The timeline of a note up to `headSeq`, from its bursts in any order. A burst is spread evenly over its seqs. */
export function timelineBars(bursts: readonly Burst[], headSeq: number, maxBars = MAX_BARS): Bar[] {
  const count = Math.min(maxBars, headSeq);
  const width = headSeq / count;
  const sums = Array.from({ length: count }, () => new Map<string, { author: PersonRef; amount: number }>());
  for (const burst of bursts) {
    const seqs = burst.toSeq - burst.fromSeq + 1;
    const perSeq = Math.max(burst.inserted + burst.deleted, 1) / seqs;
    const first = Math.floor((burst.fromSeq - 1) / width);
    const last = Math.min(Math.ceil(burst.toSeq / width), count);
    for (let i = first; i < last; i += 1) {
      const overlap = Math.min(burst.toSeq, (i + 1) * width) - Math.max(burst.fromSeq - 1, i * width);
      if (overlap > 0) addTo(sums[i], burst.author, overlap * perSeq);
    }
  }
  const totals = sums.map((people) => [...people.values()].reduce((sum, { amount }) => sum + amount, 0));
  const tallest = Math.max(...totals, 1);
  return sums.map((people, i) => ({
    from: Math.round(i * width),
    to: Math.round((i + 1) * width),
    height: Math.log1p(totals[i] ?? 0) / Math.log1p(tallest),
    author: [...people.values()].sort((a, b) => b.amount - a.amount)[0]?.author ?? null,
  }));
}

function addTo(
  people: Map<string, { author: PersonRef; amount: number }> | undefined,
  author: PersonRef,
  amount: number,
): void {
  const sum = people?.get(author.id) ?? { author, amount: 0 };
  sum.amount += amount;
  people?.set(author.id, sum);
}
