import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPacer } from './pacer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const EVERY_MS = 1_000;
const fail = (error: unknown) => {
  throw error;
};

it('runs a quiet key at once, together with what was marked beside it', async () => {
  const run = vi.fn();
  const pacer = createPacer<string>(EVERY_MS, run, fail);
  pacer.mark('a');
  pacer.mark('b');
  pacer.mark('a');
  await vi.advanceTimersByTimeAsync(0);
  expect(run.mock.calls).toEqual([[['a', 'b']]]);
});

it('runs a busy key once in its time and always after the last mark', async () => {
  const at: number[] = [];
  const start = performance.now();
  const pacer = createPacer<string>(EVERY_MS, () => void at.push(performance.now() - start), fail);
  for (let i = 0; i < 25; i++) {
    pacer.mark('a');
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.advanceTimersByTimeAsync(5 * EVERY_MS);
  expect(at).toEqual([0, 1_000, 2_000, 3_000]);
});

it('does not keep a quiet key waiting for a busy one', async () => {
  const run = vi.fn();
  const pacer = createPacer<string>(EVERY_MS, run, fail);
  pacer.mark('busy');
  await vi.advanceTimersByTimeAsync(10);
  pacer.mark('busy');
  pacer.mark('quiet');
  await vi.advanceTimersByTimeAsync(10);
  expect(run.mock.calls).toEqual([[['busy']], [['quiet']]]);
});

it('keeps a mark that came during a run', async () => {
  const ends: (() => void)[] = [];
  const run = vi.fn(() => new Promise<void>((end) => void ends.push(end)));
  const pacer = createPacer<string>(EVERY_MS, run, fail);
  pacer.mark('a');
  await vi.advanceTimersByTimeAsync(0);
  pacer.mark('a');
  await vi.advanceTimersByTimeAsync(3 * EVERY_MS);
  expect(run).toHaveBeenCalledTimes(1);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(run).toHaveBeenCalledTimes(2);
});

it('repeats a run that failed', async () => {
  const run = vi.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue(undefined);
  const onError = vi.fn();
  const pacer = createPacer<string>(EVERY_MS, run, onError);
  pacer.mark('a');
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  expect(onError).toHaveBeenCalledTimes(1);
  expect(run.mock.calls).toEqual([[['a']], [['a']]]);
});

it('is still after stop', async () => {
  const run = vi.fn();
  const pacer = createPacer<string>(EVERY_MS, run, fail);
  pacer.mark('a');
  await pacer.stop();
  pacer.mark('b');
  await vi.advanceTimersByTimeAsync(5 * EVERY_MS);
  expect(run).not.toHaveBeenCalled();
});
