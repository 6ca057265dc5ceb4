import { describe, expect, test } from 'vitest';
import { DUE_NOTICE_MS, toTell } from './due.ts';
import { compareTasks, type Stored, type TaskFact } from './rules.ts';

const due = new Date('2026-11-22T17:00:00.000Z');
const task = (change: Partial<TaskFact> = {}): TaskFact => ({
  id: 'a',
  client: 1,
  clock: 1,
  text: 'Call Elena',
  ownerId: 'maya',
  dueAt: due.toISOString(),
  promise: false,
  done: false,
  dueBy: 'ines',
  ownerBy: 'raj',
  doneBy: 'tomasz',
  ...change,
});
const stored = (change: Partial<Stored> = {}): Stored => ({
  id: 'a',
  client: 1,
  clock: 1,
  text: 'Call Elena',
  ownerId: 'maya',
  passedTo: null,
  dueAt: due,
  promise: false,
  done: false,
  removed: false,
  ...change,
});
const happened = (before: Stored[], now: TaskFact[]) =>
  compareTasks(before, now).happenings.map(({ is, by }) => `${is} by ${by}`);

describe('what happened to a follow-up, and by whom', () => {
  test.each([
    ['nothing', [stored()], [task()], []],
    ['a new one', [], [task()], ['added by ines']],
    ['a new one that is done', [], [task({ done: true })], ['added by ines', 'done by tomasz']],
    ['ticked', [stored()], [task({ done: true })], ['done by tomasz']],
    ['unticked', [stored({ done: true })], [task()], ['reopened by tomasz']],
    ['another owner', [stored()], [task({ ownerId: 'tomasz' })], ['changed by raj']],
    ['made a promise', [stored()], [task({ promise: true })], ['changed by ines']],
    ['brought back', [stored({ removed: true })], [task()], ['restored by ines']],
    ['only other words', [stored()], [task({ text: 'Call her' })], []],
  ])('%s', (_name, before, now, expected) => {
    expect(happened(before, now)).toEqual(expected);
  });

  test('words alone change the row, and what is gone is removed once', () => {
    expect(compareTasks([stored()], [task({ text: 'Call her' })]).changed).toHaveLength(1);
    expect(compareTasks([stored()], [task()]).changed).toEqual([]);
    expect(compareTasks([stored()], []).removed).toEqual([stored()]);
    expect(compareTasks([stored({ removed: true })], []).removed).toEqual([]);
  });
});

describe('what is told of a due time', () => {
  const at = (offset_ms: number) => new Date(due.getTime() + offset_ms);
  test.each([
    ['long before', -DUE_NOTICE_MS - 1, null, null, null],
    ['near', -DUE_NOTICE_MS, null, null, 'due'],
    ['near and told', -1, due, null, null],
    ['at its time', 0, due, null, 'overdue'],
    ['after a long absence', DUE_NOTICE_MS, null, null, 'overdue'],
    ['over and told', 1, due, due, null],
    ['near, and told of another time', -1, at(-DUE_NOTICE_MS * 9), null, 'due'],
  ])('%s', (_name, offset, dueToldFor, overdueToldFor, expected) => {
    expect(toTell({ dueAt: due, dueToldFor, overdueToldFor }, at(offset))).toBe(expected);
  });
});
