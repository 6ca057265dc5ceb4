import {
  type DraftLine,
  MAX_DRAFT_LINE_CHARS,
  type NextStep,
  type SummarySection,
} from '@caseroom/shared/summary';
import { clipped } from './third-person.ts';

/** Most turns one line points to. */
const MAX_TURNS_OF_LINE = 20;

export function line(
  section: SummarySection,
  text: string,
  turns: readonly number[],
  step?: NextStep,
): DraftLine {
  const places = [...new Set(turns)].sort((a, b) => a - b).slice(0, MAX_TURNS_OF_LINE);
  return { section, text: clipped(text, MAX_DRAFT_LINE_CHARS), turns: places, ...(step && { step }) };
}
