import type { DraftedBy, FallbackReason, SummaryDraft } from '@caseroom/shared/summary';
import type { Turn } from '@caseroom/shared/transcript';
import type { SaidAt } from './draft/deadline.ts';
import { draftSummary } from './draft/draft.ts';
import { loadEnglish } from './draft/english.ts';
import type { Model } from './model/model.ts';
import { PROMPT_VERSION } from './model/prompt.ts';

/** A draft, and how it came about. */
export interface Drafted {
  readonly draft: SummaryDraft;
  readonly by: DraftedBy;
  /** Null where no model was asked. */
  readonly model: string | null;
  /** Version of what the model was told to do. */
  readonly prompt: string | null;
  /** Why rules drafted it although a model was asked. */
  readonly fallback: FallbackReason | null;
}

/** The rules of this machine, wherever they run. */
export type DraftByRules = (turns: readonly Turn[], said: SaidAt) => Promise<SummaryDraft>;

/** In this thread: for talks that are known to be short. */
export const draftHere: DraftByRules = async (turns, said) => draftSummary(turns, said, await loadEnglish());

/** On this machine, and without a network. */
export async function draftByRules(
  rules: DraftByRules,
  turns: readonly Turn[],
  said: SaidAt,
): Promise<Drafted> {
  return { draft: await rules(turns, said), by: 'rules', model: null, prompt: null, fallback: null };
}

/** By a model; by rules where it fails, which is said. */
export async function draftByModel(
  rules: DraftByRules,
  model: Model,
  turns: readonly Turn[],
  said: SaidAt,
  onLines: (count: number) => void,
): Promise<Drafted> {
  const asked = { model: model.name, prompt: PROMPT_VERSION };
  const answer = await model.draft(turns, said, onLines);
  if (typeof answer !== 'string') return { draft: answer, by: 'model', ...asked, fallback: null };
  return { ...(await draftByRules(rules, turns, said)), ...asked, fallback: answer };
}
