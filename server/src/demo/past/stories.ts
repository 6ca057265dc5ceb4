import type { Priority } from '@caseroom/shared/case';
import type { PersonKey, ProgramKey } from '../people.ts';

/** What customers called about in the weeks before, again and again. */
export interface Story {
  readonly program: ProgramKey;
  readonly tags: readonly string[];
  readonly subject: string;
  readonly priority: Priority;
  readonly by: PersonKey;
  readonly cause: string;
  readonly fix: string;
  /** How often in the four weeks before the last, and in the three after those. */
  readonly times: readonly [before: number, lately: number];
  /** Hours until it was resolved, then and lately. */
  readonly hours: readonly [before: number, lately: number];
}

export const stories: readonly Story[] = [
  {
    program: 'northwind',
    tags: ['billing'],
    subject: 'Charged twice after a plan change',
    priority: 'P2',
    by: 'maya',
    cause: 'The proration job ran before the plan change was settled.',
    fix: 'The second charge was refunded and the batch corrected.',
    times: [5, 10],
    hours: [30, 22],
  },
  {
    program: 'northwind',
    tags: ['billing', 'roaming'],
    subject: 'Roaming pass not recognised on the invoice',
    priority: 'P3',
    by: 'linh',
    cause: 'The pass was booked on the day of travel and reached billing a day late.',
    fix: 'Days abroad were credited and the pass back-dated.',
    times: [6, 3],
    hours: [40, 34],
  },
  {
    program: 'northwind',
    tags: ['broadband', 'router'],
    subject: 'Router restarts in the evening',
    priority: 'P3',
    by: 'raj',
    cause: 'Firmware 4.1 restarts under load on the 5 GHz band.',
    fix: 'Moved to firmware 4.2 over night; no restart since.',
    times: [3, 7],
    hours: [52, 44],
  },
  {
    program: 'northwind',
    tags: ['porting'],
    subject: 'Number not moved on the agreed day',
    priority: 'P2',
    by: 'maya',
    cause: 'The losing operator answered after the window had closed.',
    fix: 'A new window was agreed and kept; the line worked the same evening.',
    times: [5, 4],
    hours: [60, 48],
  },
  {
    program: 'northwind',
    tags: ['esim'],
    subject: 'eSIM does not activate',
    priority: 'P3',
    by: 'fatima',
    cause: 'The code had been used on the phone before.',
    fix: 'A fresh code was sent and activated on the call.',
    times: [3, 4],
    hours: [9, 6],
  },
  {
    program: 'kestrel',
    tags: ['dispute', 'subscription'],
    subject: 'Subscription charged after cancelling',
    priority: 'P3',
    by: 'samuel',
    cause: 'The merchant kept the card on file after the cancellation.',
    fix: 'The charges were disputed and the merchant blocked for this card.',
    times: [5, 6],
    hours: [50, 40],
  },
  {
    program: 'kestrel',
    tags: ['fraud'],
    subject: 'Payments the holder does not know',
    priority: 'P1',
    by: 'yuki',
    cause: 'Card details were taken in an online shop.',
    fix: 'The card was replaced and the payments returned.',
    times: [3, 5],
    hours: [14, 10],
  },
  {
    program: 'kestrel',
    tags: ['travel', 'false alarm'],
    subject: 'Card declined abroad',
    priority: 'P2',
    by: 'yuki',
    cause: 'The travel notice did not reach the fraud rules.',
    fix: 'The card was released after the holder was verified.',
    times: [4, 3],
    hours: [3, 2],
  },
];

export const customers: readonly string[] = [
  'Ana Marques',
  'Ben Carter',
  'Chloe Martin',
  'Dario Conti',
  'Elif Kaya',
  'Finn Walsh',
  'Grace Osei',
  'Hugo Lemaire',
  'Ivana Novak',
  'Jonas Berg',
  'Katya Orlova',
  'Liam Byrne',
  'Mei Lin',
  'Nora Haas',
  'Omar Said',
  'Petra Vidal',
];
