import { once } from 'node:events';
import type { TranscriptReading } from '@caseroom/shared/interaction';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Turn } from '@caseroom/shared/transcript';
import { startThread } from '../../platform/thread.ts';
import { type MaskedTurns, maskTurns } from './mask.ts';
import type { TranscriptFile } from './read.ts';

/** How long one file may take, ms. The longest real ones take a second. */
const MAX_READING_MS = 15_000;
/** What reading one file may hold in memory, MB. */
const MAX_MEMORY_MB = 256;
/** Files read at the same time; others wait for their turn. */
const MAX_AT_ONCE = 2;
/** Files that wait, each whole in memory. */
const MAX_WAITING = 10;
/** A talk of fewer characters is masked at once: an hour of talk has some 60,000. */
const MASKED_HERE_CHARS = 200_000;

export interface TranscriptReader {
  readonly read: (file: TranscriptFile) => Promise<TranscriptReading | Refusal>;
  /** Turns without card numbers and security codes. */
  readonly mask: (turns: readonly Turn[]) => Promise<MaskedTurns | Refusal>;
}

/** What a thread is given to do. */
export type ReaderTask =
  | { readonly is: 'read'; readonly file: TranscriptFile }
  | { readonly is: 'mask'; readonly turns: readonly Turn[] };

/**
 * Reads what strangers wrote in a thread of its own each: one that is made to take for ever, or all memory, is given
 * up, and nobody's typing waits for it.
 */
export function createTranscriptReader(): TranscriptReader {
  let running = 0;
  const waiting: (() => void)[] = [];
  async function inTurn<T>(task: ReaderTask): Promise<T | Refusal> {
    if (waiting.length >= MAX_WAITING)
      return refuse('too-fast', 'Many transcripts are being read at this moment. Try again.', {
        retryAfter_s: 5,
      });
    if (running >= MAX_AT_ONCE) await new Promise<void>((turn) => waiting.push(turn));
    running++;
    try {
      return await workApart<T>(task);
    } finally {
      running--;
      waiting.shift()?.();
    }
  }
  return {
    read: (file) => inTurn({ is: 'read', file }),
    mask: async (turns) => {
      const chars = turns.reduce((sum, { text }) => sum + text.length, 0);
      return chars < MASKED_HERE_CHARS ? maskTurns(turns).turns : inTurn({ is: 'mask', turns });
    },
  };
}

const entry = new URL('./worker.ts', import.meta.url);

async function workApart<T>(task: ReaderTask): Promise<T | Refusal> {
  const worker = startThread(entry, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
  });
  try {
    const [done] = await once(worker, 'message', { signal: AbortSignal.timeout(MAX_READING_MS) });
    return done as T | Refusal;
  } catch (error) {
    if (isGivenUp(error))
      return refuse('invalid', 'This is more than can be read. Take a part of it, or paste the text.');
    throw error;
  } finally {
    await worker.terminate();
  }
}

/** Too long, too large, or nested more deeply than any stack goes. */
const isGivenUp = (error: unknown): boolean =>
  error instanceof RangeError ||
  (error instanceof Error &&
    (error.name === 'AbortError' || (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'));
