import { describe, expect, it } from 'vitest';
import { type EditBurst, groupBursts, type Landmarks, MAX_BURST_MS } from './bursts.ts';
import { MAX_PAUSE_MS } from './credit.ts';
import type { EditFacts } from './timeline.ts';

const start = Date.UTC(2026, 0, 5, 9);
const none: Landmarks = { names: new Map(), restores: new Map(), suggested: new Map() };

/** Edits by these people, each so many ms after the one before it. */
function edits(...given: [authorId: string, wait_ms: number][]): EditFacts[] {
  let at = start;
  return given.map(([authorId, wait_ms], i) => {
    at += wait_ms;
    return { seq: i + 1, authorId, at: new Date(at), bytes: 20, inserted: 2, deleted: 1, moved: 0 };
  });
}

const shape = (bursts: EditBurst[]): string[] =>
  bursts.map(({ authorId, fromSeq, toSeq, edits: count }) => `${authorId} ${fromSeq}-${toSeq} (${count})`);

describe('bursts', () => {
  it('join what one person writes without a long pause, and add it up', () => {
    const [burst] = groupBursts(edits(['maya', 0], ['maya', MAX_PAUSE_MS], ['maya', 10]), none);
    expect(burst).toMatchObject({
      authorId: 'maya',
      fromSeq: 1,
      toSeq: 3,
      edits: 3,
      inserted: 6,
      deleted: 3,
    });
  });
  it('end with a longer pause', () => {
    expect(shape(groupBursts(edits(['maya', 0], ['maya', MAX_PAUSE_MS + 1]), none))).toEqual([
      'maya 1-1 (1)',
      'maya 2-2 (1)',
    ]);
  });
  it('end when they have lasted long enough, without any pause', () => {
    const steady = Array.from({ length: 40 }, (): [string, number] => ['maya', 60_000]);
    const bursts = groupBursts(edits(...steady), none);
    expect(bursts.length).toBe(2);
    for (const { from, to } of bursts)
      expect(to.getTime() - from.getTime()).toBeLessThanOrEqual(MAX_BURST_MS);
  });
  it('are one a person when several write at the same time', () => {
    const both = edits(['maya', 0], ['tomasz', 5], ['maya', 5], ['tomasz', 5], ['maya', 5]);
    expect(shape(groupBursts(both, none))).toEqual(['tomasz 2-4 (2)', 'maya 1-5 (3)']);
  });
  it('end at a named version, everybody’s', () => {
    const both = edits(['maya', 0], ['tomasz', 5], ['maya', 5], ['tomasz', 5]);
    const bursts = groupBursts(both, { ...none, names: new Map([[2, 'Before the call']]) });
    expect(shape(bursts)).toEqual(['maya 1-1 (1)', 'tomasz 2-2 (1)', 'maya 3-3 (1)', 'tomasz 4-4 (1)']);
    expect(bursts.map((burst) => burst.name)).toEqual([undefined, 'Before the call', undefined, undefined]);
  });
  it('stand alone for a restore', () => {
    const bursts = groupBursts(edits(['maya', 0], ['maya', 5], ['maya', 5]), {
      ...none,
      restores: new Map([[2, 1]]),
    });
    expect(bursts.map((burst) => [burst.toSeq, burst.restoredFrom])).toEqual([
      [1, undefined],
      [2, 1],
      [3, undefined],
    ]);
  });
  it('say that somebody only commented, until they write', () => {
    const commented = edits(['ines', 0], ['ines', 5]).map((edit) => ({ ...edit, commented: true as const }));
    const wrote = edits(['ines', 0], ['ines', 5], ['ines', 5]).at(-1) as EditFacts;
    expect(groupBursts(commented, none).map((burst) => burst.commented)).toEqual([true]);
    expect(groupBursts([...commented, wrote], none).map((burst) => burst.commented)).toEqual([undefined]);
  });
  it('stand alone for an accepted suggestion, and name who suggested it', () => {
    const all = edits(['maya', 0], ['maya', 5], ['maya', 5]);
    const bursts = groupBursts(all, { ...none, suggested: new Map([[2, 'ines']]) });
    expect(bursts.map((burst) => [burst.toSeq, burst.suggestedBy])).toEqual([
      [1, undefined],
      [2, 'ines'],
      [3, undefined],
    ]);
  });
});
