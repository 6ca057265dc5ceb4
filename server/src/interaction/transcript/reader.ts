import { once } from 'node:events';
import type { TranscriptReading } from '@caseroom/shared/interaction';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { startThread } from '../../platform/thread.ts';
import type { TranscriptFile } from './read.ts';

/** How long one file may take, ms. The longest real ones take a second. */
const MAX_READING_MS = 15_000;
/** What reading one file may hold in memory, MB. */
const MAX_MEMORY_MB = 256;
/** Files read at the same time; others wait for their turn. */
const MAX_AT_ONCE = 2;

export type ReadFile = (file: TranscriptFile) => Promise<TranscriptReading | Refusal>;

/**
 * Reads files of strangers in a thread of their own each: one that is made to take for ever, or all memory, is given
 * up, and nobody's typing waits for it.
 */
export function createTranscriptReader(): ReadFile {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (file) => {
    if (running >= MAX_AT_ONCE) await new Promise<void>((turn) => waiting.push(turn));
    running++;
    try {
      return await readApart(file);
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}

const entry = new URL('./worker.ts', import.meta.url);

async function readApart(file: TranscriptFile): Promise<TranscriptReading | Refusal> {
  const worker = startThread(entry, {
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
  });
  try {
    const [reading] = await once(worker, 'message', { signal: AbortSignal.timeout(MAX_READING_MS) });
    return reading as TranscriptReading | Refusal;
  } catch (error) {
    if (isGivenUp(error))
      return refuse('invalid', 'This file is more than can be read. Export a part of it, or paste the text.');
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
