import type { Turn } from '@caseroom/shared/transcript';
import { expect, test } from 'vitest';
import { speakersOf, swapped, withRoles } from './speakers.ts';

const turn = (role: Turn['role'], speaker: string | null): Turn => ({
  role,
  speaker,
  startMs: null,
  text: 'x',
});
const turns = [
  turn('customer', 'Maya'),
  turn('agent', 'Elena'),
  turn('system', null),
  turn('customer', 'Maya'),
];

test('each speaker once, in the order in which they are heard', () => {
  expect(speakersOf(turns, {})).toEqual([
    { key: 'Maya', name: 'Maya', role: 'customer', turns: 2 },
    { key: 'Elena', name: 'Elena', role: 'agent', turns: 1 },
    { key: '(system)', name: null, role: 'system', turns: 1 },
  ]);
});

test('swapping puts right who is who, and leaves others as they are', () => {
  const roles = swapped(speakersOf(turns, {}));
  expect(withRoles(turns, roles).map(({ role }) => role)).toEqual(['agent', 'customer', 'system', 'agent']);
  expect(swapped(speakersOf(turns, roles))).toEqual({
    Maya: 'customer',
    Elena: 'agent',
    '(system)': 'system',
  });
});
