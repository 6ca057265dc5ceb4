import type { AnswerHistory, AnswerState, AnswerSummary, StaleReason } from '@caseroom/shared/answer';
import type { Tone } from '../ui/pill.tsx';

export const stateTones: Record<AnswerState, Tone> = {
  draft: 'plain',
  review: 'info',
  published: 'good',
  retired: 'plain',
};

export const staleWords: Record<StaleReason, string> = {
  unused: 'Not used for long',
  'review-due': 'Review is due',
};

/** "used 4 times, solved it 3 times". */
export function usedWords({ used, helped }: Pick<AnswerSummary, 'used' | 'helped'>): string {
  if (used === 0) return 'not used yet';
  return helped > 0 ? `used ${times(used)}, solved it ${times(helped)}` : `used ${times(used)}`;
}

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

const historyWords: Record<AnswerHistory['kind'], string> = {
  promoted: 'began it with a resolution note',
  edited: 'edited it',
  submit: 'sent it to review',
  return: 'sent it back',
  publish: 'published it',
  retire: 'retired it',
  restore: 'brought it back for review',
  confirm: 'found it still right',
};

/** "sent it back: “…”" */
export const historySentence = ({ kind, reason }: Pick<AnswerHistory, 'kind' | 'reason'>): string =>
  reason === '' ? historyWords[kind] : `${historyWords[kind]}: “${reason}”`;
