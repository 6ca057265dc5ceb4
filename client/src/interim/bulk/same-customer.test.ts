import type { BulkCheckItem } from '@caseroom/shared/interim-bulk';
import { expect, it } from 'vitest';
import { repeatedIn } from './same-customer.ts';

const item = (number: string, recipient: string | null, channel: BulkCheckItem['channel'] = 'email') =>
  ({ case: { number }, channel, recipient }) as BulkCheckItem;

it('finds who would be written to twice, by address and channel', () => {
  const items = [
    item('C-1', 'ada@example.com'),
    item('C-2', 'bram@example.com'),
    item('C-3', 'Ada@Example.com'),
    item('C-4', '+351210000000', 'sms'),
    item('C-5', null, 'portal'),
    item('C-6', null, 'portal'),
  ];
  expect(repeatedIn(items).map((cases) => cases.map((one) => one.case.number))).toEqual([['C-1', 'C-3']]);
});
