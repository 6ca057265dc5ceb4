import type { NoteKind } from '@caseroom/shared/note';
import type { Score } from '@caseroom/shared/scorecard';
import type { PersonKey } from './people.ts';

/** An item that was not scored in full, or about which something was said. Moments are those of `when.ts`. */
export interface MarkScript {
  readonly item: string;
  readonly score?: Score;
  readonly remark?: string;
  /** Words of the note, within one line. */
  readonly quote?: string;
}

export interface ReviewScript {
  readonly case: number;
  readonly kind: NoteKind;
  readonly agent: PersonKey;
  readonly reviewer: PersonKey;
  readonly begun: string;
  /** Everything else is scored in full. */
  readonly marks: readonly MarkScript[];
  readonly summary: string;
  readonly submitted: string;
  readonly acknowledged?: string;
  readonly disputed?: { readonly at: string; readonly item: string; readonly reason: string };
  readonly settled?: {
    readonly at: string;
    readonly by: PersonKey;
    readonly reply: string;
    readonly item: string;
    readonly score: Score;
  };
}

/** A goal that followed from a review of the list below, by the case that was reviewed. */
export interface GoalScript {
  readonly case: number;
  readonly at: string;
  readonly by: PersonKey;
  readonly item: string;
  readonly what: string;
  /** From today on. */
  readonly dueInDays: number;
}

export const demoGoals: readonly GoalScript[] = [
  {
    case: 1005,
    at: '-3 11:30',
    by: 'ines',
    item: 'promise',
    what: 'Give every promise a day and a time, even a late one.',
    dueInDays: 14,
  },
];

export interface CalibrationScript {
  readonly case: number;
  readonly kind: NoteKind;
  readonly by: PersonKey;
  readonly at: string;
  readonly sheets: readonly {
    readonly by: PersonKey;
    /** Null: has not scored it yet. */
    readonly at: string | null;
    readonly marks: readonly MarkScript[];
  }[];
}

export const demoCalibrations: readonly CalibrationScript[] = [
  {
    case: 1003,
    kind: 'technical',
    by: 'aroha',
    at: '-2 08:40',
    sheets: [
      {
        by: 'aroha',
        at: '-2 09:05',
        marks: [
          { item: 'situation', score: 3 },
          { item: 'told', score: 0, remark: 'Only that he is happy.' },
          { item: 'promise', score: 'n/a' },
          { item: 'verified', score: 'n/a' },
          { item: 'order', score: 4 },
        ],
      },
      {
        by: 'ines',
        at: '-2 16:10',
        marks: [
          { item: 'situation', score: 3 },
          { item: 'told', score: 1, remark: 'A technical note; the interaction note has it.' },
          { item: 'promise', score: 'n/a' },
          { item: 'verified', score: 'n/a' },
          { item: 'order', score: 3 },
        ],
      },
    ],
  },
  {
    case: 1020,
    kind: 'interaction',
    by: 'daniel',
    at: '-1 14:00',
    sheets: [
      { by: 'daniel', at: '-1 14:20', marks: [{ item: 'identity', score: 0, remark: 'Not in the note.' }] },
      { by: 'aroha', at: null, marks: [] },
    ],
  },
];

/** In the order they happened. */
export const demoReviews: readonly ReviewScript[] = [
  {
    case: 1005,
    kind: 'case',
    agent: 'maya',
    reviewer: 'aroha',
    begun: '-3 09:40',
    submitted: '-3 09:58',
    acknowledged: '-3 10:20',
    summary: 'Easy to pick up and kind to the customer. The promise needs a date.',
    marks: [
      {
        item: 'promise',
        score: 0,
        quote: 'No date given.',
        remark:
          'He called again because nobody had said when. A day, even a late one, would have spared that call.',
      },
      { item: 'order', score: 3, remark: 'The letter’s own date would help at the top.' },
      { item: 'facts', quote: 'filed under his other account' },
    ],
  },
  {
    case: 1006,
    kind: 'interaction',
    agent: 'samuel',
    reviewer: 'aroha',
    begun: '-3 14:00',
    submitted: '-3 14:12',
    disputed: {
      at: '-3 16:20',
      item: 'identity',
      reason: 'She was verified by the card menu before the call reached me.',
    },
    settled: {
      at: '-2 09:15',
      by: 'daniel',
      item: 'identity',
      score: 1,
      reply:
        'The call record shows it. Please write “verified by menu” next time, so the note says it alone.',
    },
    summary: 'Quick and clear. The note does not say how she was verified.',
    marks: [
      { item: 'identity', score: 0, remark: 'Nothing about it in the note.' },
      { item: 'order', score: 'n/a' },
      { item: 'vulnerable', score: 'n/a' },
      { item: 'complaint', score: 'n/a' },
      { item: 'promise', score: 'n/a' },
      { item: 'amounts', score: 'n/a' },
    ],
  },
  {
    case: 1018,
    kind: 'interaction',
    agent: 'maya',
    reviewer: 'aroha',
    begun: '-2 13:30',
    submitted: '-2 13:48',
    acknowledged: '-2 14:30',
    summary: 'The poster’s wording in quotes is exactly what marketing needed.',
    marks: [
      { item: 'situation', score: 3, remark: 'Which kiosk?' },
      {
        item: 'facts',
        quote: 'Kiosk poster does not mention the app.',
        remark: 'Fact and cause kept apart. Good.',
      },
    ],
  },
  {
    case: 1010,
    kind: 'follow-up',
    agent: 'raj',
    reviewer: 'aroha',
    begun: '-1 10:05',
    submitted: '-1 10:22',
    disputed: {
      at: '-4h10',
      item: 'told',
      reason: 'The courier’s slot is what he was told, and it is in the first line.',
    },
    summary: 'A promise kept, and the note proves it. It says little about what the customer heard.',
    marks: [
      { item: 'told', score: 0, remark: 'What did we tell him about the delay?' },
      { item: 'situation', score: 2, remark: 'Why was the power supply missing?' },
      { item: 'promise', quote: 'before noon', remark: 'With an owner and a time. This is how.' },
      { item: 'verified', score: 'n/a' },
    ],
  },
  {
    case: 1001,
    kind: 'case',
    agent: 'maya',
    reviewer: 'aroha',
    begun: '-1 15:10',
    submitted: '-1h20',
    summary: 'Cause, proof and outcome in five lines. What is missing is how she was verified.',
    marks: [
      { item: 'brief', score: 3, quote: 'REJ-05', remark: 'Fine for us; say “name mismatch” first.' },
      { item: 'verified', score: 0, remark: 'How did we know it was her?' },
      { item: 'promise', quote: 'Two working days after that.', remark: 'Now with a time. Well done.' },
      { item: 'resolution', score: 3 },
    ],
  },
];
