import type { PersonKey, ProgramKey } from '../people.ts';
import { by, type Turn, under } from '../script.ts';

/** Somebody's end of a shift. Cases are named by their numbers; moments are those of `when.ts`. */
export interface HandoverScript {
  readonly giver: PersonKey;
  /** Minutes from now until their shift ends. */
  readonly ends: number;
  /** What goes into the packet when; a case that is written in this very minute comes later than the others. */
  readonly builds: readonly { readonly at: string; readonly cases: readonly number[] }[];
  readonly shift?: { readonly program: ProgramKey; readonly text: string };
  /** What is typed in the notes after they were filled from the record. */
  readonly turns: Readonly<Record<number, Turn>>;
  readonly receivers: Readonly<Record<number, PersonKey>>;
  /** When what has a receiver is offered. */
  readonly sent?: string;
  readonly afterwards?: readonly HandoverAct[];
}

export type HandoverAct = { readonly at: string; readonly by: PersonKey; readonly case: number } & (
  | { readonly act: 'read'; readonly lines: number; readonly comment?: string }
  | { readonly act: 'ask' | 'answer' | 'decline'; readonly text: string }
  | { readonly act: 'accept' }
);

const know = (person: PersonKey, at: string, markup: string): Turn =>
  by(person, at, under('What to know', markup));

/** Raj has sent his to Linh, Fatima’s waits for people who do not answer, and Maya is in the middle of hers. */
export const demoHandovers: readonly HandoverScript[] = [
  {
    giver: 'fatima',
    ends: 20,
    builds: [{ at: '-12m', cases: [1017, 1034, 1037, 1040, 1045] }],
    turns: {
      1034: know('fatima', '-12m', 'If the bank asks for the contract again: it is in the second evidence.'),
      1037: know('fatima', '-12m', 'Do not touch line 9, the director’s, before six.'),
      1040: know('fatima', '-12m', 'He wants a letter and no call.'),
      1045: know('fatima', '-12m', 'She flies on Friday.'),
    },
    receivers: { 1034: 'samuel', 1037: 'tomasz', 1040: 'samuel', 1045: 'linh' },
    sent: '-11m',
    afterwards: [
      {
        act: 'read',
        at: '-9m',
        by: 'samuel',
        case: 1040,
        lines: 99,
        comment: 'He keeps the card and objects in writing.',
      },
      { act: 'accept', at: '-8m', by: 'samuel', case: 1040 },
      {
        act: 'decline',
        at: '-5m',
        by: 'linh',
        case: 1045,
        text: 'I have Raj’s three tonight. Somebody with fewer?',
      },
    ],
  },
  {
    giver: 'raj',
    ends: 95,
    builds: [{ at: '-11m', cases: [1016, 1033, 1039] }],
    shift: {
      program: 'northwind',
      text: 'Firmware 4.2 is still being rolled back, region by region. Callers with a red light: do not reset, note the serial number.\nMast 7714: Tomasz posts every half hour in C-1043.',
    },
    turns: {
      1016: know('raj', '-10m', 'If the engineer moves the visit, offer the Saturday slot first.'),
      1033: know(
        'raj',
        '-10m',
        '- Do not promise a time for the codes\n- If her bank calls again: they can switch her to the app',
      ),
      1039: by(
        'raj',
        '-10m',
        under('Actions', '- Call back everybody who rang before noon'),
        under('What to know', 'Never ask for a factory reset: the old image is gone after it.'),
      ),
    },
    receivers: { 1016: 'linh', 1033: 'linh', 1039: 'linh' },
    sent: '-8m',
    afterwards: [
      {
        act: 'read',
        at: '-6m',
        by: 'linh',
        case: 1033,
        lines: 3,
        comment: 'P2, Tier 2 has not answered, next word to her soon.',
      },
      { act: 'ask', at: '-5m', by: 'linh', case: 1033, text: 'Has anybody told her bank that it is us?' },
      {
        act: 'answer',
        at: '-3m',
        by: 'raj',
        case: 1033,
        text: 'No. Only she knows, and she asked us not to.',
      },
    ],
  },
  {
    giver: 'maya',
    ends: 65,
    builds: [
      { at: '-7m', cases: [1014, 1019, 1022, 1027, 1031, 1035] },
      { at: '-1m', cases: [1042] },
    ],
    shift: { program: 'northwind', text: 'Billing answers until eight tonight.' },
    turns: {
      1014: know('maya', '-6m', 'Nobody unlocks the account by phone, whoever calls.'),
      1035: know('maya', '-4m', 'If the tracking proof is not enough, ask Inês, not the warehouse.'),
    },
    receivers: { 1014: 'linh', 1035: 'linh' },
  },
];
