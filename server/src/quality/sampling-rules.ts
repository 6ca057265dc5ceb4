import type { PickReason, SamplingRules } from '@caseroom/shared/quality';

/** A case somebody worked on in the week, with the note they wrote most in. One entry a case and person. */
export interface Candidate {
  readonly caseId: string;
  readonly noteId: string;
  readonly agentId: string;
  readonly tags: readonly string[];
}

/** What was drawn from the same week before: it counts, and no case of it is drawn again. */
export interface Drawn {
  readonly caseId: string;
  readonly agentId: string;
  readonly reason: PickReason['kind'];
}

export interface Sampled extends Candidate {
  readonly reason: PickReason;
}

export interface Week {
  readonly candidates: readonly Candidate[];
  readonly drawn: readonly Drawn[];
}

/**
 * The sample of a week: cases with a risk tag; then cases of each agent until they have their number; then the
 * random share of the week's cases, rounded up. The same seed and week give the same sample, in whatever order
 * the candidates come. A case is drawn once, for one of the people who worked on it.
 */
export function drawSample({ candidates, drawn }: Week, rules: SamplingRules, seed: string): Sampled[] {
  const shuffled = shuffle(candidates, seed);
  const taken = new Set(drawn.map(({ caseId }) => caseId));
  const sample: Sampled[] = [];
  const take = (candidate: Candidate, reason: PickReason): boolean => {
    if (taken.has(candidate.caseId)) return false;
    taken.add(candidate.caseId);
    sample.push({ ...candidate, reason });
    return true;
  };

  for (const candidate of shuffled) {
    const tag = candidate.tags.find((one) => rules.riskTags.includes(one));
    if (tag !== undefined) take(candidate, { kind: 'risk-tag', tag });
  }
  takePerAgent(shuffled, countByAgent([...drawn, ...sample]), rules.perAgent, take);
  const cases = new Set([...candidates, ...drawn].map(({ caseId }) => caseId)).size;
  const before = drawn.filter(({ reason }) => reason === 'random').length;
  let wanted = Math.ceil((cases * rules.randomPercent) / 100) - before;
  for (const candidate of shuffled) if (wanted > 0 && take(candidate, { kind: 'random' })) wanted -= 1;
  return sample;
}

/** Round after round, so that an agent who shares every case with another is not left without. */
function takePerAgent(
  shuffled: readonly Candidate[],
  counts: Map<string, number>,
  perAgent: number,
  take: (candidate: Candidate, reason: PickReason) => boolean,
): void {
  const queues = new Map<string, Candidate[]>();
  for (const candidate of shuffled.toReversed()) queueOf(queues, candidate.agentId).push(candidate);
  for (let round = 1; round <= perAgent; round++) {
    for (const [agentId, queue] of queues) {
      const count = counts.get(agentId) ?? 0;
      if (count >= round) continue;
      while (queue.length > 0)
        if (take(queue.pop() as Candidate, { kind: 'per-agent' })) {
          counts.set(agentId, count + 1);
          break;
        }
    }
  }
}

function queueOf(queues: Map<string, Candidate[]>, agentId: string): Candidate[] {
  const queue = queues.get(agentId) ?? [];
  queues.set(agentId, queue);
  return queue;
}

function countByAgent(taken: readonly { readonly agentId: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { agentId } of taken) counts.set(agentId, (counts.get(agentId) ?? 0) + 1);
  return counts;
}

/** Sorted by a hash of the seed and what each is about, so that the order they came in does not matter. */
function shuffle(candidates: readonly Candidate[], seed: string): Candidate[] {
  const keyed = candidates.map((candidate) => {
    const id = `${candidate.caseId} ${candidate.agentId}`;
    return { candidate, id, key: hash(`${seed} ${id}`) };
  });
  keyed.sort((a, b) => a.key - b.key || (a.id < b.id ? -1 : 1));
  return keyed.map(({ candidate }) => candidate);
}

/** FNV-1a with the finaliser of MurmurHash3, 32 bits: neighbouring ids land far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
