import { expect, it } from 'vitest';
import { momentWords, readMoment } from './moment.ts';

const now = new Date(2026, 10, 22, 16, 30, 12);
const local = (...parts: [number, number, number, number, number]) => new Date(...parts);

it.each<[string, Date | null]>([
  ['yesterday 3pm', local(2026, 10, 21, 15, 0)],
  ['an hour ago', local(2026, 10, 22, 15, 30)],
  ['now', local(2026, 10, 22, 16, 30)],
  ['3/12/2026', local(2026, 11, 3, 9, 0)],
  ['22 nov 2025 14:05', local(2025, 10, 22, 14, 5)],
  ['no idea', null],
])('reads “%s”', async (typed, at) => expect(await readMoment(typed, now)).toEqual(at));

it('reads back what it writes', async () => {
  const at = local(2026, 2, 9, 7, 5);
  expect(await readMoment(momentWords(at), now)).toEqual(at);
});
