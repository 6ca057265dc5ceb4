import { Role } from '@caseroom/shared/people';
import type { Marking, ReviewState } from '@caseroom/shared/quality';
import { isRefusal } from '@caseroom/shared/refusal';
import type { ScorecardBody } from '@caseroom/shared/scorecard';
import { describe, expect, it } from 'vitest';
import { Random } from '../note/history/testing/random.ts';
import {
  decide,
  mayRead,
  type ReviewCommand,
  type ReviewFacts,
  rightsIn,
  type Seat,
} from './review-rules.ts';

const scorecard: ScorecardBody = {
  name: 'Notes',
  passPercent: 80,
  sections: [
    {
      title: 'All',
      items: [
        {
          id: 'clear',
          text: 'Clear',
          help: '',
          weight: 50,
          scale: { kind: 'points', max: 4 },
          critical: false,
        },
        { id: 'safe', text: 'Safe', help: '', weight: 50, scale: { kind: 'yes-no' }, critical: true },
      ],
    },
  ],
};
const marking = (clear: number | null, safe: number | 'n/a' | null): Marking => ({
  summary: '',
  marks: [
    { item: 'clear', score: clear, remark: '', evidence: [] },
    { item: 'safe', score: safe, remark: '', evidence: [] },
  ],
});
const facts = (state: ReviewState, some: Partial<ReviewFacts> = {}): ReviewFacts => ({
  state,
  agentId: 'maya',
  reviewerId: 'aroha',
  scorecard,
  marking: marking(2, 1),
  objections: state === 'disputed' ? [{ item: 'clear', reason: 'It says so in line two.' }] : [],
  ...some,
});
const maya: Seat = { personId: 'maya', role: 'agent' };
const raj: Seat = { personId: 'raj', role: 'agent' };
const tomasz: Seat = { personId: 'tomasz', role: 'senior' };
const aroha: Seat = { personId: 'aroha', role: 'qa' };
const ewa: Seat = { personId: 'ewa', role: 'qa' };
const ines: Seat = { personId: 'ines', role: 'lead' };
const joana: Seat = { personId: 'joana', role: 'client' };

describe('who may read a review', () => {
  it.each<[ReviewState, Seat, boolean]>([
    ['drafted', aroha, true],
    ['drafted', ewa, false],
    ['drafted', ines, false],
    ['drafted', maya, false],
    ['submitted', maya, true],
    ['submitted', ewa, true],
    ['submitted', ines, true],
    ['submitted', raj, false],
    ['submitted', tomasz, false],
    ['settled', joana, false],
    ['settled', { personId: 'maya', role: 'client' }, false],
  ])('%s: %o → %s', (state, seat, expected) => expect(mayRead(facts(state), seat)).toBe(expected));
});

describe('decide', () => {
  it('submits what is scored whole, and names what is not', () => {
    expect(decide(facts('drafted'), { do: 'submit' }, aroha)).toMatchObject({
      state: 'submitted',
      result: { percent: 75, passed: false },
    });
    expect(decide(facts('drafted', { marking: marking(2, null) }), { do: 'submit' }, aroha)).toMatchObject({
      refused: 'invalid',
      fields: [{ path: 'safe' }],
    });
  });

  it.each([
    ['an item of another scorecard', [{ item: 'tone', score: 1, remark: '', evidence: [] }]],
    ['more points than there are', [{ item: 'clear', score: 5, remark: '', evidence: [] }]],
    ['an item twice', [...marking(1, 1).marks, ...marking(1, 1).marks]],
  ])('does not save %s', (_, marks) => {
    const command = { do: 'save', marking: { marks, summary: '' } } as const;
    expect(decide(facts('drafted'), command, aroha)).toMatchObject({ refused: 'invalid' });
  });

  it('upholds a dispute with changed scores of disputed items, and counts anew', () => {
    const command = { do: 'settle', verdict: 'upheld', reply: 'So it does.' } as const;
    const settled = decide(facts('disputed'), { ...command, scores: [{ item: 'clear', score: 4 }] }, ines);
    expect(settled).toMatchObject({
      state: 'settled',
      changes: [{ item: 'clear', from: 2, to: 4 }],
      result: { percent: 100, passed: true },
    });
    for (const scores of [
      [],
      [{ item: 'safe', score: 0 }],
      [{ item: 'clear', score: 2 }],
      [{ item: 'clear', score: 9 }],
    ])
      expect(decide(facts('disputed'), { ...command, scores }, ines)).toMatchObject({ refused: 'invalid' });
  });

  it('rejects a dispute and leaves the scores', () => {
    const command: ReviewCommand = { do: 'settle', verdict: 'rejected', reply: 'A guess.', scores: [] };
    expect(decide(facts('disputed'), command, aroha)).toEqual({ state: 'settled', changes: [] });
    expect(decide(facts('disputed'), command, maya)).toMatchObject({ refused: 'no-access' });
    expect(decide(facts('disputed'), command, raj)).toMatchObject({ refused: 'not-found' });
  });
});

const next: Record<ReviewState, readonly (ReviewState | null)[]> = {
  drafted: ['drafted', 'submitted', null],
  submitted: ['acknowledged', 'disputed'],
  acknowledged: [],
  disputed: ['settled'],
  settled: [],
};
const doers: Record<ReviewCommand['do'], readonly string[]> = {
  save: ['aroha'],
  discard: ['aroha'],
  submit: ['aroha'],
  acknowledge: ['maya'],
  dispute: ['maya'],
  settle: ['aroha', 'ewa', 'ines', 'someone'],
};
const commands: readonly ReviewCommand[] = [
  { do: 'save', marking: marking(3, 1) },
  { do: 'save', marking: marking(null, 'n/a') },
  { do: 'discard' },
  { do: 'submit' },
  { do: 'acknowledge' },
  { do: 'dispute', objections: [{ item: 'clear', reason: 'No.' }] },
  { do: 'settle', verdict: 'rejected', reply: 'Still.', scores: [] },
  { do: 'settle', verdict: 'upheld', reply: 'Right.', scores: [{ item: 'clear', score: 4 }] },
];
const seats = [
  maya,
  raj,
  tomasz,
  aroha,
  ewa,
  ines,
  joana,
  ...Role.options.map((role): Seat => ({ personId: 'someone', role })),
];

describe('any order of acts by anybody', () => {
  it.each([1, 2, 3, 4])('goes only forward, only by those whose step it is, seed %i', (seed) => {
    const random = new Random(seed);
    for (let run = 0; run < 200; run++) {
      let review = facts('drafted');
      for (let act = 0; act < 30; act++) {
        const command = random.pick(commands);
        const seat = random.pick(seats);
        const offered = rightsIn(review, seat);
        const step = decide(review, command, seat);
        if (isRefusal(step)) continue;
        expect(next[review.state]).toContain(step.state);
        expect(doers[command.do]).toContain(seat.personId);
        expect(offered.score || offered.answer || offered.settle).toBe(true);
        if (step.state === null) break;
        if (review.state !== 'drafted') expect(step.marking).toBeUndefined();
        if (step.state === 'submitted') expect(step.result?.unscored).toEqual([]);
        review = { ...review, ...step, state: step.state };
      }
    }
  });
});
