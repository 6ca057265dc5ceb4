import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLog } from '../platform/log.ts';
import { MAX_SETTLING_NOTES, SETTLE_MS } from './limits.ts';
import { createSettling } from './settling.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What was derived together, in order. `again` is answered to the first call. */
function recorder(again: readonly string[] = []) {
  const groups: string[][] = [];
  const settling = createSettling(
    async (noteIds) => (groups.push([...noteIds]) === 1 ? again : []),
    silentLog,
  );
  return { groups, settling };
}

test('a note written in without pause is derived from once in each period', async () => {
  const { groups, settling } = recorder();
  for (let ms = 0; ms < 3 * SETTLE_MS; ms += 10) {
    settling.touched('busy');
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(groups.length).toBeGreaterThanOrEqual(2);
  expect(groups.length).toBeLessThanOrEqual(3);
});

test('notes that fall due together are derived from together, and so many at a time', async () => {
  const { groups, settling } = recorder();
  for (let i = 0; i < MAX_SETTLING_NOTES + 1; i++) settling.touched(`note ${i}`);
  await vi.advanceTimersByTimeAsync(SETTLE_MS + 1);
  expect(groups.map((group) => group.length)).toEqual([MAX_SETTLING_NOTES, 1]);
});

test('a note that was being written is asked for again', async () => {
  const { groups, settling } = recorder(['busy']);
  settling.touched('busy');
  settling.touched('quiet');
  await vi.advanceTimersByTimeAsync(2 * SETTLE_MS);
  expect(groups).toEqual([['busy', 'quiet'], ['busy']]);
});

test('a failure is of its group alone', async () => {
  let calls = 0;
  const settling = createSettling(async () => {
    if (calls++ === 0) throw new Error('no connection');
    return [];
  }, silentLog);
  settling.touched('one');
  await vi.advanceTimersByTimeAsync(SETTLE_MS);
  settling.touched('one');
  await vi.advanceTimersByTimeAsync(SETTLE_MS);
  expect(calls).toBe(2);
});

test('nothing is derived after a stop', async () => {
  const { groups, settling } = recorder();
  settling.touched('one');
  settling.stop();
  await vi.advanceTimersByTimeAsync(2 * SETTLE_MS);
  expect(groups).toEqual([]);
});
