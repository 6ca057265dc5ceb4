import type { Log } from '../platform/log.ts';
import { MAX_SETTLING_NOTES, SETTLE_GRAIN_MS, SETTLE_MS } from './limits.ts';

/** Derives from these notes; answers those that must be asked for again. */
export type DeriveAll = (noteIds: readonly string[]) => Promise<readonly string[]>;

export interface Settling {
  /** Somebody wrote in the note: it is derived from within SETTLE_MS. */
  touched(noteId: string): void;
  stop(): void;
}

/**
 * The notes of this process that were written in and not derived from yet. Those that fall due together are derived
 * from together, one group after another: when there is more to do than time to do it, what is derived comes later
 * and the edits themselves do not.
 */
export function createSettling(deriveAll: DeriveAll, log: Log): Settling {
  const dueAt = new Map<string, number>(); // In the order in which they fall due.
  let timer: NodeJS.Timeout | null = null;
  let isRunning = false;
  let isStopped = false;

  function touched(noteId: string): void {
    if (!dueAt.has(noteId)) dueAt.set(noteId, performance.now() + SETTLE_MS);
    schedule();
  }

  function schedule(): void {
    const [first] = dueAt.values();
    if (isStopped || isRunning || timer || first === undefined) return;
    timer = setTimeout(() => void run(), Math.max(0, first - performance.now()));
    timer.unref();
  }

  async function run(): Promise<void> {
    timer = null;
    isRunning = true;
    const noteIds = take();
    try {
      for (const again of await deriveAll(noteIds)) touched(again);
    } catch (error) {
      log.warn({ err: error, noteIds }, 'what follows from notes was not derived');
    }
    isRunning = false;
    schedule();
  }

  function take(): string[] {
    const until = performance.now() + SETTLE_GRAIN_MS;
    const due = [...dueAt].filter(([, at]) => at <= until).slice(0, MAX_SETTLING_NOTES);
    for (const [noteId] of due) dueAt.delete(noteId);
    return due.map(([noteId]) => noteId);
  }

  return {
    touched,
    stop: () => {
      isStopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}
