import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { SummaryDraft } from '@caseroom/shared/summary';
import type { Turn } from '@caseroom/shared/transcript';
import { startThread } from '../../platform/thread.ts';
import type { SaidAt } from './deadline.ts';
import { draftPlainly } from './plainly.ts';

/** Longest talk that is read whole, characters: two days of it. Of a longer one the middle is left out. */
const MAX_TALK_CHARS = 600_000;
/** Why it began is at the beginning, what came of it at the end. */
const BEGINNING_SHARE = 0.6;
/** How long one draft may take, ms: a whole day of talk takes a few seconds. */
const MAX_DRAFTING_MS = 30_000;
const MAX_MEMORY_MB = 512;

export interface DraftRequest {
  readonly turns: readonly Turn[];
  readonly said: SaidAt;
}

const entry = new URL('./worker.ts', import.meta.url);

/**
 * Drafts with the rules in a thread of their own, so that nobody's typing waits for it: one talk at a time, the
 * language model loaded once. A talk that takes too long is drafted in its speakers' words.
 */
export function createApartDrafter(): (turns: readonly Turn[], said: SaidAt) => Promise<SummaryDraft> {
  let worker: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function draft(request: DraftRequest): Promise<SummaryDraft> {
    worker ??= startThread(entry, { resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB } });
    const own = worker;
    own.ref();
    try {
      const answer = once(own, 'message', { signal: AbortSignal.timeout(MAX_DRAFTING_MS) });
      own.postMessage(request);
      return (await answer)[0] as SummaryDraft;
    } catch (error) {
      worker = null;
      await own.terminate();
      if (!isGivenUp(error)) throw error;
      return draftPlainly(request.turns, request.said);
    } finally {
      own.unref();
    }
  }

  return (turns, said) => {
    const own = last.then(() => draft({ turns: withinReach(turns), said }));
    last = own.catch(() => undefined);
    return own;
  };
}

const isGivenUp = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'AbortError' || (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY');

/** The turns with those of the middle emptied, so that their numbers stay. */
export function withinReach(turns: readonly Turn[], maxChars = MAX_TALK_CHARS): Turn[] {
  const total = turns.reduce((sum, { text }) => sum + text.length, 0);
  if (total <= maxChars) return [...turns];
  let before = 0;
  return turns.map((turn) => {
    const after = total - before - turn.text.length;
    const isNear = before < maxChars * BEGINNING_SHARE || after < maxChars * (1 - BEGINNING_SHARE);
    before += turn.text.length;
    return isNear ? turn : { ...turn, text: '' };
  });
}
