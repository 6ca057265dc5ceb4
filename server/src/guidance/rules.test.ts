import { defaultPrompts, type PromptRule } from '@caseroom/shared/guidance';
import { describe, expect, test } from 'vitest';
import { type CaseFacts, type NoteFacts, promptsOf } from './rules.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const note = (change: Partial<NoteFacts> = {}): NoteFacts => ({
  noteId: 'n1',
  kind: 'case',
  createdAt: ago(300),
  touchedAt: ago(240),
  isFinal: false,
  keys: [],
  sentiment: null,
  loosePromise: null,
  ...change,
});
const facts = (change: Partial<CaseFacts> = {}): CaseFacts => ({
  status: 'open',
  resolvedAt: null,
  escalation: null,
  told: null,
  notes: [note()],
  unwritten: [],
  ...change,
});
const rulesAt = (of: CaseFacts, settings = defaultPrompts, at = now): PromptRule[] =>
  promptsOf(of, settings, at).prompts.map(({ rule }) => rule);

const told = { seq: 7, at: ago(60), inWords: false };
const escalation = { id: 'e1', noteId: 'n2', sentAt: ago(30) };
const escalationNote = note({ noteId: 'n2', kind: 'escalation' });
const feels = (noteId: string, minutes: number, sentiment: NoteFacts['sentiment'], kind = 'interaction') =>
  note({
    noteId,
    kind: kind as NoteFacts['kind'],
    createdAt: ago(minutes),
    touchedAt: ago(minutes),
    sentiment,
  });

const call = { id: 'i1', channel: 'call' as const, startedAt: ago(40), endedAt: ago(30) };

test.each<[string, CaseFacts, PromptRule[]]>([
  ['a call that ended, and no note since', facts({ unwritten: [call] }), ['contact-unwritten']],
  [
    'a call, and a note begun while they spoke',
    facts({ unwritten: [call], notes: [note({ kind: 'interaction', createdAt: ago(35) })] }),
    [],
  ],
  [
    'a call, and a summary of an earlier one',
    facts({ unwritten: [call], notes: [note({ kind: 'call-summary', createdAt: ago(50) })] }),
    ['contact-unwritten'],
  ],
  ['a call that ended a moment ago', facts({ unwritten: [{ ...call, endedAt: ago(9) }] }), []],

  ['a case with nothing to say', facts(), []],

  ['told, and nothing written since', facts({ told }), ['told-unwritten']],
  ['told, and written in since', facts({ told, notes: [note({ touchedAt: ago(59) })] }), []],
  [
    'told, and handed over since',
    facts({ told, notes: [note({ kind: 'handover', touchedAt: ago(5) })] }),
    ['told-unwritten'],
  ],
  ['told, and written in just before', facts({ told, notes: [note({ touchedAt: ago(74) })] }), []],
  ['told, and said what', facts({ told: { ...told, inWords: true } }), []],
  ['told a moment ago', facts({ told: { ...told, at: ago(14) } }), []],
  ['told, resolved', facts({ told, status: 'resolved', notes: [note({ keys: ['cause'] })] }), []],

  ['escalated, silent on the customer', facts({ escalation, notes: [escalationNote] }), ['escalated-untold']],
  [
    'escalated, the note says it',
    facts({ escalation, notes: [note({ ...escalationNote, keys: ['told'] })] }),
    [],
  ],
  [
    'escalated, the customer told afterwards',
    facts({ escalation, told: { ...told, at: ago(1) }, notes: [escalationNote] }),
    [],
  ],
  [
    'escalated, the customer told before',
    facts({ escalation, told, notes: [note({ ...escalationNote, touchedAt: ago(30) })] }),
    ['escalated-untold'],
  ],

  ['resolved without a cause', facts({ status: 'resolved', resolvedAt: ago(6) }), ['resolved-without-cause']],
  ['resolved a moment ago', facts({ status: 'resolved', resolvedAt: ago(4) }), []],
  [
    'resolved with a cause',
    facts({ status: 'resolved', resolvedAt: ago(6), notes: [note({ keys: ['cause'] })] }),
    [],
  ],
  ['closed', facts({ status: 'closed', resolvedAt: ago(600) }), []],

  [
    'a promise without a time',
    facts({ notes: [note({ loosePromise: 'Call her back' })] }),
    ['promise-without-time'],
  ],
  ['one in a finalised note', facts({ notes: [note({ loosePromise: 'Call her back', isFinal: true })] }), []],
  ['one being written', facts({ notes: [note({ loosePromise: 'Call', touchedAt: ago(1) })] }), []],

  ['one feeling', facts({ notes: [feels('a', 90, 'Neutral')] }), []],
  ['the same feeling', facts({ notes: [feels('a', 90, 'Neutral'), feels('b', 5, 'Neutral')] }), []],
  ['worse', facts({ notes: [feels('a', 90, 'Neutral'), feels('b', 5, 'Angry')] }), ['sentiment-changed']],
  ['better', facts({ notes: [feels('a', 90, 'Unhappy'), feels('b', 5, 'Neutral')] }), ['sentiment-changed']],
  [
    'worse, and written why',
    facts({ notes: [feels('a', 90, 'Neutral'), feels('b', 5, 'Angry'), feels('c', 4, null, 'sentiment')] }),
    [],
  ],
  [
    'told by a sentiment note',
    facts({ notes: [feels('a', 90, 'Neutral'), feels('b', 5, 'Angry', 'sentiment')] }),
    [],
  ],
])('%s', (_name, of, expected) => {
  expect(rulesAt(of)).toEqual(expected);
});

describe('settings of the program', () => {
  const unhappier = facts({ notes: [feels('a', 90, 'Neutral'), feels('b', 5, 'Unhappy')] });
  test.each([
    ['a rule that is off', { on: false, after_min: 0, steps: 1 }, []],
    ['a smaller change than asked for', { on: true, after_min: 0, steps: 2 }, []],
    ['a longer wait', { on: true, after_min: 10, steps: 1 }, []],
    ['a wait that is over', { on: true, after_min: 5, steps: 1 }, ['sentiment-changed']],
  ])('%s', (_name, settings, expected) => {
    expect(rulesAt(unhappier, { ...defaultPrompts, 'sentiment-changed': settings })).toEqual(expected);
  });
});

test('says when the next one comes, and where to write', () => {
  const { prompts, nextAt } = promptsOf(
    facts({ told: { ...told, at: ago(10) }, escalation, notes: [{ ...escalationNote, touchedAt: ago(30) }] }),
    defaultPrompts,
    now,
  );
  expect(nextAt).toEqual(new Date(now.getTime() + 5 * 60_000));
  expect(prompts).toEqual([]);
  const [prompt] = promptsOf(
    facts({ status: 'resolved', resolvedAt: ago(6), notes: [note({ noteId: 'r', kind: 'resolution' })] }),
    defaultPrompts,
    now,
  ).prompts;
  expect(prompt).toMatchObject({ kind: 'resolution', noteId: 'r', field: 'cause' });
});
