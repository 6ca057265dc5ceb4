import { type AutoRules, defaultAutoRules } from '@caseroom/shared/interim-auto';
import { describe, expect, it } from 'vitest';
import { type AutoFacts, localOf, nextUpdate, promiseAfter, updatesUntil } from './rules.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Tuesday 24 November 2026, 10:00 in Lisbon. */
const now = Date.parse('2026-11-24T10:00:00Z');

const rules: AutoRules = {
  ...defaultAutoRules,
  on: true,
  thirdParty: 60,
  outage: { tag: 'outage', every: 45 },
};
const facts: AutoFacts = {
  status: 'open',
  priority: 'P1',
  tags: [],
  openedAt: now - 5 * HOUR,
  toldAt: now - 10 * MINUTE,
  spokeAt: null,
  etaAt: null,
  pause: null,
  written: [],
  isWriting: false,
  optedOut: false,
  timeZone: 'Europe/Lisbon',
};
const plan = (more: Partial<AutoFacts> = {}, by: Partial<AutoRules> = {}, holidays: string[] = []) =>
  nextUpdate({ ...rules, ...by }, { ...facts, ...more }, { now, holidays });
/** Minutes from now. */
const inMinutes = (more: Partial<AutoFacts> = {}, by: Partial<AutoRules> = {}, holidays: string[] = []) => {
  const next = plan(more, by, holidays);
  return next && [(next.at - now) / MINUTE, next.why];
};

describe('the time of the next update', () => {
  it('follows the cadence of the priority, from when they last heard', () => {
    expect(inMinutes()).toEqual([20, 'cadence']);
    expect(inMinutes({ priority: 'P2' })).toEqual([110, 'cadence']);
    expect(inMinutes({ priority: 'P3' })).toBeNull();
  });
  it('is now, once, when it was missed', () => {
    expect(inMinutes({ toldAt: now - 5 * HOUR })).toEqual([0, 'cadence']);
  });
  it('counts from the opening where they never heard', () => {
    expect(inMinutes({ toldAt: null, openedAt: now - 5 * MINUTE })).toEqual([25, 'cadence']);
  });
  it('comes after a silence, a passed time, a wait for somebody else, an outage; the first of them decides', () => {
    expect(inMinutes({ priority: 'P4' }, { silence: 30 })).toEqual([20, 'silence']);
    expect(inMinutes({ priority: 'P4', etaAt: now + 15 * MINUTE })).toEqual([15, 'eta']);
    expect(inMinutes({ priority: 'P4', etaAt: now - 15 * MINUTE })).toBeNull();
    const pause = { reason: 'supplier' as const, at: now - 30 * MINUTE };
    expect(inMinutes({ pause })).toEqual([50, 'third-party']);
    expect(inMinutes({ priority: 'P4', tags: ['outage'] })).toEqual([35, 'outage']);
    expect(inMinutes({ tags: ['outage'] })).toEqual([20, 'cadence']);
  });
  it('never asks who waits for the customer', () => {
    expect(inMinutes({ pause: { reason: 'customer', at: now } }, { silence: 10 })).toBeNull();
  });
});

describe('nothing is written', () => {
  it.each<[string, Partial<AutoFacts>, Partial<AutoRules>]>([
    ['without rules', {}, { on: false }],
    ['to who asked for nothing', { optedOut: true }, {}],
    ['while somebody writes', { isWriting: true }, {}],
    ['once it is solved', { status: 'resolved' }, {}],
  ])('%s', (_when, more, by) => {
    expect(plan(more, by)).toBeNull();
  });
  it('right after somebody spoke to them', () => {
    expect(inMinutes({ toldAt: now - HOUR, spokeAt: now - 5 * MINUTE })).toEqual([25, 'cadence']);
  });
  it('in quiet hours by the customer’s own clock', () => {
    // 10:00 in Lisbon is 19:00 in Tokyo: two hours on, it is 21:00 there, and quiet until 08:00.
    expect(inMinutes({ timeZone: 'Asia/Tokyo', priority: 'P2' })).toEqual([110, 'cadence']);
    expect(inMinutes({ timeZone: 'Asia/Tokyo', priority: 'P2', toldAt: now })).toEqual([13 * 60, 'cadence']);
    // 05:00 in New York.
    expect(inMinutes({ timeZone: 'America/New_York' })).toEqual([180, 'cadence']);
    expect(inMinutes({ timeZone: 'America/New_York' }, { quiet: { from: '04:00', to: '06:00' } })).toEqual([
      60,
      'cadence',
    ]);
  });
  it('on a holiday, nor beyond a day’s cap', () => {
    expect(inMinutes({}, {}, ['2026-11-24'])).toEqual([22 * 60, 'cadence']);
    const written = [1, 2, 3].map((hours) => now - hours * HOUR);
    expect(inMinutes({ written }, { maxADay: 3 })).toEqual([22 * 60, 'cadence']);
    expect(inMinutes({ written }, { maxADay: 4 })).toEqual([20, 'cadence']);
  });
  it('where every day is a holiday', () => {
    const days = Array.from({ length: 100 }, (_, day) =>
      new Date(now + day * 24 * HOUR).toISOString().slice(0, 10),
    );
    expect(plan({}, {}, days)).toBeNull();
  });
});

it('a message promises no more than the rules keep', () => {
  const late = Date.parse('2026-11-24T20:50:00Z');
  const promised = (more: Partial<AutoFacts>, by: Partial<AutoRules> = {}, holidays: string[] = []) => {
    const at = promiseAfter({ ...rules, ...by }, { ...facts, ...more }, { now: late, holidays });
    return at && new Date(at).toISOString().slice(8, 16);
  };
  expect(promised({}, { quiet: null })).toBe('24T21:20');
  expect(promised({})).toBe('25T08:00');
  expect(promised({}, {}, ['2026-11-25'])).toBe('26T08:00');
  expect(promised({}, { quiet: null, maxADay: 1 })).toBe('25T00:00');
  expect(promised({ priority: 'P4' }, { quiet: null, silence: 240 })).toBe('25T00:50');
  expect(promised({ priority: 'P4' })).toBeNull();
});

it('the next day is planned as if everything left on time', () => {
  const planned = updatesUntil({ ...rules, maxADay: 4 }, facts, {
    now,
    until: now + 24 * HOUR,
    holidays: [],
  });
  expect(planned.map(({ at }) => localOf(at, 'Europe/Lisbon').clock)).toEqual([
    '10:20',
    '10:50',
    '11:20',
    '11:50',
    '08:00',
    '08:30',
    '09:00',
    '09:30',
  ]);
});

describe('where clocks are changed overnight', () => {
  const quiet = { from: '21:00', to: '08:00' };
  /** When it may be written to somebody in Lisbon who should have heard at this moment. */
  const clockOf = (due: string, by: Partial<AutoRules> = {}, holidays: string[] = []) => {
    const at = Date.parse(due);
    const next = nextUpdate(
      { ...rules, quiet, ...by },
      { ...facts, toldAt: at - 30 * MINUTE },
      { now: at, holidays },
    );
    return next && localOf(next.at, 'Europe/Lisbon').clock;
  };
  it('quiet hours end by what the clock shows', () => {
    expect(clockOf('2026-03-28T22:00:00Z')).toBe('08:00');
    expect(clockOf('2026-10-24T21:00:00Z')).toBe('08:00');
    expect(clockOf('2026-03-28T22:00:00Z', { quiet: { from: '21:00', to: '01:30' } })).toBe('02:30');
  });
  it('a holiday ends at midnight', () => {
    expect(clockOf('2026-03-29T00:30:00Z', { quiet: null }, ['2026-03-29'])).toBe('00:00');
    expect(clockOf('2026-10-24T23:30:00Z', { quiet: null }, ['2026-10-25'])).toBe('00:00');
  });
});

describe('what is shown to be sent is what is sent', () => {
  const STEP = 5 * MINUTE;
  const draw = (seed: number) => {
    let state = seed;
    return (most: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % most;
    };
  };
  it.each([11, 12, 13, 14, 15, 16])('with the rules of seed %i', (seed) => {
    const pick = draw(seed);
    const drawn: AutoRules = {
      ...rules,
      cadence: { ...rules.cadence, P1: 30 + 5 * pick(60) },
      silence: pick(2) === 0 ? null : 60 + 5 * pick(100),
      quiet: pick(3) === 0 ? null : { from: `${18 + pick(5)}:00`, to: `0${5 + pick(4)}:30` },
      maxADay: 1 + pick(8),
    };
    const zones = ['Europe/Lisbon', 'Asia/Tokyo', 'America/New_York', 'Asia/Kolkata'];
    const start = Date.parse('2026-10-24T12:00:00Z');
    const case_: AutoFacts = {
      ...facts,
      toldAt: start - STEP * pick(30),
      spokeAt: pick(2) === 0 ? null : start - STEP * pick(10),
      etaAt: pick(2) === 0 ? null : start + STEP * pick(200),
      timeZone: zones[pick(zones.length)] ?? 'UTC',
    };
    const holidays = pick(3) === 0 ? ['2026-10-25'] : [];
    const until = start + 24 * HOUR;
    let now: AutoFacts = case_;
    const sent: number[] = [];
    for (let at = start; at <= until; at += STEP) {
      const next = nextUpdate(drawn, now, { now: at, holidays });
      if (!next || next.at > at) continue;
      sent.push(at);
      now = { ...now, toldAt: at, written: [...now.written, at] };
    }
    const shown = updatesUntil(drawn, case_, { now: start, until, holidays });
    expect(shown.map(({ at }) => at)).toEqual(sent);
  });
});
