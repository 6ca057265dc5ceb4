/**
 * How far several reviewers agree on the same items. A unit is one item with what each reviewer gave it;
 * `null` is a reviewer who gave nothing. Values are compared as names: 3 and 4 are as different as 0 and 4.
 */
export type Unit = readonly (string | null)[];

const given = (unit: Unit): string[] => unit.filter((value) => value !== null);

/** The share of pairs of reviewers who gave an item the same, 0 to 1; null with fewer than two. */
export function pairsAgreeing(unit: Unit): number | null {
  const values = given(unit);
  if (values.length < 2) return null;
  let same = 0;
  for (const count of countsOf(values).values()) same += count * (count - 1);
  return same / (values.length * (values.length - 1));
}

/** The mean of `pairsAgreeing` over the items at least two reviewers gave something. */
export function meanAgreement(units: readonly Unit[]): number | null {
  const shares = units.map(pairsAgreeing).filter((share) => share !== null);
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/**
 * Krippendorff's alpha for nominal data, any number of reviewers, missing values allowed: 1 is perfect agreement,
 * 0 what chance would give, below 0 systematic disagreement. Null where it is not defined: fewer than two values
 * to pair, or no variation at all, so that nothing could have been told apart.
 *
 * K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), University of Pennsylvania, sections A–C:
 * coincidences o(c,k), alpha = 1 - (n - 1) · Σ o(c,k≠c) / Σ n(c)·n(k≠c).
 */
export function nominalAlpha(units: readonly Unit[]): number | null {
  const totals = new Map<string, number>();
  let n = 0;
  let disagreeing = 0;
  for (const values of units.map(given)) {
    if (values.length < 2) continue;
    for (const [value, count] of countsOf(values)) {
      totals.set(value, (totals.get(value) ?? 0) + count);
      disagreeing += (count * (values.length - count)) / (values.length - 1);
    }
    n += values.length;
  }
  let expected = 0;
  for (const count of totals.values()) expected += count * (n - count);
  return expected === 0 ? null : 1 - ((n - 1) * disagreeing) / expected;
}

/** How strong an alpha is taken to be: Krippendorff asks for .800, and for .667 where tentative conclusions do. */
export const alphaWords = (alpha: number): string =>
  alpha >= 0.8 ? 'Good agreement' : alpha >= 0.667 ? 'Tentative agreement' : 'Too little agreement';

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
