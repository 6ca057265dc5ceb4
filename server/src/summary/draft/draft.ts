import type { DraftLine, SummaryDraft } from '@caseroom/shared/summary';
import type { Turn } from '@caseroom/shared/transcript';
import { actionsIn } from './actions.ts';
import { actsIn } from './acts.ts';
import type { SaidAt } from './deadline.ts';
import type { English } from './english.ts';
import { feelingIn } from './feeling.ts';
import { line } from './line.ts';
import { nextStepsIn } from './next-steps.ts';
import { outcomeIn } from './outcome.ts';
import { draftPlainly } from './plainly.ts';
import { proseOf } from './prose.ts';
import { unansweredIn } from './questions.ts';
import { readTranscript } from './read.ts';
import { reasonsIn } from './reason.ts';
import { quoted, reported } from './third-person.ts';
import { toldIn } from './told.ts';

/**
 * Drafts a summary from a transcript with nothing but rules: the same turns give the same draft, nothing leaves the
 * machine, and every line points to the turns it was made from. Card numbers and security codes are masked before
 * anything is read.
 */
export function draftSummary(turns: readonly Turn[], at: SaidAt, english: English): SummaryDraft {
  if (!english.isEnglish(turns.map(({ text }) => text))) return draftPlainly(turns, at);
  const said = readTranscript(turns, english);
  const acts = actsIn(said);
  const reasons = reasonsIn(said);
  const outcome = outcomeIn(said, acts, reasons);
  const actions = actionsIn(said, acts, reasons, outcome.lines);
  const feeling = feelingIn(said);
  const structure: DraftLine[] = [
    ...reasons.map((reason) => line('reason', reason.text, reason.turns)),
    ...actions.map(({ text, turns: places }) => line('actions', text, places)),
    ...outcome.lines,
    ...toldIn(acts, reasons),
    ...nextStepsIn(said, acts, at),
    ...(feeling
      ? [line('sentiment', `${feeling.sentiment}: ${quoted(feeling.shownBy)}.`, [feeling.shownBy.turn])]
      : []),
    ...unansweredIn(said).map((question) => line('questions', reported(question), [question.turn])),
  ];
  return {
    lines: [...proseOf(structure, actions), ...structure],
    outcome: outcome.kind,
    sentiment: feeling?.sentiment ?? null,
    isEnglish: true,
  };
}
