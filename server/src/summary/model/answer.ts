import { maskForbiddenDigits } from '@caseroom/shared/forbidden-digits';
import { sentimentScale } from '@caseroom/shared/sentiment';
import {
  type DraftLine,
  MAX_DRAFT_LINES,
  MAX_PROSE_SENTENCES,
  MIN_PROSE_SENTENCES,
  OutcomeKind,
  StepOwner,
  type SummaryDraft,
  SummarySection,
  summarySections,
} from '@caseroom/shared/summary';
import { z } from 'zod';
import { deadlineIn, type SaidAt, workingDaysLater } from '../draft/deadline.ts';
import { line } from '../draft/line.ts';
import { withoutSecrets } from '../draft/secret.ts';

const Answer = z.object({
  outcome: OutcomeKind.catch('none'),
  sentiment: z.enum(sentimentScale).nullable().catch(null),
  lines: z.array(z.unknown()),
});
const Line = z.object({
  section: SummarySection,
  text: z.string().trim().min(1),
  turns: z.array(z.number().int()).min(1),
  owner: StepOwner.catch('company'),
  deadline: z.string().nullish().catch(null),
  promise: z.boolean().catch(false),
});

/**
 * A model's answer as a draft. A line that cites no line of the talk is left out, whatever it says; an answer without
 * a reason, an outcome and two sentences of summary is none.
 */
export function draftFrom(answer: string, turnCount: number, said: SaidAt): SummaryDraft | null {
  const parsed = Answer.safeParse(jsonIn(answer));
  if (!parsed.success) return null;
  const { outcome, sentiment } = parsed.data;
  const lines = parsed.data.lines.flatMap((raw) => lineFrom(raw, turnCount, said));
  const ordered = summarySections.flatMap((section) => {
    const own = lines.filter((one) => one.section === section);
    return section === 'summary' ? own.slice(0, MAX_PROSE_SENTENCES) : own;
  });
  const has = (section: SummarySection, least: number) =>
    ordered.filter((one) => one.section === section).length >= least;
  if (!has('summary', MIN_PROSE_SENTENCES) || !has('reason', 1) || !has('outcome', 1)) return null;
  return { lines: ordered.slice(0, MAX_DRAFT_LINES), outcome, sentiment, isEnglish: true };
}

function lineFrom(raw: unknown, turnCount: number, said: SaidAt): DraftLine[] {
  const parsed = Line.safeParse(raw);
  if (!parsed.success) return [];
  const { section, text, turns, owner, deadline, promise } = parsed.data;
  const known = turns.filter((turn) => turn >= 0 && turn < turnCount);
  if (known.length === 0) return [];
  const words = withoutSecrets(maskForbiddenDigits(text.replace(/\s+/g, ' ')));
  if (section !== 'next-steps') return [line(section, words, known)];
  const named = deadline ? deadlineIn(deadline, said) : null;
  const dueAt = (named?.at ?? workingDaysLater(said, 1)).toISOString();
  return [line(section, words, known, { owner, dueAt, dueWords: named?.words ?? null, promise })];
}

/** Models wrap what they answer into a fence or a sentence. */
function jsonIn(answer: string): unknown {
  const [from, to] = [answer.indexOf('{'), answer.lastIndexOf('}')];
  try {
    return JSON.parse(answer.slice(from, to + 1));
  } catch {
    return null;
  }
}
