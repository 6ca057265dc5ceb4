import type { Burst } from '@caseroom/shared/note';
import { describe, expect, it } from 'vitest';
import { timelineBars } from './bars.ts';

const maya = { id: 'm', name: 'Maya', colour: 0 };
const tomasz = { id: 't', name: 'Tomasz', colour: 1 };
const burst = (author: typeof maya, fromSeq: number, toSeq: number, inserted: number): Burst => ({
  author,
  fromSeq,
  toSeq,
  from: '2026-11-18T08:00:00.000Z',
  to: '2026-11-18T08:10:00.000Z',
  edits: toSeq - fromSeq + 1,
  inserted,
  deleted: 0,
  moved: 0,
});

describe('the timeline', () => {
  it('gives every edit of a short note its own bar', () => {
    const bars = timelineBars([burst(maya, 1, 2, 8), burst(tomasz, 3, 3, 16)], 3, 96);
    expect(bars).toEqual([
      { from: 0, to: 1, height: Math.log(5) / Math.log(17), author: maya },
      { from: 1, to: 2, height: Math.log(5) / Math.log(17), author: maya },
      { from: 2, to: 3, height: 1, author: tomasz },
    ]);
  });

  it('shares a long note over few bars, each in the colour of who wrote most of it', () => {
    const bars = timelineBars([burst(maya, 1, 700, 700), burst(tomasz, 701, 1000, 300)], 1000, 2);
    expect(bars.map(({ from, to, height, author }) => [from, to, height, author?.name])).toEqual([
      [0, 500, 1, 'Maya'],
      [500, 1000, 1, 'Tomasz'],
    ]);
  });

  it('leaves a gap where bursts are not known yet', () => {
    expect(timelineBars([burst(maya, 3, 4, 10)], 4, 4).map(({ author }) => author)).toEqual([
      null,
      null,
      maya,
      maya,
    ]);
  });

  it('draws 26,000 edits without more bars than fit', () => {
    const bursts = Array.from({ length: 2_600 }, (_, i) =>
      burst(i % 2 ? maya : tomasz, i * 10 + 1, i * 10 + 10, 12),
    );
    const bars = timelineBars(bursts, 26_000);
    expect(bars).toHaveLength(96);
    expect(bars.at(-1)).toMatchObject({ to: 26_000 });
  });
});
