import type { Log } from './log.ts';

/** Work that is repeated while the server runs, such as forgetting what has expired. */
export interface Job {
  readonly name: string;
  readonly every_ms: number;
  /** Must be safe to run in several processes at once. */
  run(): Promise<unknown>;
}

export interface Timers {
  set(run: () => void, wait_ms: number): unknown;
  clear(handle: unknown): void;
  /** From 0 to below 1. */
  random(): number;
}

const realTimers: Timers = {
  // Unreferenced: a sweep must not keep a finished process alive.
  set: (run, wait_ms) => setTimeout(run, wait_ms).unref(),
  clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
  random: Math.random,
};

/** Each wait is this much shorter or longer at random, so that the processes of a deployment do not march in step. */
const JITTER = 0.2;

export interface JobRunner {
  /** No job starts after this; resolves when those running have ended. */
  stop(): Promise<void>;
}

/** Runs each job over and over: first after a fraction of its interval, then at its interval, never overlapping itself. */
export function startJobs(jobs: readonly Job[], log: Log, timers: Timers = realTimers): JobRunner {
  const waiting = new Map<Job, unknown>();
  const running = new Set<Promise<void>>();
  let stopped = false;

  function schedule(job: Job, wait_ms: number): void {
    if (stopped) return;
    waiting.set(
      job,
      timers.set(() => start(job), wait_ms),
    );
  }

  function start(job: Job): void {
    waiting.delete(job);
    const run = runOnce(job, log).then(() => {
      running.delete(run);
      schedule(job, job.every_ms * (1 - JITTER + 2 * JITTER * timers.random()));
    });
    running.add(run);
  }

  for (const job of jobs) schedule(job, job.every_ms * timers.random());
  return {
    async stop() {
      stopped = true;
      for (const handle of waiting.values()) timers.clear(handle);
      await Promise.all(running);
    },
  };
}

async function runOnce(job: Job, log: Log): Promise<void> {
  try {
    await job.run();
    log.debug({ job: job.name }, 'a job ran');
  } catch (err) {
    log.warn({ err, job: job.name }, 'a job failed and will run again');
  }
}
