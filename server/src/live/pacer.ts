export interface Pacer<K> {
  /** Something about this key has changed. */
  mark(key: K): void;
  /** Fires no more; resolves when the run in progress has ended. */
  stop(): Promise<void>;
}

/**
 * Runs at once for a key that was quiet, then at most once in `every_ms` while it goes on being marked; the last
 * mark is always followed by a run. Keys that are due together run together, one run at a time. A run that
 * rejects is repeated with the same keys, `every_ms` later.
 */
export function createPacer<K>(
  every_ms: number,
  run: (keys: K[]) => Promise<void> | void,
  onError: (error: unknown) => void,
): Pacer<K> {
  const dueAt = new Map<K, number>();
  const ranAt = new Map<K, number>();
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Number.POSITIVE_INFINITY;
  let running: Promise<void> | null = null;
  let isStopped = false;

  function mark(key: K): void {
    if (isStopped || dueAt.has(key)) return;
    const at = Math.max(performance.now(), (ranAt.get(key) ?? Number.NEGATIVE_INFINITY) + every_ms);
    dueAt.set(key, at);
    if (!running && at < timerAt) arm(at);
  }

  function arm(at: number): void {
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(fire, Math.max(0, at - performance.now()));
  }

  function fire(): void {
    timerAt = Number.POSITIVE_INFINITY;
    const now = performance.now();
    for (const [key, at] of ranAt) if (at + every_ms <= now) ranAt.delete(key);
    // Timers may fire a fraction of a millisecond early.
    const keys = [...dueAt].filter(([, at]) => at < now + 1).map(([key]) => key);
    for (const key of keys) {
      dueAt.delete(key);
      ranAt.set(key, now);
    }
    running = attempt(keys).finally(() => {
      running = null;
      if (dueAt.size > 0 && !isStopped) arm(Math.min(...dueAt.values()));
    });
  }

  async function attempt(keys: K[]): Promise<void> {
    if (keys.length === 0) return;
    try {
      await run(keys);
    } catch (error) {
      onError(error);
      for (const key of keys) mark(key);
    }
  }

  return {
    mark,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
