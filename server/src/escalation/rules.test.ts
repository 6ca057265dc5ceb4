import type { EscalationTarget } from '@caseroom/shared/escalation';
import { isRefusal } from '@caseroom/shared/refusal';
import { describe, expect, it } from 'vitest';
import {
  decide,
  type EscalationCommand,
  type EscalationFacts,
  isFor,
  judgeDraft,
  rightsIn,
  type Seat,
} from './rules.ts';

const maya: Seat = { personId: 'maya', role: 'agent', team: 'Day' };
const raj: Seat = { personId: 'raj', role: 'agent', team: 'Early' };
const tomasz: Seat = { personId: 'tomasz', role: 'senior', team: 'Tier 2' };
const wanjiru: Seat = { personId: 'wanjiru', role: 'senior', team: 'Tier 2' };
const ines: Seat = { personId: 'ines', role: 'lead', team: 'Day' };
const aroha: Seat = { personId: 'aroha', role: 'qa', team: 'Day' };

const sent: EscalationFacts = {
  state: 'sent',
  target: { kind: 'tier' },
  senderId: 'maya',
  settledBy: null,
  ownerId: 'maya',
  caseStatus: 'open',
};
const drafted: EscalationFacts = { ...sent, state: 'drafted' };
const accepted: EscalationFacts = {
  ...sent,
  state: 'accepted',
  settledBy: { id: 'tomasz', name: 'Tomasz Król' },
  ownerId: 'tomasz',
};
const send: EscalationCommand = { do: 'send', hasAsk: true, missing: [], receivers: 2 };
const accept = { do: 'accept' } as const;
const decline = { do: 'decline' } as const;
const withdraw = { do: 'withdraw' } as const;

describe('who an escalation is for', () => {
  const team: EscalationTarget = { kind: 'team', team: 'Day' };
  it.each([
    [{ kind: 'tier' }, tomasz, true],
    [{ kind: 'tier' }, maya, false],
    [{ kind: 'tier' }, ines, false],
    [team, maya, true],
    [team, ines, true],
    [team, raj, false],
    [team, aroha, false],
    [{ kind: 'person', personId: 'raj' }, raj, true],
    [{ kind: 'person', personId: 'raj' }, tomasz, false],
    [{ kind: 'person', personId: 'aroha' }, aroha, false],
  ] as [EscalationTarget, Seat, boolean][])('%o for %o: %s', (target, seat, expected) => {
    expect(isFor(target, seat)).toBe(expected);
  });
});

describe('beginning one', () => {
  const facts = { ownerId: 'maya', caseStatus: 'open', hasOpen: false } as const;
  it('is the owner’s or a lead’s to do', () => {
    expect([judgeDraft(facts, maya), judgeDraft(facts, ines)]).toEqual([null, null]);
    expect(judgeDraft(facts, tomasz)).toMatchObject({ refused: 'no-access' });
  });
  it('is refused while one is open, and in a closed case', () => {
    expect(judgeDraft({ ...facts, hasOpen: true }, maya)).toMatchObject({ refused: 'conflict' });
    expect(judgeDraft({ ...facts, caseStatus: 'closed' }, maya)).toMatchObject({
      detail: 'The case is closed. Reopen it first.',
    });
  });
});

describe('decide', () => {
  const becomes = (state: string) => ({ state });
  const refused = (code: string, detail?: string) => ({ refused: code, ...(detail && { detail }) });
  it.each([
    ['the sender sends a draft', drafted, send, maya, becomes('sent')],
    ['nobody else sends it', drafted, send, ines, refused('no-access')],
    ['a second click on send does nothing', sent, send, maya, null],
    [
      'a draft is not sent from a closed case',
      { ...drafted, caseStatus: 'closed' },
      send,
      maya,
      refused('conflict'),
    ],
    [
      'nor after the case has gone to somebody else',
      { ...drafted, ownerId: 'raj' },
      send,
      maya,
      refused('no-access'),
    ],
    ['nor to nobody', drafted, { ...send, receivers: 0 }, maya, refused('conflict')],
    [
      'nor without what it must say',
      drafted,
      {
        ...send,
        hasAsk: false,
        missing: [{ key: 'assessment', label: 'Assessment', section: 'Assessment' }],
      },
      maya,
      refused('invalid', 'Say what you ask for. “Assessment” says nothing yet.'),
    ],
    ['a senior accepts and owns', sent, accept, tomasz, { state: 'accepted', newOwnerId: 'tomasz' }],
    ['an agent does not accept for the tier', sent, accept, raj, refused('no-access')],
    [
      'the sender does not accept',
      { ...sent, senderId: 'tomasz', ownerId: 'raj' },
      accept,
      tomasz,
      refused('conflict'),
    ],
    ['nor the owner', { ...sent, ownerId: 'tomasz' }, accept, tomasz, refused('conflict')],
    ['nobody accepts a draft', drafted, accept, tomasz, refused('conflict')],
    [
      'the second is told who was first',
      accepted,
      accept,
      wanjiru,
      refused('conflict', 'Tomasz Król accepted this escalation first.'),
    ],
    ['a second click on accept does nothing', accepted, accept, tomasz, null],
    ['a closed case is not accepted', { ...sent, caseStatus: 'closed' }, accept, tomasz, refused('conflict')],
    ['but it is declined', { ...sent, caseStatus: 'closed' }, decline, tomasz, becomes('declined')],
    ['who has accepted does not decline', accepted, decline, tomasz, refused('conflict')],
    ['the sender withdraws', sent, withdraw, maya, becomes('withdrawn')],
    ['a lead withdraws a draft', drafted, withdraw, ines, becomes('withdrawn')],
    ['another agent does not', sent, withdraw, raj, refused('no-access')],
    ['nothing is withdrawn after it was accepted', accepted, withdraw, maya, refused('conflict')],
  ] as [string, EscalationFacts, EscalationCommand, Seat, object | null][])(
    '%s',
    (_, facts, command, seat, expected) => {
      const verdict = decide(facts, command, seat);
      if (expected === null) expect(verdict).toBeNull();
      else expect(verdict).toMatchObject(expected);
    },
  );

  it('offers each what would work', () => {
    expect(rightsIn(sent, tomasz)).toEqual({ edit: false, answer: true, withdraw: false });
    expect(rightsIn(sent, maya)).toEqual({ edit: false, answer: false, withdraw: true });
    expect(rightsIn(drafted, maya)).toEqual({ edit: true, answer: false, withdraw: true });
    expect(rightsIn(accepted, tomasz)).toEqual({ edit: false, answer: false, withdraw: false });
  });
});

/** The whole of a case's escalations as the rules leave it: what the database keeps, without it. */
class Model {
  ownerId = 'maya';
  caseStatus: EscalationFacts['caseStatus'] = 'open';
  escalations: { facts: Omit<EscalationFacts, 'ownerId' | 'caseStatus'>; acceptances: string[] }[] = [];
  moves: { from: string; to: string }[] = [];

  get open() {
    return this.escalations.find(({ facts }) => facts.state === 'drafted' || facts.state === 'sent');
  }
  draft(seat: Seat, target: EscalationTarget): void {
    const facts = { ownerId: this.ownerId, caseStatus: this.caseStatus, hasOpen: this.open !== undefined };
    if (judgeDraft(facts, seat) !== null) return;
    const made = { state: 'drafted', target, senderId: seat.personId, settledBy: null } as const;
    this.escalations.push({ facts: made, acceptances: [] });
  }
  command(index: number, command: EscalationCommand, seat: Seat): void {
    const escalation = this.escalations[index];
    if (!escalation) return;
    const facts = { ...escalation.facts, ownerId: this.ownerId, caseStatus: this.caseStatus };
    const step = decide(facts, command, seat);
    if (step === null || isRefusal(step)) return;
    const settledBy = step.state === 'sent' ? null : { id: seat.personId, name: seat.personId };
    escalation.facts = { ...escalation.facts, state: step.state, settledBy };
    if (step.state === 'accepted') escalation.acceptances.push(seat.personId);
    if (!step.newOwnerId) return;
    this.moves.push({ from: this.ownerId, to: step.newOwnerId });
    this.ownerId = step.newOwnerId;
  }
}

function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const RUNS = 200;
const STEPS = 120;
const everybody = [maya, raj, tomasz, wanjiru, ines, aroha];
const targets: EscalationTarget[] = [
  { kind: 'tier' },
  { kind: 'team', team: 'Day' },
  { kind: 'person', personId: 'raj' },
  { kind: 'person', personId: 'ines' },
];
const commands: EscalationCommand[] = [send, { ...send, receivers: 0 }, accept, accept, decline, withdraw];

describe('whatever many people ask for', () => {
  it.each(Array.from({ length: RUNS }, (_, i) => i + 1))(
    'ownership moves once for each acceptance, seed %i',
    (seed) => {
      const random = randomFrom(seed);
      const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
      const model = new Model();
      for (let step = 0; step < STEPS; step++) {
        const before = model.ownerId;
        if (random(8) === 0) model.caseStatus = pick(['open', 'open', 'waiting', 'closed'] as const);
        if (random(3) === 0) model.draft(pick(everybody), pick(targets));
        else model.command(random(model.escalations.length + 1), pick(commands), pick(everybody));
        expect(
          model.escalations.filter(({ facts }) => ['drafted', 'sent'].includes(facts.state)).length,
        ).toBeLessThan(2);
        if (model.ownerId !== before) expect(model.moves.at(-1)).toEqual({ from: before, to: model.ownerId });
      }
      const all = model.escalations.filter(({ facts }) => facts.state === 'accepted');
      expect(all.every(({ acceptances }) => acceptances.length === 1)).toBe(true);
      expect(model.moves.map(({ to }) => to)).toHaveLength(all.length);
      expect(model.moves.every(({ from, to }) => from !== to)).toBe(true);
      expect(model.moves.reduce((owner, { from, to }) => (owner === from ? to : 'nobody'), 'maya')).toBe(
        model.ownerId,
      );
    },
  );

  it('reaches every end', () => {
    const ends = new Set<string>();
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = randomFrom(seed);
      const model = new Model();
      for (let step = 0; step < STEPS; step++) {
        if (random(3) === 0)
          model.draft(everybody[random(6)] as Seat, targets[random(4)] as EscalationTarget);
        else model.command(random(9), commands[random(6)] as EscalationCommand, everybody[random(6)] as Seat);
      }
      for (const { facts } of model.escalations) ends.add(facts.state);
    }
    expect([...ends].sort()).toEqual(expect.arrayContaining(['accepted', 'declined', 'withdrawn']));
  });
});
