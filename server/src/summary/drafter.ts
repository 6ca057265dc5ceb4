import type { DraftedBy, FallbackReason, SummaryDraft } from '@caseroom/shared/summary';
import type { Turn } from '@caseroom/shared/transcript';
import type { SaidAt } from './draft/deadline.ts';
import { draftSummary } from './draft/draft.ts';
import { loadEnglish } from './draft/english.ts';

/** A draft, and how it came about. */
export interface Drafted {
  readonly draft: SummaryDraft;
  readonly by: DraftedBy;
  /** Null where rules drafted. */
  readonly model: string | null;
  /** Version of what the model was told to do. */
  readonly prompt: string | null;
  readonly fallback: FallbackReason | null;
}

export async function draftByRules(turns: readonly Turn[], said: SaidAt): Promise<Drafted> {
  const draft = draftSummary(turns, said, await loadEnglish());
  return { draft, by: 'rules', model: null, prompt: null, fallback: null };
}
