import { expect, test } from 'vitest';
import { type Job, startJobs, type Timers } from './jobs.ts';
import { createLog, silentLog } from './log.ts';

/** A clock that moves when told to. */
function manualTimers(random = 0.5): Timers & { advance(ms: number): Promise<void>; pending(): number } {
  let now = 0;
  const waiting = new Map<number, { at: number; run: () => void }>();
  let next = 0;
  return {
    random: () => random,
    set(run, wait_ms) {
      waiting.set(++next, { at: now + wait_ms, run });
      return next;
    },
    clear: (handle) => void waiting.delete(handle as number),
    pending: () => waiting.size,
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        const due = [...waiting].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
        if (!due) break;
        waiting.delete(due[0]);
        now = due[1].at;
        due[1].run();
        await turn();
      }
      now = end;
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

function countingJob(every_ms = 1000, run: () => Promise<number> = async () => 1): Job & { runs: number } {
  return {
    name: 'count',
    every_ms,
    runs: 0,
    run() {
      this.runs++;
      return run();
    },
  };
}

test('a job runs after a part of its interval and then at its interval', async () => {
  const timers = manualTimers();
  const job = countingJob();
  startJobs([job], silentLog, timers);
  await timers.advance(499);
  expect(job.runs).toBe(0);
  await timers.advance(1);
  expect(job.runs).toBe(1);
  await timers.advance(3000);
  expect(job.runs).toBe(4);
});

test.each([
  [0, 800],
  [0.999_999, 1200],
])('waits differ by at most a fifth: random %d waits about %d ms', async (random, wait_ms) => {
  const timers = manualTimers(random);
  const job = countingJob();
  startJobs([job], silentLog, timers);
  await timers.advance(random * 1000);
  expect(job.runs).toBe(1);
  await timers.advance(wait_ms - 1);
  expect(job.runs).toBe(1);
  await timers.advance(1);
  expect(job.runs).toBe(2);
});

test('a failing job is logged, by name, and runs again', async () => {
  const lines: { job: string; err: { message: string } }[] = [];
  const log = createLog({ level: 'warn', to: { write: (line) => void lines.push(JSON.parse(line)) } });
  const timers = manualTimers();
  const job = countingJob(1000, async () => {
    throw new Error('no database');
  });
  startJobs([job], log, timers);
  await timers.advance(1500);
  expect(job.runs).toBe(2);
  expect(lines.map(({ job: name, err }) => [name, err.message])).toEqual([
    ['count', 'no database'],
    ['count', 'no database'],
  ]);
});

test('a slow job does not overlap itself, and stop waits for it and starts nothing more', async () => {
  const timers = manualTimers();
  let finish = (_done: number) => {};
  const job = countingJob(1000, () => new Promise((resolve) => (finish = resolve)));
  const runner = startJobs([job], silentLog, timers);
  await timers.advance(10_000);
  expect(job.runs).toBe(1);
  let stopped = false;
  const stopping = runner.stop().then(() => {
    stopped = true;
  });
  await turn();
  expect(stopped).toBe(false);
  finish(0);
  await stopping;
  await timers.advance(10_000);
  expect([job.runs, timers.pending()]).toEqual([1, 0]);
});
