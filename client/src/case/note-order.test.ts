import type { Note } from '@caseroom/shared/note';
import { expect, it } from 'vitest';
import { inReadingOrder } from './note-order.ts';

const note = (id: string, createdAt: string, amended?: string): Note =>
  ({ id, createdAt, amends: amended ? { noteId: amended, reason: 'r' } : null }) as Note;
const order = (...notes: Note[]) => inReadingOrder(notes).map(({ id }) => id);

it('is by moment, whatever the offset a time is written in', () => {
  expect(
    order(
      note('c', '2026-11-22T09:30:00.000-05:00'),
      note('a', '2026-11-22T14:00:00.000Z'),
      note('b', '2026-11-22T15:10:00.000+01:00'),
    ),
  ).toEqual(['a', 'b', 'c']);
});

it('puts amendments below their note, in their own order, and one whose note is not here where it belongs by time', () => {
  expect(
    order(
      note('1', '2026-11-22T10:00:00.000Z'),
      note('2', '2026-11-22T11:00:00.000Z'),
      note('1b', '2026-11-22T13:00:00.000Z', '1'),
      note('1a', '2026-11-22T12:00:00.000Z', '1'),
      note('x', '2026-11-22T10:30:00.000Z', 'hidden'),
    ),
  ).toEqual(['1', '1a', '1b', 'x', '2']);
});
