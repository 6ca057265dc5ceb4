import type { Burst } from '@caseroom/shared/note';
import { describe, expect, it } from 'vitest';
import { burstTimes, burstWords } from './burst-words.ts';

const burst = (more: Partial<Burst>): Burst => ({
  author: { id: 'm', name: 'Maya', colour: 0 },
  fromSeq: 1,
  toSeq: 1,
  from: new Date(2026, 10, 18, 11, 27).toISOString(),
  to: new Date(2026, 10, 18, 11, 31).toISOString(),
  edits: 74,
  inserted: 0,
  deleted: 0,
  moved: 0,
  ...more,
});

describe('a burst in words', () => {
  it.each([
    [{ inserted: 96 }, 'wrote 96 characters'],
    [{ inserted: 1 }, 'wrote 1 character'],
    [{ inserted: 1_200, deleted: 12 }, 'wrote 1,200 characters, deleted 12'],
    [{ inserted: 30, deleted: 30, moved: 30 }, 'moved 30'],
    [{ deleted: 5 }, 'deleted 5'],
    [{}, 'changed the layout'],
    [{ inserted: 50, deleted: 40, restoredFrom: 245 }, 'restored edit 245'],
    [{ deleted: 40, restoredFrom: 0 }, 'restored the empty note'],
  ])('%j', (more, words) => expect(burstWords(burst(more))).toBe(words));

  it('says from when to when', () => {
    expect(burstTimes(burst({}))).toBe('11:27 – 11:31 · 74 edits');
    expect(burstTimes(burst({ to: burst({}).from, edits: 1 }))).toBe('11:27 · 1 edit');
  });
});
