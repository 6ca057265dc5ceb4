import type { CaseSummary } from '@caseroom/shared/case';
import type { FloorPerson } from '@caseroom/shared/floor';
import type { PresentPerson } from '@caseroom/shared/live';
import { describe, expect, it } from 'vitest';
import { type FloorFacts, floorRows, foldCase, teamsOf } from './floor-rows.ts';

const now = new Date('2026-11-18T10:00:00.000Z');
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();

const owner = (id: string) => ({ id, name: id, colour: 0 });
function summary(number: string, dueIn: number | null, facts: Partial<CaseSummary> = {}): CaseSummary {
  const dueAt = dueIn === null ? null : inMinutes(dueIn);
  return {
    id: number,
    number,
    program: { id: 'northwind', name: 'Northwind', client: 'Northwind' },
    subject: number,
    status: 'open',
    priority: 'P2',
    customerName: 'Elena Ruiz',
    owner: owner('maya'),
    tags: [],
    openedAt: inMinutes(-300),
    touchedAt: inMinutes(-5),
    eventSeq: 3,
    timer: dueAt && { kind: 'next-update', dueAt, soonAt: dueAt },
    ...facts,
  } as CaseSummary;
}
const here = (id: string, activity: PresentPerson['activity'] = 'reading'): PresentPerson => ({
  ...owner(id),
  role: 'agent',
  noteId: null,
  activity,
  since: inMinutes(-10),
});
const member = (id: string, team: string | null, programId = 'northwind'): FloorPerson => ({
  ...owner(id),
  programId,
  role: 'agent',
  team,
});

const facts: FloorFacts = {
  cases: [
    summary('C-1', 200),
    summary('C-2', 20),
    summary('C-3', -5, { owner: owner('linh') }),
    summary('C-4', 400),
    summary('C-5', -90, { status: 'resolved' }),
    summary('C-6', null),
    summary('C-7', 5, {
      program: { id: 'kestrel', name: 'Kestrel', client: 'Kestrel' },
      owner: owner('yuki'),
    }),
  ],
  people: [
    member('maya', 'Day'),
    member('raj', 'Early'),
    member('linh', 'Night'),
    member('yuki', 'Night', 'kestrel'),
  ],
  presence: {
    'C-4': [here('raj', 'typing')],
    'C-6': [here('maya'), here('raj', 'idle')],
    'C-99': [here('linh')],
  },
};
const everything = { program: null, team: null, tag: null };
const numbers = (rows: readonly { number: string }[]) => rows.map(({ number }) => number);

describe('the floor', () => {
  it('puts what is near or over and has nobody in it first to mind, soonest first', () => {
    expect(numbers(floorRows(facts, everything, now).alone)).toEqual(['C-3', 'C-7', 'C-2']);
  });

  it('takes in what comes near as time passes', () => {
    const later = floorRows(facts, everything, new Date(now.getTime() + 150 * 60_000));
    expect(numbers(later.alone)).toEqual(['C-3', 'C-7', 'C-2', 'C-1']);
  });

  it('shows what is worked by its deadline, with everybody who is there', () => {
    const { worked } = floorRows(facts, everything, now);
    expect(worked.map(({ summary: { number }, people }) => [number, people.map(({ id }) => id)])).toEqual([
      ['C-4', ['raj']],
      ['C-6', ['maya', 'raj']],
    ]);
  });

  it('shows each person once, with all they are in, the liveliest first', () => {
    const { people } = floorRows(facts, everything, now);
    expect(
      people.map(({ person, team, cases }) => [
        person.id,
        team,
        cases.map(({ summary: { number } }) => number),
      ]),
    ).toEqual([
      ['maya', 'Day', ['C-6']],
      ['raj', 'Early', ['C-4', 'C-6']],
    ]);
  });

  it('is narrowed to a program', () => {
    expect(numbers(floorRows(facts, { ...everything, program: 'kestrel' }, now).alone)).toEqual(['C-7']);
  });

  it('is narrowed to a team: what its people own or are in, and only its people', () => {
    const early = floorRows(facts, { ...everything, team: 'Early' }, now);
    expect(numbers(early.alone)).toEqual([]);
    expect(early.worked.map(({ summary: { number } }) => number)).toEqual(['C-4', 'C-6']);
    expect(early.people.map(({ person }) => person.id)).toEqual(['raj']);
    expect(
      numbers(floorRows(facts, { ...everything, program: 'northwind', team: 'Night' }, now).alone),
    ).toEqual(['C-3']);
  });
});

it('offers the teams of the program that is asked for', () => {
  expect(teamsOf(facts.people, null)).toEqual(['Day', 'Early', 'Night']);
  expect(teamsOf(facts.people, 'kestrel')).toEqual(['Night']);
});

it('takes in a case as it is now and nothing older', () => {
  const newer = summary('C-2', 20, { eventSeq: 4, subject: 'new' });
  const folded = foldCase(facts.cases, newer);
  expect(folded.find(({ id }) => id === 'C-2')?.subject).toBe('new');
  expect(foldCase(folded, summary('C-2', 20))).toBe(folded);
  expect(foldCase([], newer)).toEqual([newer]);
});
