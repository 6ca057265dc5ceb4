import { expect, test } from 'vitest';
import { checkRows, isGood } from './check-rows.ts';
import { failedRows, failuresCsv } from './failures.ts';

test('what did not come in says why and keeps its cells, in the order of the file', () => {
  const rows = [
    { line: 2, cells: ['A', '=1'] },
    { line: 3, cells: ['', 'x'] },
    { line: 4, cells: ['B'] },
  ];
  const checked = checkRows(rows, { reference: 0, subject: 1 });
  const [refused, fine] = checked.filter(isGood);
  if (!refused || !fine) throw new Error('two rows of three are good');
  const taken = { caseId: 'c', number: 'C-1', outcome: 'opened' as const };
  const failed = failedRows(checked, [
    { row: refused, outcome: 'refused', reason: 'Says too little.' },
    { row: fine, outcome: 'opened', taken },
  ]);
  expect(failed.map(({ row, reason }) => [row.line, reason])).toEqual([
    [2, 'Says too little.'],
    [3, 'Reference is missing.'],
  ]);
  expect(failuresCsv(['id', 'title'], failed)).toBe(
    "Reason,id,title\r\nSays too little.,A,'=1\r\nReference is missing.,,x\r\n",
  );
});
