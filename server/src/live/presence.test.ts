import type { Activity } from '@caseroom/shared/live';
import { describe, expect, it } from 'vitest';
import { Announcement, mergeStays, PresenceTable, peopleOf, type Stay } from './presence.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [CASE, OTHER_CASE, PROGRAM, NOTE, HERE, THERE] = [1, 2, 3, 4, 5, 6].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const ana = { id: id(11), name: 'Ana', colour: 0 };
const ben = { id: id(12), name: 'Ben', colour: 1 };

const stay = (more: Partial<Stay> = {}): Stay => ({
  caseId: CASE,
  programId: PROGRAM,
  person: ana,
  role: 'agent',
  noteId: null,
  isForLeads: false,
  activity: 'reading',
  since: 1_000,
  at: 1_000,
  ...more,
});

describe('mergeStays', () => {
  it.each<[string, [Activity, number][], Activity, number]>([
    [
      'typing over reading',
      [
        ['reading', 9],
        ['typing', 1],
      ],
      'typing',
      1,
    ],
    [
      'reading over idle',
      [
        ['reading', 1],
        ['idle', 9],
      ],
      'reading',
      1,
    ],
    [
      'the latest of equals',
      [
        ['reading', 5],
        ['reading', 9],
        ['reading', 7],
      ],
      'reading',
      9,
    ],
    ['idle when all are', [['idle', 1]], 'idle', 1],
  ])('takes %s', (_, tabs, activity, at) => {
    const merged = mergeStays(tabs.map(([activity, at]) => stay({ activity, at })));
    expect(merged).toMatchObject([{ activity, at }]);
  });

  it('counts from the first coming in, whichever tab wins', () => {
    expect(mergeStays([stay({ since: 5 }), stay({ since: 3, activity: 'idle' })])).toMatchObject([
      { since: 3, activity: 'reading' },
    ]);
  });
  it('keeps people apart', () => expect(mergeStays([stay(), stay({ person: ben })])).toHaveLength(2));
});

describe('peopleOf', () => {
  const inLeadsNote = stay({ noteId: NOTE, isForLeads: true, activity: 'typing' });
  it('hides the note for leads from everybody else', () => {
    expect(peopleOf([inLeadsNote], false)).toEqual([
      { ...ana, role: 'agent', noteId: null, activity: 'typing', since: '1970-01-01T00:00:01.000Z' },
    ]);
    expect(peopleOf([inLeadsNote], true)).toMatchObject([{ noteId: NOTE }]);
  });
  it('is in the order of coming in', () => {
    expect(
      peopleOf([stay({ person: ben, since: 2 }), stay({ since: 1 })], true).map((person) => person.name),
    ).toEqual(['Ana', 'Ben']);
  });
});

describe('PresenceTable', () => {
  const namesIn = (table: PresenceTable, caseId = CASE) =>
    peopleOf(table.staysIn(caseId), true).map((person) => person.name);

  it('has a person until their last tab has gone', () => {
    const table = new PresenceTable(HERE);
    table.set('tab 1', stay());
    table.set('tab 2', stay());
    table.clear('tab 1', CASE);
    expect(namesIn(table)).toEqual(['Ana']);
    table.clear('tab 2', CASE);
    expect(namesIn(table)).toEqual([]);
  });

  it('keeps when a tab came in while it does other things', () => {
    const table = new PresenceTable(HERE);
    table.set('tab', stay({ since: 1_000 }));
    table.set('tab', stay({ since: 2_000, activity: 'typing' }));
    expect(table.staysIn(CASE)).toMatchObject([{ since: 1_000, activity: 'typing' }]);
  });

  it('merges what another process says, which survives the wire', () => {
    const [here, there] = [new PresenceTable(HERE), new PresenceTable(THERE)];
    here.set('tab', stay());
    there.set('tab', stay({ activity: 'typing', since: 500 }));
    there.set('other', stay({ person: ben }));
    const said = Announcement.parse(JSON.parse(JSON.stringify(there.announce())));
    expect(here.hear(said, 0)).toEqual({ changed: [CASE], isNew: true });
    expect(peopleOf(here.staysIn(CASE), true)).toMatchObject([
      { name: 'Ana', activity: 'typing', since: '1970-01-01T00:00:00.500Z' },
      { name: 'Ben' },
    ]);
    expect(here.hear(said, 1)).toEqual({ changed: [], isNew: false });
  });

  it('does not listen to itself', () => {
    const table = new PresenceTable(HERE);
    table.set('tab', stay());
    const said = table.announce();
    table.clear('tab', CASE);
    expect(table.hear(said, 0).changed).toEqual([]);
    expect(namesIn(table)).toEqual([]);
  });

  it('changes only the named cases on a partial announcement, and everything on a full one', () => {
    const table = new PresenceTable(HERE);
    const say = (isFull: boolean, cases: Record<string, Stay[]>) =>
      table.hear({ from: THERE, isFull, cases }, 0).changed;
    expect(say(true, { [CASE]: [stay()], [OTHER_CASE]: [stay({ caseId: OTHER_CASE })] })).toEqual([
      CASE,
      OTHER_CASE,
    ]);
    expect(say(false, { [CASE]: [] })).toEqual([CASE]);
    expect([namesIn(table), namesIn(table, OTHER_CASE)]).toEqual([[], ['Ana']]);
    expect(say(true, {})).toEqual([OTHER_CASE]);
    expect(namesIn(table, OTHER_CASE)).toEqual([]);
  });

  it('forgets a process that has fallen silent, and nobody else', () => {
    const table = new PresenceTable(HERE);
    table.set('tab', stay());
    table.hear({ from: THERE, isFull: true, cases: { [CASE]: [stay({ person: ben })] } }, 1_000);
    expect(table.forgetSilent(2_000, 1_000)).toEqual([]);
    expect(namesIn(table)).toEqual(['Ana', 'Ben']);
    expect(table.forgetSilent(2_001, 1_000)).toEqual([CASE]);
    expect(namesIn(table)).toEqual(['Ana']);
  });

  it('knows in which cases of a program somebody is', () => {
    const table = new PresenceTable(HERE);
    table.set('tab', stay());
    table.hear(
      {
        from: THERE,
        isFull: true,
        cases: {
          [OTHER_CASE]: [stay({ caseId: OTHER_CASE })],
          [NOTE]: [stay({ caseId: NOTE, programId: ben.id })],
        },
      },
      0,
    );
    expect(table.casesOf([PROGRAM])).toEqual([CASE, OTHER_CASE]);
  });
});
