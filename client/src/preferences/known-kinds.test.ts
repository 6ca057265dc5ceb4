import { notificationKinds } from '@caseroom/shared/notification';
import { expect, test } from 'vitest';
import { knownKinds } from './known-kinds.ts';

const loud = { app: true, browser: true, mail: true };
const quiet = { app: true, browser: false, mail: false };

test('leaves out what an older server does not send and what a newer one adds', () => {
  const answer = { suggestion: quiet, 'kind.of-tomorrow': loud, mention: loud };
  expect(knownKinds(answer)).toEqual([
    { kind: 'mention', chosen: loud },
    { kind: 'suggestion', chosen: quiet },
  ]);
});

test('shows every kind where both are of one age', () => {
  const answer = Object.fromEntries(
    Object.entries(notificationKinds).map(([kind, { channels }]) => [kind, channels]),
  );
  expect(knownKinds(answer).map(({ kind }) => kind)).toEqual(Object.keys(notificationKinds));
});
