import type { SamplingRules } from '@caseroom/shared/quality';
import { describe, expect, it } from 'vitest';
import { type Candidate, drawSample } from './sampling-rules.ts';

const rules = (some: Partial<SamplingRules>): SamplingRules => ({
  perAgent: 0,
  riskTags: [],
  randomPercent: 0,
  ...some,
});
const work = (caseId: string, agentId: string, ...tags: string[]): Candidate => ({
  caseId,
  noteId: `note of ${caseId}`,
  agentId,
  tags,
});
const reasons = (sample: ReturnType<typeof drawSample>) =>
  sample.map(({ caseId, agentId, reason }) => `${caseId} ${agentId} ${reason.kind}`).sort();

/** Twelve cases a day of six agents, some shared, some risky. */
const week = Array.from({ length: 60 }, (_, i) => [
  work(`c${i}`, `a${i % 6}`, ...(i % 20 === 0 ? ['complaint'] : [])),
  ...(i % 5 === 0 ? [work(`c${i}`, `a${(i + 1) % 6}`)] : []),
]).flat();

describe('drawSample', () => {
  it.each(['seed 1', 'seed 2', 'seed 3', 'seed 4', 'seed 5'])('keeps its promises with %s', (seed) => {
    const asked = rules({ perAgent: 2, riskTags: ['complaint'], randomPercent: 10 });
    const sample = drawSample({ candidates: week, drawn: [] }, asked, seed);
    expect(new Set(sample.map(({ caseId }) => caseId)).size).toBe(sample.length);
    expect(
      sample
        .filter(({ reason }) => reason.kind === 'risk-tag')
        .map(({ caseId }) => caseId)
        .sort(),
    ).toEqual(['c0', 'c20', 'c40']);
    for (let agent = 0; agent < 6; agent++)
      expect(sample.filter(({ agentId }) => agentId === `a${agent}`).length).toBeGreaterThanOrEqual(2);
    expect(sample.filter(({ reason }) => reason.kind === 'random')).toHaveLength(6);
  });

  it('gives the same sample for the same seed, in whatever order the work comes', () => {
    const asked = rules({ perAgent: 1, randomPercent: 20 });
    const first = drawSample({ candidates: week, drawn: [] }, asked, 'seed 9');
    expect(drawSample({ candidates: week.toReversed(), drawn: [] }, asked, 'seed 9')).toEqual(first);
    expect(reasons(drawSample({ candidates: week, drawn: [] }, asked, 'seed 10'))).not.toEqual(
      reasons(first),
    );
  });

  it('is fair: over 400 seeds each of ten cases is drawn about as often', () => {
    const ten = Array.from({ length: 10 }, (_, i) => work(`c${i}`, 'a'));
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 400; seed++)
      for (const { caseId } of drawSample(
        { candidates: ten, drawn: [] },
        rules({ randomPercent: 20 }),
        `s${seed}`,
      ))
        counts.set(caseId, (counts.get(caseId) ?? 0) + 1);
    // 80 expected; five standard deviations are 40.
    for (const { caseId } of ten) expect(Math.abs((counts.get(caseId) ?? 0) - 80), caseId).toBeLessThan(40);
  });

  it('counts what was drawn before, and draws none of it again', () => {
    const asked = rules({ perAgent: 1, riskTags: ['complaint'], randomPercent: 100 });
    const candidates = [work('c1', 'a', 'complaint'), work('c2', 'a'), work('c3', 'b')];
    const drawn = [{ caseId: 'c1', agentId: 'a', reason: 'risk-tag' as const }];
    expect(reasons(drawSample({ candidates, drawn }, asked, 's'))).toEqual(['c2 a random', 'c3 b per-agent']);
    const all = [
      ...drawn,
      { caseId: 'c2', agentId: 'a', reason: 'random' as const },
      { caseId: 'c3', agentId: 'b', reason: 'per-agent' as const },
    ];
    expect(drawSample({ candidates, drawn: all }, asked, 's')).toEqual([]);
  });

  it('draws a shared case for one of its people, and another case for the other', () => {
    const candidates = [work('c1', 'a'), work('c1', 'b'), work('c2', 'b')];
    const sample = drawSample({ candidates, drawn: [] }, rules({ perAgent: 1 }), 's');
    expect(sample.filter(({ caseId }) => caseId === 'c1')).toHaveLength(1);
    expect(sample.every(({ reason }) => reason.kind === 'per-agent')).toBe(true);
  });

  it('draws nothing by no rules, or from nothing', () => {
    expect(drawSample({ candidates: week, drawn: [] }, rules({}), 's')).toEqual([]);
    expect(drawSample({ candidates: [], drawn: [] }, rules({ perAgent: 3, randomPercent: 50 }), 's')).toEqual(
      [],
    );
  });
});
