import type { DraftLine } from '@caseroom/shared/summary';
import { actWords } from './actions.ts';
import type { Act } from './acts.ts';
import { line } from './line.ts';
import { wordsOf } from './read.ts';
import { type Reason, sameWords, stemsOf } from './reason.ts';

const MAX_TOLD = 3;
const MIN_TOLD_WORDS = 3;

/** What the customer now expects or knows: promises first, then refusals and answers; in the order they were said. */
export function toldIn(acts: readonly Act[], reasons: readonly Reason[]): DraftLine[] {
  const asked = new Set(reasons.flatMap(({ said }) => [...stemsOf(said)]));
  const speaksOfIt = ({ said }: Act) =>
    [...stemsOf(said)].some((stem) => asked.has(stem)) || /\d/.test(said.lower);
  const rank = (act: Act): number => {
    if (
      act.said.role !== 'agent' ||
      reasons.some(({ said }) => said === act.said) ||
      wordsOf(act.said.tokens).length < MIN_TOLD_WORDS
    )
      return 0;
    if (act.kind === 'promised') return 3;
    if (act.kind === 'declined') return 2.5;
    if (act.kind === 'told') return speaksOfIt(act) ? 2 : 0;
    return act.kind === 'done' || act.kind === 'escalated' ? 1 : 0;
  };
  const told: Act[] = [];
  for (const act of [...acts].sort((a, b) => rank(b) - rank(a)))
    if (rank(act) > 0 && told.length < MAX_TOLD && !told.some(({ said }) => sameWords(said, act.said, 0.7)))
      told.push(act);
  return told
    .sort((a, b) => a.said.index - b.said.index)
    .map(({ said }) => line('told', actWords(said), [said.turn]));
}
