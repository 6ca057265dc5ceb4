import { expect, test } from 'vitest';
import { type Cell, csvOf } from './csv.ts';

test.each<[string, Cell, string]>([
  ['plain words', 'billing', 'billing'],
  ['nothing', null, ''],
  ['a number', 1.5, '1.5'],
  ['a number below zero', -3, '-3'],
  ['a comma', 'a, b', '"a, b"'],
  ['quotes', 'say "no"', '"say ""no"""'],
  ['a line break', 'a\nb', '"a\nb"'],
  ['a formula', '=1+1', "'=1+1"],
  ['a formula by plus', '+1', "'+1"],
  ['a formula by minus', '-1+cmd|x', "'-1+cmd|x"],
  ['a formula by at', '@SUM(A1)', "'@SUM(A1)"],
  ['a formula behind a tab', '\t=1', "'\t=1"],
  ['a formula with a comma', '=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
])('%s', (_, cell, written) => {
  expect(csvOf([[cell, 'end']])).toBe(`${written},end\r\n`);
});
