import type { Burst } from '@caseroom/shared/note';
import { describe, expect, it } from 'vitest';
import { burstAt, momentOf } from './moments.ts';

const burst = (fromSeq: number, toSeq: number, from: string, to: string): Burst => ({
  author: { id: 'm', name: 'Maya', colour: 0 },
  fromSeq,
  toSeq,
  from: `2026-11-18T${from}:00.000Z`,
  to: `2026-11-18T${to}:00.000Z`,
  edits: toSeq - fromSeq + 1,
  inserted: 1,
  deleted: 0,
  moved: 0,
});
const bursts = [burst(6, 6, '11:40', '11:40'), burst(2, 5, '11:00', '11:30'), burst(1, 1, '08:00', '08:00')];
const time = (seq: number) => momentOf(bursts, seq)?.toISOString().slice(11, 16);

describe('when a version was', () => {
  it('is exact at the ends of a burst and in proportion between', () => {
    expect([1, 2, 3, 5, 6].map(time)).toEqual(['08:00', '11:00', '11:10', '11:30', '11:40']);
  });
  it('is never for the empty note', () => {
    expect(momentOf(bursts, 0)).toBeNull();
    expect(burstAt(bursts, 4)?.fromSeq).toBe(2);
  });
});
