import type { HandoverItemState } from '@caseroom/shared/handover';
import { isRefusal } from '@caseroom/shared/refusal';
import { describe, expect, it } from 'vitest';
import {
  decide,
  type ItemCommand,
  type ItemFacts,
  judgeAnswer,
  judgeShiftEnd,
  obstacleOf,
  packetAfter,
  rightsIn,
  type Seat,
} from './rules.ts';

const seat = (personId: string, role: Seat['role']): Seat => ({ personId, role });
const [maya, raj, linh] = [seat('maya', 'agent'), seat('raj', 'agent'), seat('linh', 'agent')];
const [tomasz, ines, aroha] = [seat('tomasz', 'senior'), seat('ines', 'lead'), seat('aroha', 'qa')];
const named = ({ personId }: Seat) => ({ id: personId, name: personId });

const unsent: ItemFacts = {
  packet: 'drafting',
  state: 'unsent',
  giver: named(maya),
  receiver: named(raj),
  settledBy: null,
  owner: named(maya),
  caseStatus: 'open',
  leadsTold: false,
};
const offered: ItemFacts = { ...unsent, packet: 'sent', state: 'offered' };
const declined: ItemFacts = { ...offered, state: 'declined', settledBy: named(raj) };
const withdrawn: ItemFacts = { ...offered, state: 'withdrawn', settledBy: named(maya) };
const accepted: ItemFacts = { ...offered, state: 'accepted', settledBy: named(raj), owner: named(raj) };
const late = { leadsTold: true } as const;

const choose = (who: Seat | null, canReceive = true): ItemCommand => ({
  do: 'choose',
  receiver: who && { id: who.personId, canReceive },
});
const assign = (who: Seat, canReceive = true): ItemCommand => ({
  do: 'assign',
  receiver: { id: who.personId, canReceive },
});
const offer: ItemCommand = { do: 'offer', canReceive: true, missing: [] };
const accept: ItemCommand = { do: 'accept', unread: [] };
const decline: ItemCommand = { do: 'decline' };
const withdraw: ItemCommand = { do: 'withdraw' };
const read: ItemCommand = { do: 'read' };

const becomes = (state: HandoverItemState, who: Seat | null = raj) => ({
  state,
  receiverId: who?.personId ?? null,
});
const refused = (code: string, detail?: string) => ({ refused: code, ...(detail && { detail }) });

describe('one case of a packet', () => {
  it.each([
    ['the giver chooses somebody else', unsent, choose(linh), maya, becomes('unsent', linh)],
    ['the same choice again does nothing', unsent, choose(raj), maya, null],
    ['or nobody yet', unsent, choose(null), maya, becomes('unsent', null)],
    ['nobody else chooses', unsent, choose(linh), ines, refused('no-access')],
    ['not the giver', unsent, choose(maya), maya, refused('invalid', 'The giver cannot be the receiver.')],
    ['nor somebody who cannot take it', unsent, choose(aroha, false), maya, refused('invalid')],
    ['what came back is given to somebody else', declined, choose(linh), maya, becomes('unsent', linh)],
    ['what was kept is given after all', withdrawn, choose(raj), maya, becomes('unsent')],
    [
      'what waits is taken back first',
      offered,
      choose(linh),
      maya,
      refused('conflict', 'It waits for raj. Take it back before choosing somebody else.'),
    ],
    ['what is accepted stays so', accepted, choose(linh), maya, refused('conflict', 'raj has accepted it.')],
    [
      'nothing is chosen in a closed packet',
      { ...withdrawn, packet: 'closed' },
      choose(raj),
      maya,
      refused('conflict'),
    ],

    ['it is offered', unsent, offer, maya, becomes('offered')],
    ['a second click does nothing', offered, offer, maya, null],
    ['a lead does not send it for the giver', unsent, offer, ines, refused('no-access')],
    [
      'not to nobody',
      { ...unsent, receiver: null },
      offer,
      maya,
      refused('invalid', 'Choose who takes it over.'),
    ],
    ['nor to somebody who has left', unsent, { ...offer, canReceive: false }, maya, refused('invalid')],
    [
      'nor without its parts',
      unsent,
      { ...offer, missing: ['What to know'] },
      maya,
      refused('invalid', '“What to know” says nothing yet.'),
    ],
    [
      'nor resolved',
      { ...unsent, caseStatus: 'resolved' },
      offer,
      maya,
      refused('conflict', 'The case is resolved. There is nothing to hand over.'),
    ],
    [
      'nor owned by somebody else',
      { ...unsent, owner: named(tomasz) },
      offer,
      maya,
      refused('conflict', 'tomasz owns this case now. There is nothing to hand over.'),
    ],

    ['the receiver reads back', offered, read, raj, becomes('offered')],
    ['nobody else does', offered, read, linh, refused('no-access')],
    ['nor a lead who was not told', offered, read, ines, refused('no-access')],
    ['nor the giver', offered, read, maya, refused('no-access')],
    [
      'nothing is read back before it is sent',
      unsent,
      read,
      raj,
      refused('conflict', 'It has not been sent yet.'),
    ],

    ['the receiver accepts and owns', offered, accept, raj, { state: 'accepted', newOwnerId: 'raj' }],
    [
      'not before everything is read back',
      offered,
      { ...accept, unread: ['a', 'b'] },
      raj,
      refused('invalid', '2 lines are not read back yet.'),
    ],
    ['a second click on accept does nothing', accepted, accept, raj, null],
    ['nobody else accepts', offered, accept, tomasz, refused('no-access')],
    [
      'nor quality, chosen or not',
      { ...offered, receiver: named(aroha) },
      accept,
      aroha,
      refused('no-access'),
    ],
    [
      'a lead who was told accepts',
      { ...offered, ...late },
      accept,
      ines,
      { state: 'accepted', receiverId: 'ines', newOwnerId: 'ines' },
    ],
    ['even what was never sent', { ...unsent, ...late }, accept, ines, { newOwnerId: 'ines' }],
    [
      'but the giver never takes their own',
      { ...offered, ...late, giver: named(ines), owner: named(ines) },
      accept,
      ines,
      refused('no-access'),
    ],
    [
      'the second is told who was first',
      { ...accepted, ...late },
      accept,
      ines,
      refused('conflict', 'raj accepted it first.'),
    ],
    [
      'a resolved case is not taken over',
      { ...offered, caseStatus: 'resolved' },
      accept,
      raj,
      refused('conflict'),
    ],
    [
      'nor one that was escalated away',
      { ...offered, owner: named(tomasz) },
      accept,
      raj,
      refused('conflict', 'tomasz owns this case now. There is nothing to hand over.'),
    ],
    ['nor what was taken back', withdrawn, accept, raj, refused('conflict', 'maya took it back.')],
    [
      'nor what lapsed',
      { ...withdrawn, settledBy: null },
      accept,
      raj,
      refused('conflict', 'It stays with maya.'),
    ],

    ['the receiver declines', offered, decline, raj, becomes('declined')],
    ['also a resolved case', { ...offered, caseStatus: 'resolved' }, decline, raj, becomes('declined')],
    ['nobody declines for them', { ...offered, ...late }, decline, ines, refused('conflict')],
    ['nobody declines what they accepted', accepted, decline, raj, refused('conflict')],
    ['the giver takes back', offered, withdraw, maya, becomes('withdrawn')],
    ['keeps what came back', declined, withdraw, maya, becomes('withdrawn')],
    [
      'and cannot after it was accepted',
      accepted,
      withdraw,
      maya,
      refused('conflict', 'raj accepted it first.'),
    ],

    ['a lead finds somebody else', offered, assign(linh), ines, becomes('offered', linh)],
    ['for what came back', declined, assign(ines), ines, becomes('offered', ines)],
    [
      'not while the giver prepares it',
      unsent,
      assign(linh),
      ines,
      refused('conflict', 'maya is still preparing it.'),
    ],
    ['unless it is late', { ...unsent, ...late }, assign(linh), ines, becomes('offered', linh)],
    ['never the giver', offered, assign(maya), ines, refused('invalid')],
    ['only a lead does', offered, assign(linh), tomasz, refused('no-access')],
    [
      'nothing is found for what is accepted',
      accepted,
      assign(linh),
      ines,
      refused('conflict', 'raj accepted it first.'),
    ],
  ] as [string, ItemFacts, ItemCommand, Seat, object | null][])('%s', (_, facts, command, who, expected) => {
    const verdict = decide(facts, command, who);
    if (expected === null) expect(verdict).toBeNull();
    else expect(verdict).toMatchObject(expected);
  });

  it('offers each what would work', () => {
    const none = { choose: false, withdraw: false, take: false, answer: false, assign: false };
    expect(rightsIn(unsent, maya)).toEqual({ ...none, choose: true, withdraw: true, answer: true });
    expect(rightsIn(offered, raj)).toEqual({ ...none, take: true });
    expect(rightsIn(offered, ines)).toEqual({ ...none, assign: true });
    expect(rightsIn({ ...offered, ...late }, ines)).toEqual({ ...none, take: true, assign: true });
    expect(rightsIn({ ...offered, caseStatus: 'closed' }, raj)).toEqual(none);
    expect(rightsIn(accepted, raj)).toEqual(none);
  });

  it('says what is in the way', () => {
    expect(obstacleOf(offered)).toBeNull();
    expect(obstacleOf(accepted)).toBeNull();
    expect(obstacleOf({ ...offered, caseStatus: 'closed' })).toBe('The case is closed.');
  });

  it('is asked of its giver, who answers once', () => {
    expect(judgeAnswer(accepted, { answered: false }, maya)).toBeNull();
    expect(judgeAnswer(offered, { answered: true }, maya)).toMatchObject(refused('conflict'));
    expect(judgeAnswer(offered, { answered: false }, ines)).toMatchObject(refused('no-access'));
  });
});

it.each([
  ['drafting', ['unsent', 'withdrawn'], 'drafting'],
  ['drafting', ['unsent', 'offered'], 'sent'],
  ['sent', ['declined', 'accepted'], 'sent'],
  ['sent', ['withdrawn', 'accepted'], 'closed'],
  ['sent', ['withdrawn', 'withdrawn'], 'sent'],
  ['closed', ['withdrawn'], 'closed'],
] as const)('a %s packet of %o is %s', (now, items, then) => {
  expect(packetAfter(now, items)).toBe(then);
});

it('a shift ends later, and within sixteen hours', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const at = (hours: number) => judgeShiftEnd(new Date(now.getTime() + hours * 3_600_000), now);
  expect([at(0.5), at(16)]).toEqual([null, null]);
  for (const hours of [0, -1, 16.1]) expect(at(hours)).toMatchObject(refused('invalid'));
});

/** Packets over one floor's cases as the rules leave them: what the database keeps, without it. */
class Model {
  readonly cases = ['a', 'b', 'c'].map((id) => ({
    id,
    ownerId: 'maya',
    status: 'open' as ItemFacts['caseStatus'],
    /** The open follow-ups: whose they are. */
    followUps: ['maya', 'tomasz'],
  }));
  items: {
    caseId: string;
    giverId: string;
    state: HandoverItemState;
    receiverId: string | null;
    settledBy: string | null;
    leadsTold: boolean;
  }[] = [];
  moves = 0;

  build(giver: Seat): void {
    for (const { id, ownerId, status } of this.cases) {
      const held = this.items.some(
        (item) => item.caseId === id && item.giverId === giver.personId && item.state !== 'accepted',
      );
      if (ownerId === giver.personId && status !== 'resolved' && !held)
        this.items.push({
          caseId: id,
          giverId: giver.personId,
          state: 'unsent',
          receiverId: null,
          settledBy: null,
          leadsTold: false,
        });
    }
  }
  act(index: number, command: ItemCommand, who: Seat): void {
    const item = this.items[index];
    const one = this.cases.find(({ id }) => id === item?.caseId);
    if (!item || !one) return;
    const name = (id: string | null) => (id === null ? null : { id, name: id });
    const facts: ItemFacts = {
      packet: 'sent',
      state: item.state,
      giver: { id: item.giverId, name: item.giverId },
      receiver: name(item.receiverId),
      settledBy: name(item.settledBy),
      owner: { id: one.ownerId, name: one.ownerId },
      caseStatus: one.status,
      leadsTold: item.leadsTold,
    };
    const step = decide(facts, command, who);
    if (step === null || isRefusal(step)) return;
    const settled = step.state === 'accepted' || step.state === 'declined' || step.state === 'withdrawn';
    Object.assign(item, {
      state: step.state,
      receiverId: step.receiverId,
      settledBy: settled ? who.personId : null,
    });
    if (!step.newOwnerId) return;
    expect(one.ownerId).toBe(item.giverId);
    one.followUps = one.followUps.map((owner) =>
      owner === item.giverId ? (step.newOwnerId as string) : owner,
    );
    one.ownerId = step.newOwnerId;
    this.moves += 1;
  }
}

function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const RUNS = 100;
const STEPS = 150;
const everybody = [maya, raj, linh, tomasz, ines, aroha];

describe('whatever many people ask for', () => {
  it.each(Array.from({ length: RUNS }, (_, i) => i + 1))(
    'a case has one owner, who has accepted it, and no item or follow-up is lost, seed %i',
    (seed) => {
      const random = randomFrom(seed);
      const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
      const model = new Model();
      for (let step = 0; step < STEPS; step++) {
        const one = pick(model.cases);
        const before = {
          owners: model.cases.map(({ ownerId }) => ownerId),
          items: model.items.length,
          moves: model.moves,
        };
        if (random(12) === 0) one.status = pick(['open', 'waiting', 'resolved'] as const);
        else if (random(6) === 0) model.build(pick(everybody));
        else if (random(10) === 0) for (const item of model.items) item.leadsTold = random(2) === 0;
        else {
          const who = pick(everybody);
          const to = pick(everybody);
          const canReceive = to !== aroha;
          const command = pick([
            choose(to, canReceive),
            offer,
            offer,
            accept,
            accept,
            decline,
            withdraw,
            assign(to, canReceive),
          ]);
          model.act(random(model.items.length + 1), command, who);
        }
        const moved = model.cases.filter(({ ownerId }, i) => ownerId !== before.owners[i]).length;
        if (moved !== model.moves - before.moves || model.items.length < before.items)
          expect.fail(`${moved} cases moved at step ${step}, by ${model.moves - before.moves} acceptances`);
      }
      const accepted = model.items.filter(({ state }) => state === 'accepted');
      expect(accepted).toHaveLength(model.moves);
      for (const { id, ownerId, followUps } of model.cases) {
        const last = accepted.filter(({ caseId }) => caseId === id);
        const chain = last.map(({ receiverId }) => receiverId);
        expect(chain.length === 0 ? 'maya' : chain.includes(ownerId) && ownerId).toBe(ownerId);
        expect(ownerId).not.toBe('aroha');
        expect(followUps).toHaveLength(2);
        expect(followUps).toContain(ownerId);
      }
    },
  );

  it('reaches every state', () => {
    const states = new Set<string>();
    for (let seed = 1; seed <= 50; seed++) {
      const random = randomFrom(seed);
      const model = new Model();
      model.build(maya);
      for (let step = 0; step < STEPS; step++) {
        const commands = [choose(raj), offer, accept, decline, withdraw];
        model.act(random(3), commands[random(5)] as ItemCommand, everybody[random(6)] as Seat);
        for (const { state } of model.items) states.add(state);
      }
    }
    expect([...states].sort()).toEqual(['accepted', 'declined', 'offered', 'unsent', 'withdrawn']);
  });
});
