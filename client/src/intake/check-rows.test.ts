import { expect, test } from 'vitest';
import { checkRows } from './check-rows.ts';

const columns = { reference: 0, subject: 1, name: 2, priority: 3, status: 4, tags: 5, phone: 6 };
const check = (...rows: readonly (readonly string[])[]) =>
  checkRows(
    rows.map((cells, index) => ({ line: index + 2, cells })),
    columns,
  );

test('a row becomes the case it says; words of other systems are understood and empty cells left out', () => {
  const [row] = check([' ZD-1 ', 'No\nsignal', 'Ana', 'Urgent', 'Pending', 'Billing; VIP,billing', '']);
  expect(row?.incoming).toEqual({
    reference: 'ZD-1',
    subject: 'No signal',
    customer: { name: 'Ana' },
    priority: 'P1',
    status: 'waiting',
    tags: ['billing', 'vip'],
  });
  expect(check(['ZD-2'])[0]?.incoming).toEqual({ reference: 'ZD-2' });
});

test('the guard before a formula is taken off again', () => {
  expect(check(['A', 'S', 'Ana', '', '', '', "'+351 1"])[0]?.incoming?.customer?.phone).toBe('+351 1');
  expect(check(['A', "'Twas lost", 'Ana'])[0]?.incoming?.subject).toBe("'Twas lost");
});

test('each fault of a row is said by its field, in words', () => {
  const [row] = check(['', 'x'.repeat(201), 'Ana', 'soon', 'odd', '']);
  expect(row?.incoming).toBeNull();
  expect(Object.fromEntries(row?.problems.map(({ field, message }) => [field, message]) ?? [])).toEqual({
    reference: 'Reference is missing.',
    subject: 'Subject is longer than 200 characters.',
    priority: '“soon” is no priority. Use P1, P2, P3 or P4.',
    status: '“odd” is no status. Use open, waiting, resolved or closed.',
  });
});

test('a reference that comes twice is kept once', () => {
  const [first, second] = check(['A', 'One', 'Ana'], ['A', 'Two', 'Ben']);
  expect(first?.problems).toEqual([]);
  expect(second?.problems).toEqual([{ field: 'reference', message: 'Row 2 has this reference already.' }]);
});

test('too many tags, or one that is too long, is told of the tags', () => {
  const many = Array.from({ length: 21 }, (_, n) => `t${n}`).join(',');
  expect(check(['A', 'S', 'Ana', '', '', many])[0]?.problems[0]?.message).toBe(
    'There are more than 20 tags.',
  );
  expect(check(['A', 'S', 'Ana', '', '', 'x'.repeat(41)])[0]?.problems[0]).toEqual({
    field: 'tags',
    message: 'A tag is longer than 40 characters.',
  });
});

test('a row with more cells than the header is left out whole; empty ones at its end are none', () => {
  const rows = [
    { line: 2, cells: ['A-1', 'Late bill', 'Ana', ''] },
    { line: 3, cells: ['A-2', 'Late bill', ' Lisbon', 'Ana'] },
  ];
  const [fits, surplus] = checkRows(rows, { reference: 0, subject: 1, name: 2 }, 3);
  expect(fits?.problems).toEqual([]);
  expect(surplus?.incoming).toBeNull();
  expect(surplus?.problems[0]?.message).toContain('4 cells, the header 3');
});
