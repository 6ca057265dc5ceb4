import { expect, it } from 'vitest';
import { activityOf, IDLE_AFTER_MS, TYPING_FOR_MS } from './activity.ts';

const now = 10_000_000;

it.each([
  [
    'typing until the pause is over',
    { visible: true, typedAt_ms: now - TYPING_FOR_MS + 1, touchedAt_ms: now },
    'typing',
  ],
  ['reading after it', { visible: true, typedAt_ms: now - TYPING_FOR_MS, touchedAt_ms: now }, 'reading'],
  [
    'reading while anything is touched',
    { visible: true, typedAt_ms: 0, touchedAt_ms: now - IDLE_AFTER_MS + 1 },
    'reading',
  ],
  ['idle after a long rest', { visible: true, typedAt_ms: 0, touchedAt_ms: now - IDLE_AFTER_MS }, 'idle'],
  [
    'idle behind another tab, whatever came before',
    { visible: false, typedAt_ms: now, touchedAt_ms: now },
    'idle',
  ],
] as const)('%s', (_, facts, expected) => {
  expect(activityOf(facts, now)).toBe(expected);
});
