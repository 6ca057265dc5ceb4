import { expect, it } from 'vitest';
import { differenceOf } from './difference.ts';

it.each([
  ['will refund today', 'confirm the refund by 17:00', '||will refund today|confirm the refund by 17:00||'],
  [
    'That we will refund today.',
    'That we refund tomorrow.',
    '|That we |will refund today|refund tomorrow|.|',
  ],
  ['on Monday', 'on Monday at noon', '|on Monday|| at noon||'],
  ['very sorry', 'sorry', '||very ||sorry|'],
  ['Düsseldorf', 'Dresden', '||Düsseldorf|Dresden||'],
  ['same', 'same', '|same||||'],
])('%s → %s', (now, then, told) => {
  const { before, gone, came, after } = differenceOf(now, then);
  expect(`|${[before, gone, came, after].join('|')}|`).toBe(told);
});
