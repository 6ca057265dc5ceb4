import type { Priority, Status } from '@caseroom/shared/case';
import { aroundTheClock, defaultPolicy, type PauseReason, type TimerPolicy } from '@caseroom/shared/timer';
import type { Jargon } from '@caseroom/shared/writing';
import type { ProgramKey } from './people.ts';
import { randomFrom } from './random.ts';
import type { CaseScript } from './script.ts';

/** What the demo's programs promise their clients. */
export const demoPolicies: Record<ProgramKey, TimerPolicy> = {
  northwind: {
    hours: { timeZone: 'Europe/Lisbon', week: aroundTheClock, holidays: [] },
    targets: {
      ...defaultPolicy.targets,
      'first-response': { P1: 15, P2: 30, P3: 240, P4: 480 },
      'next-update': { P1: 45, P2: 60, P3: 480, P4: 1440 },
      resolution: { P1: 4320, P2: 10080, P3: 14400, P4: 20160 },
    },
  },
  kestrel: {
    hours: {
      timeZone: 'Europe/Dublin',
      week: [
        ...Array.from({ length: 5 }, () => [
          { from: '07:00', to: '13:00' },
          { from: '13:30', to: '23:00' },
        ]),
        [{ from: '08:00', to: '20:00' }],
        [{ from: '09:00', to: '18:00' }],
      ],
      holidays: ['2026-12-25', '2026-12-26', '2027-01-01'],
    },
    targets: {
      ...defaultPolicy.targets,
      'first-response': { P1: 10, P2: 30, P3: 240, P4: 480 },
      'next-update': { P1: 60, P2: 120, P3: 480, P4: 1440 },
      resolution: { P1: 2880, P2: 7200, P3: 14400, P4: 20160 },
    },
  },
};

/** Words of the floor that Northwind’s customers do not know. */
export const demoJargon: Partial<Record<ProgramKey, readonly Jargon[]>> = {
  northwind: [
    { term: 'port-in', instead: 'moving your number to us' },
    { term: 'proration', instead: 'counting part of a month' },
    { term: 'firmware', instead: 'the router’s software' },
    { term: 'batch', instead: '' },
  ],
  kestrel: [{ term: 'chargeback', instead: 'asking the shop’s bank for the money' }],
};

/** Minutes until the next update is due, where it matters; less than nothing is overdue. Null: nobody was told. */
const minutesLeft: Readonly<Record<number, number | null>> = {
  1019: 340,
  1022: 420,
  1031: 185,
  1033: 31,
  1035: 12,
  1037: 26,
  1039: -4,
  1042: 12,
  1043: 17,
  1044: null,
  1045: null,
};

interface Pause {
  readonly reason: PauseReason;
  readonly note: string;
}

/** Cases that wait, with what for. */
const pauses: Readonly<Record<number, Pause>> = {
  1011: { reason: 'customer', note: 'She sends the receipt from the hotel' },
  1016: { reason: 'supplier', note: 'Engineer visit is booked' },
  1021: { reason: 'client', note: 'Northwind’s legal team reads the contract' },
  1027: { reason: 'customer', note: '' },
};

/** Cases in which nobody said what the customer was told: they find that out when they open them. */
const unsaid: readonly number[] = [1013, 1019, 1035];

/** When the customer was last told something, and from when the case's timers rest. */
export interface Telling {
  readonly toldAt: Date;
  readonly about: string;
  readonly pause: Pause | null;
}

const MINUTE_MS = 60_000;
/** Nobody is told anything before their case has been read. */
const SOONEST_MS = 2 * MINUTE_MS;

/** Null for a case that is over, and for one in which the customer still waits for the first word. */
export function tellingOf(script: CaseScript, openedAt: Date, now: Date): Telling | null {
  const last = <K extends 'status' | 'priority'>(field: K) =>
    script.changes?.findLast(({ to }) => to[field] !== undefined)?.to[field];
  const status: Status = last('status') ?? 'open';
  const priority: Priority = last('priority') ?? script.priority;
  const known = minutesLeft[script.number];
  if (known === null || status === 'resolved' || status === 'closed') return null;
  const target = demoPolicies[script.program].targets['next-update'][priority] ?? 0;
  const left = known ?? Math.round(target * (0.35 + 0.55 * randomFrom(`deadline ${script.number}`).next()));
  const at = now.getTime() - (target - left) * MINUTE_MS;
  const toldAt = new Date(Math.max(at, openedAt.getTime() + SOONEST_MS));
  if (toldAt > now) return null;
  const about = unsaid.includes(script.number) ? '' : 'Where we stand, and when we call again';
  return { toldAt, about, pause: pauses[script.number] ?? null };
}
