import type { Burst } from '@caseroom/shared/note';

/** The burst that holds a seq: the latest that began at or before it. Bursts are newest first. */
export function burstAt(bursts: readonly Burst[], seq: number): Burst | undefined {
  return (
    bursts.find(({ fromSeq, toSeq }) => fromSeq <= seq && seq <= toSeq) ??
    bursts.find(({ toSeq }) => toSeq <= seq)
  );
}

/**
 * About when a version came to be, for a slider to show: exact at the ends of a burst and in proportion between.
 * Null before the first edit.
 */
export function momentOf(bursts: readonly Burst[], seq: number): Date | null {
  const burst = burstAt(bursts, seq);
  if (!burst || seq === 0) return null;
  const start = Date.parse(burst.from);
  const end = Date.parse(burst.to);
  const share =
    burst.toSeq === burst.fromSeq
      ? 1
      : (Math.min(seq, burst.toSeq) - burst.fromSeq) / (burst.toSeq - burst.fromSeq);
  return new Date(start + (end - start) * share);
}
