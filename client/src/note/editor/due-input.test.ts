import { describe, expect, it } from 'vitest';
import { commonTimes, offersFor, readTime } from './due-input.ts';

/** A Sunday. */
const now = new Date(2026, 10, 22, 16, 10, 30);
const at = (day: number, hour: number, minute = 0, month = 10, year = 2026) =>
  new Date(year, month, day, hour, minute);

describe('reading a time as people say it', () => {
  it.each([
    ['tomorrow 3pm', at(23, 15)],
    ['in 2 hours', at(22, 18, 10)],
    ['fri 09:30', at(27, 9, 30)],
    ['3pm', at(23, 15)],
    ['17:00', at(22, 17)],
    ['tomorrow', at(23, 17)],
    ['monday morning', at(23, 9)],
    ['24 dec', at(24, 17, 0, 11)],
    ['1/12', at(1, 17, 0, 11)],
    ['3 jan 10:00', at(3, 10, 0, 0, 2027)],
  ])('%s', async (typed, due) => {
    expect(await readTime(typed, now)).toEqual(due);
  });

  it('finds none where there is none, nor one that has passed', async () => {
    expect(await readTime('call her', now)).toBeNull();
    expect(await readTime('yesterday 3pm', now)).toBeNull();
  });
});

describe('what “@@” offers', () => {
  it('the common times ahead of now', () => {
    expect(commonTimes(now)).toEqual([at(22, 17, 10), at(23, 9), at(23, 17)]);
    expect(commonTimes(at(25, 11))).toEqual([at(25, 12), at(25, 17), at(26, 9), at(26, 17), at(30, 9)]);
  });

  it('a time as a due time and as a promise, the one asked for first', async () => {
    const plain = await offersFor('tomorrow 3pm', now);
    expect(plain.map(({ label, promise }) => [label, promise])).toEqual([
      ['tomorrow 15:00', false],
      ['tomorrow 15:00', true],
    ]);
    expect((await offersFor('promise tomorrow 3pm', now)).map(({ promise }) => promise)).toEqual([
      true,
      false,
    ]);
    expect(await offersFor('nothing of the kind', now)).toEqual([]);
  });
});
