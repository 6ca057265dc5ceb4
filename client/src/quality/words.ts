import type { PickReason, Review, ReviewState, ReviewSummary } from '@caseroom/shared/quality';
import { maxOf, type Scale, type Score } from '@caseroom/shared/scorecard';
import type { Tone } from '../ui/pill.tsx';

/** "82.5 %"; a review of which nothing applied has no figure. */
export const percentText = (percent: number | null): string => (percent === null ? 'n/a' : `${percent} %`);

/** Why a case was drawn, for a row of the work list. */
export function reasonText(reason: PickReason): string {
  if (reason.kind === 'risk-tag') return `Risk tag “${reason.tag}”`;
  return reason.kind === 'per-agent' ? 'Agent’s share of the week' : 'Random share';
}

/** A score as people say it. */
export function scoreText(scale: Scale, score: Score | null | undefined): string {
  if (score === null || score === undefined) return 'No score';
  if (score === 'n/a') return 'n/a';
  if (scale.kind === 'yes-no') return score === 1 ? 'Yes' : 'No';
  return `${score} of ${maxOf(scale)}`;
}

export const stateTones: Record<ReviewState, Tone> = {
  drafted: 'plain',
  submitted: 'info',
  acknowledged: 'good',
  disputed: 'warn',
  settled: 'good',
};

/** A review's state as it concerns the reader: the agent's own wait is said as theirs. */
export function stateText(
  { state, agent }: Pick<ReviewSummary, 'state' | 'agent'>,
  readerId: string,
): string {
  const names: Record<ReviewState, string> = {
    drafted: 'Draft',
    submitted: agent.id === readerId ? 'Waits for you' : `Waits for ${firstName(agent.name)}`,
    acknowledged: 'Acknowledged',
    disputed: 'Disputed',
    settled: 'Dispute settled',
  };
  return names[state];
}

export const firstName = (name: string): string => name.split(' ')[0] ?? name;

export const scoreTone = ({ passed }: Pick<Review, 'passed'>): Tone =>
  passed === null ? 'plain' : passed ? 'good' : 'bad';
