import { defaultPolicy, type TimerKind, type TimerPolicy } from '@caseroom/shared/timer';
import { describe, expect, it } from 'vitest';
import {
  applyFact,
  dueAt,
  elapsedOf,
  type Fact,
  factsOf,
  pathOf,
  percentOf,
  type Timer,
  underPolicy,
  warningsLeft,
} from './rules.ts';

const MINUTE_MS = 60_000;
const opened = Date.parse('2026-11-18T10:00Z'); // a Wednesday
const minute = (after: number) => opened + after * MINUTE_MS;

/** P2: answer within 60 min, update every 240, resolve within 1440, accept within 30. */
const policy = defaultPolicy;
const office: TimerPolicy = {
  ...policy,
  hours: {
    timeZone: 'Europe/Lisbon',
    holidays: [],
    week: [...Array.from({ length: 5 }, () => [{ from: '09:00', to: '18:00' }]), [], []],
  },
};

type Step = readonly [minutes: number, fact: Fact['fact']];

/** Plays facts as `trackTimers` does, which also keeps whether the case is paused. */
function play(steps: readonly Step[], by: TimerPolicy = policy, priority: 'P1' | 'P2' = 'P2'): Timer[] {
  let isPaused = false;
  let timers: Timer[] = [];
  for (const [after, fact] of steps) {
    timers = applyFact(timers, { fact } as Fact, { policy: by, priority, isPaused, at: minute(after) });
    if (fact === 'paused') isPaused = true;
    if (fact === 'resumed' || fact === 'resolved') isPaused = false;
  }
  return timers;
}

const find = (timers: readonly Timer[], kind: TimerKind): Timer => {
  const timer = timers.find((one) => one.kind === kind);
  if (!timer) throw new Error(`no ${kind}`);
  return timer;
};
const states = (timers: readonly Timer[]) =>
  Object.fromEntries(timers.map(({ kind, state }) => [kind, state]));
/** Minutes after opening at which a timer is due. */
const due = (timers: readonly Timer[], kind: TimerKind, by: TimerPolicy = policy) => {
  const at = dueAt(find(timers, kind), by.hours);
  return at === null ? null : (at - opened) / MINUTE_MS;
};

describe('what a ledger entry means', () => {
  it.each<[string, unknown, string[]]>([
    ['case.opened', { subject: '', priority: 'P2' }, ['opened']],
    ['note.added', { kind: 'interaction' }, ['answered']],
    ['note.added', { kind: 'interim' }, []],
    ['interim.released', { channel: 'email', nextUpdateAt: null }, ['told']],
    ['interim.released', { channel: 'phone', nextUpdateAt: null }, []],
    ['interim.called', { channel: 'phone', outcome: 'reached', nextUpdateAt: null }, ['told']],
    ['interim.called', { channel: 'phone', outcome: 'no-answer', nextUpdateAt: null }, []],
    ['note.added', { kind: 'technical' }, []],
    ['customer.told', { about: '' }, ['told']],
    ['timer.warned', { timer: 'resolution', percent: 50 }, []],
    ['case.changed', { changes: [{ field: 'status', from: 'open', to: 'waiting' }] }, []],
    ['case.changed', { changes: [{ field: 'status', from: 'waiting', to: 'resolved' }] }, ['resolved']],
    ['case.changed', { changes: [{ field: 'status', from: 'resolved', to: 'closed' }] }, []],
    ['case.changed', { changes: [{ field: 'status', from: 'closed', to: 'open' }] }, ['reopened']],
    [
      'case.changed',
      {
        changes: [
          { field: 'priority', from: 'P2', to: 'P1' },
          { field: 'status', from: 'open', to: 'resolved' },
        ],
      },
      ['reprioritised', 'resolved'],
    ],
  ])('%s %j: %j', (kind, data, facts) => {
    expect(factsOf({ kind, data }).map(({ fact }) => fact)).toEqual(facts);
  });
});

describe('a case', () => {
  it('owes a first response and a resolution from its opening', () => {
    const timers = play([[0, 'opened']]);
    expect(states(timers)).toEqual({ 'first-response': 'running', resolution: 'running' });
    expect(due(timers, 'first-response')).toBe(60);
    expect(due(timers, 'resolution')).toBe(1440);
  });

  it('owes the next update from the first answer on, and anew whenever the customer is told', () => {
    expect(
      due(
        play([
          [0, 'opened'],
          [20, 'answered'],
        ]),
        'next-update',
      ),
    ).toBe(260);
    expect(
      due(
        play([
          [0, 'opened'],
          [20, 'told'],
        ]),
        'next-update',
      ),
    ).toBe(260);
    expect(
      due(
        play([
          [0, 'opened'],
          [20, 'answered'],
          [100, 'answered'],
        ]),
        'next-update',
      ),
    ).toBe(260);
    const told = play([
      [0, 'opened'],
      [20, 'answered'],
      [100, 'told'],
    ]);
    expect(due(told, 'next-update')).toBe(340);
    expect(find(told, 'first-response')).toMatchObject({ state: 'stopped', elapsed_ms: 20 * MINUTE_MS });
  });

  it('stops every timer when it is resolved and goes on where it was when it is reopened', () => {
    const resolved = play([
      [0, 'opened'],
      [20, 'told'],
      [120, 'resolved'],
    ]);
    expect(new Set(Object.values(states(resolved)))).toEqual(new Set(['stopped']));
    const reopened = play([
      [0, 'opened'],
      [20, 'told'],
      [120, 'resolved'],
      [500, 'reopened'],
    ]);
    expect(due(reopened, 'resolution')).toBe(1440 + 380);
    expect(due(reopened, 'next-update')).toBe(740);
    expect(find(reopened, 'first-response').state).toBe('stopped');
  });

  it('that is reopened after its time is over has been over for as long as it was', () => {
    const late = play([
      [0, 'opened'],
      [1500, 'resolved'],
      [9000, 'reopened'],
    ]);
    expect(due(late, 'resolution')).toBe(9000 - 60);
  });

  it('is not counted while it is paused, but for the first response', () => {
    const paused = play([
      [0, 'opened'],
      [30, 'paused'],
    ]);
    expect(states(paused)).toEqual({ 'first-response': 'running', resolution: 'paused' });
    expect(due(paused, 'resolution')).toBeNull();
    expect(elapsedOf(find(paused, 'resolution'), policy.hours, minute(9999))).toBe(30 * MINUTE_MS);
    const resumed = play([
      [0, 'opened'],
      [30, 'paused'],
      [90, 'resumed'],
    ]);
    expect(due(resumed, 'resolution')).toBe(1500);
  });

  it('keeps what begins during a pause paused', () => {
    const timers = play([
      [0, 'opened'],
      [30, 'paused'],
      [40, 'told'],
      [100, 'resumed'],
    ]);
    expect(due(timers, 'next-update')).toBe(340);
  });

  it('forgets its pause with its resolution', () => {
    const timers = play([
      [0, 'opened'],
      [30, 'paused'],
      [60, 'resolved'],
      [100, 'reopened'],
    ]);
    expect(due(timers, 'resolution')).toBe(1440 + 70);
  });

  it('gets the target of its new priority and keeps what has passed', () => {
    const timers = play([[0, 'opened']]);
    const now = { policy, priority: 'P1', isPaused: false, at: minute(30) } as const;
    const urgent = applyFact(timers, { fact: 'reprioritised' }, now);
    expect(due(urgent, 'first-response')).toBe(15);
    expect(due(urgent, 'resolution')).toBe(480);
  });

  it('loses a timer that its new priority does not have', () => {
    const lax = {
      ...policy,
      targets: { ...policy.targets, resolution: { ...policy.targets.resolution, P2: null } },
    };
    const now = { policy: lax, priority: 'P2', isPaused: false, at: minute(30) } as const;
    expect(states(applyFact(play([[0, 'opened']]), { fact: 'reprioritised' }, now))).toEqual({
      'first-response': 'running',
    });
  });

  it('waits for its tier to accept, anew for every escalation', () => {
    expect(
      due(
        play([
          [0, 'opened'],
          [10, 'escalated'],
        ]),
        'acceptance',
      ),
    ).toBe(40);
    const accepted = play([
      [0, 'opened'],
      [10, 'escalated'],
      [22, 'escalation-ended'],
    ]);
    expect(find(accepted, 'acceptance')).toMatchObject({ state: 'stopped', elapsed_ms: 12 * MINUTE_MS });
    expect(
      due(
        play([
          [0, 'opened'],
          [10, 'escalated'],
          [22, 'escalation-ended'],
          [50, 'escalated'],
        ]),
        'acceptance',
      ),
    ).toBe(80);
  });
});

describe('in business hours', () => {
  it('a pause over a closure costs only what was open', () => {
    // Opened on Wednesday at ten; paused from 17:00 until Thursday 10:00, which are two open hours.
    const timers = play(
      [
        [0, 'opened'],
        [7 * 60, 'paused'],
        [24 * 60, 'resumed'],
      ],
      office,
    );
    const resolution = find(timers, 'resolution');
    expect(elapsedOf(resolution, office.hours, minute(25 * 60)) / MINUTE_MS).toBe(8 * 60);
    // 24 open hours: Wednesday's 8 less 1, Thursday's 9 less 1, and all 9 of Friday.
    expect(new Date(dueAt(resolution, office.hours) ?? 0).toISOString()).toBe('2026-11-20T18:00:00.000Z');
  });

  it('a timer begun while it is closed starts when it opens', () => {
    const timers = play([[9 * 60, 'opened']], office);
    expect(new Date(dueAt(find(timers, 'first-response'), office.hours) ?? 0).toISOString()).toBe(
      '2026-11-19T10:00:00.000Z',
    );
  });

  it('a new policy counts from now on', () => {
    const [, resolution] = play([[0, 'opened']]) as [Timer, Timer];
    const now = { policy: office, priority: 'P2', isPaused: false, at: minute(120) } as const;
    const moved = underPolicy(resolution, policy, now) as Timer;
    expect(elapsedOf(moved, office.hours, now.at)).toBe(120 * MINUTE_MS);
    const left_ms = moved.target_ms - elapsedOf(moved, office.hours, minute(24 * 60));
    expect(left_ms / MINUTE_MS).toBe(1440 - 120 - 7 * 60);
  });
});

describe('warnings', () => {
  const [first] = play([[0, 'opened']]) as [Timer];
  const left = (timer: Timer) =>
    warningsLeft(timer, policy.hours).map(({ percent, at }) => [percent, (at - opened) / MINUTE_MS]);

  it('come at 50, 75, 90 and 100 %, less those that were given', () => {
    expect(left(first)).toEqual([
      [50, 30],
      [75, 45],
      [90, 54],
      [100, 60],
    ]);
    expect(left({ ...first, warned: 75 })).toEqual([
      [90, 54],
      [100, 60],
    ]);
    expect(left({ ...first, warned: 100 })).toEqual([]);
  });

  it('come for nobody while the timer does not run', () => {
    expect(
      left(
        find(
          play([
            [0, 'opened'],
            [10, 'paused'],
          ]),
          'resolution',
        ),
      ),
    ).toEqual([]);
  });

  it('lie on the path that pages draw, with the percent where it stands', () => {
    const resumed = find(
      play([
        [0, 'opened'],
        [864, 'paused'],
        [900, 'resumed'],
      ]),
      'resolution',
    );
    expect(percentOf(resumed, resumed.elapsed_ms)).toBe(60);
    expect(
      pathOf(resumed, policy.hours).map(({ percent, at }) => [percent, (at - opened) / MINUTE_MS]),
    ).toEqual([
      [60, 900],
      [75, 1080 + 36],
      [90, 1296 + 36],
      [100, 1440 + 36],
    ]);
  });
});
