import { describe, expect, it } from 'vitest';
import { meanAgreement, nominalAlpha, pairsAgreeing, type Unit } from './agreement.ts';

/** Rows are reviewers, as the examples are printed; "*" is missing. */
const unitsOf = (...rows: string[]): Unit[] => {
  const reviewers = rows.map((row) => row.split(' '));
  return (reviewers[0] ?? []).map((_, i) =>
    reviewers.map((row) => (row[i] === '*' ? null : (row[i] ?? null))),
  );
};

describe('nominalAlpha', () => {
  it.each<[string, Unit[], number]>([
    [
      'the example A of Krippendorff (2011): two observers, binary',
      unitsOf('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0'),
      0.095,
    ],
    [
      'the example B of Krippendorff (2011): two observers, five values',
      unitsOf('a a b b d c c c e d d a', 'b a b b b c c c e d d d'),
      0.692,
    ],
    [
      'the example C of Krippendorff (2011): four observers, values missing',
      unitsOf(
        '1 2 3 3 2 1 4 1 2 * * *',
        '1 2 3 3 2 2 4 1 2 5 * 3',
        '* 3 3 3 2 3 4 2 2 5 1 *',
        '1 2 3 3 2 4 4 1 2 5 1 *',
      ),
      0.743,
    ],
    ['perfect agreement', unitsOf('1 0 n/a 1', '1 0 n/a 1'), 1],
  ])('%s', (_, units, alpha) => expect(nominalAlpha(units)).toBeCloseTo(alpha, 3));

  it('is not defined without variation or pairs', () => {
    expect(nominalAlpha(unitsOf('1 1 1', '1 1 1'))).toBeNull();
    expect(nominalAlpha(unitsOf('1 0 1'))).toBeNull();
    expect(nominalAlpha([])).toBeNull();
  });
});

describe('percent agreement', () => {
  it.each<[Unit, number | null]>([
    [['1', '1', '1'], 1],
    [['1', '1', '0'], 1 / 3],
    [['1', 'n/a'], 0],
    [['1', null, '1'], 1],
    [['1', null], null],
  ])('%j', (unit, share) => expect(pairsAgreeing(unit)).toBe(share));

  it('is the mean over the items that can be compared', () => {
    expect(meanAgreement(unitsOf('1 1 *', '1 0 1'))).toBe(0.5);
    expect(meanAgreement([])).toBeNull();
  });
});
