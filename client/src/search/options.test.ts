import type { QuickAnswer, SearchHit } from '@caseroom/shared/search';
import { describe, expect, test } from 'vitest';
import type { BoundCommand } from '../platform/commands.ts';
import { foundGroups, idleGroups } from './options.ts';
import { parseRecent, withRecent } from './recent.ts';

const command = (name: string, also?: string): BoundCommand => ({
  name,
  group: 'anywhere',
  icon: () => null,
  run: () => {},
  ...(also && { also }),
});
const commands = [command('New case'), command('Go to queue'), command('Sign out', 'log off')];
const hit = (id: string, kind: SearchHit['kind'] = 'case') => ({ id, kind }) as SearchHit;
const answer: QuickAnswer = {
  jump: hit('1'),
  groups: [
    { kind: 'case', items: [hit('1'), hit('2')], more: false },
    { kind: 'note', items: [hit('3', 'note')], more: true },
  ],
  hints: [],
  corrections: [],
};
const shown = (groups: ReturnType<typeof foundGroups>) =>
  groups.map(({ label, options }) => `${label}: ${options.map(({ id }) => id).join(', ')}`);

describe('the palette', () => {
  test('before anything is typed: recent searches, cases, every command', () => {
    expect(shown(idleGroups(['refund'], [], commands))).toEqual([
      'Recent searches: recent-refund',
      'Commands: command-New case, command-Go to queue, command-Sign out',
    ]);
  });

  test('a case by its number first and once, then what was found, then the page of everything', () => {
    expect(shown(foundGroups('case', answer, commands))).toEqual([
      'Go to: case-1',
      'Cases: case-2',
      'Notes: note-3',
      'Commands: command-New case',
      'Everything: all',
    ]);
  });

  test('a command that begins as typed comes before what was found; other words for it find it too', () => {
    expect(shown(foundGroups('new', answer, commands))[1]).toBe('Commands: command-New case');
    expect(shown(foundGroups('log off', undefined, commands))).toEqual([
      'Commands: command-Sign out',
      'Everything: all',
    ]);
  });
});

test('recent searches are kept once, newest first, few, and whatever was stored', () => {
  expect(withRecent(['b', 'A'], 'a')).toEqual(['a', 'b']);
  expect(withRecent(['1', '2', '3', '4', '5', '6'], '7')).toHaveLength(6);
  expect([
    parseRecent(null),
    parseRecent('{"x":1}'),
    parseRecent('[1,"a"]'),
    parseRecent('nonsense'),
  ]).toEqual([[], [], ['a'], []]);
});
