import type { Handover, HandoverItem } from '@caseroom/shared/handover';
import { describe, expect, it } from 'vitest';
import { nextAt } from './next-at.ts';
import { acceptable, factsOf, firstToSee, gapsOf, groupsOf, nextOffered, readinessOf } from './packet.ts';
import { sheetsOf } from './sheets.ts';
import { standingOf } from './standing.ts';

const person = (id: string, name: string) => ({ id, name, colour: 1 });
const maya = person('maya', 'Maya Okafor');
const raj = person('raj', 'Raj Verma');
const program = { id: 'northwind', name: 'Northwind Mobile', client: 'Northwind' };
const now = new Date('2026-11-22T16:00:00.000Z');

function item(number: string, change: Partial<HandoverItem> = {}): HandoverItem {
  return {
    case: {
      id: number,
      number,
      subject: `About ${number}`,
      status: 'open',
      priority: 'P2',
      customerName: 'Elena Ruiz',
      program,
      owner: maya,
    },
    noteId: `note-${number}`,
    state: 'unsent',
    receiver: null,
    offeredAt: null,
    settledBy: null,
    settledAt: null,
    reason: null,
    leadsToldAt: null,
    obstacle: null,
    record: { timer: null, nextUpdateAt: null, pause: null, followUps: [], escalation: null },
    parts: [
      {
        section: 'Summary',
        filled: false,
        lines: ['one', 'two'].map((text) => ({ key: text, text, readBack: null })),
      },
    ],
    missing: [],
    questions: [],
    rights: { choose: false, withdraw: false, take: false, answer: false, assign: false },
    ...change,
  };
}

const packet = (...items: HandoverItem[]): Handover => ({
  id: 'packet',
  state: 'sent',
  giver: maya,
  startedAt: now.toISOString(),
  shiftEndsAt: now.toISOString(),
  sentAt: null,
  closedAt: null,
  shift: [],
  items,
  rights: { edit: true },
});

const take = { choose: false, withdraw: false, take: true, answer: false, assign: false };
const offered = (number: string, change: Partial<HandoverItem> = {}) =>
  item(number, { state: 'offered', receiver: raj, rights: take, ...change });
const readParts = item('x').parts.map((part) => ({
  ...part,
  lines: part.lines.map((line) => ({ ...line, readBack: { at: now.toISOString(), comment: null } })),
}));

describe('a packet', () => {
  it('says what keeps it from being sent, by what it is', () => {
    const silent = item('C-1', { missing: ['Summary', 'What to know'] });
    const ready = item('C-2', { receiver: raj });
    const over = item('C-3', { receiver: raj, obstacle: 'The case is resolved.' });
    const { ready: go, waiting } = readinessOf([silent, ready, over, offered('C-4')]);
    expect(go).toEqual([ready]);
    expect(gapsOf(waiting).map(({ what, items }) => [what, items.map((one) => one.case.number)])).toEqual([
      ['No receiver', ['C-1']],
      ['Summary', ['C-1']],
      ['What to know', ['C-1']],
      ['Nothing to hand over', ['C-3']],
    ]);
  });

  it('counts what the next shift walks into', () => {
    const soon = new Date(now.getTime() + 3_600_000).toISOString();
    const { record } = item('C-1');
    const busy = item('C-1', {
      record: { ...record, timer: { kind: 'resolution', dueAt: soon, soonAt: null }, nextUpdateAt: soon },
    });
    expect(factsOf([busy, item('C-2')], now)).toEqual([
      '1 case within 2 h of a deadline',
      '1 customer update due',
    ]);
    expect(factsOf([{ ...busy, state: 'withdrawn' }], now)).toEqual([]);
  });

  it('puts a receiver’s part first, and before all what a lead must rescue among the others', () => {
    const late = item('C-1', {
      state: 'offered',
      receiver: person('linh', 'Linh Tran'),
      leadsToldAt: now.toISOString(),
      rights: { ...take, take: false, assign: true },
    });
    const held = packet(late, item('C-2', { state: 'accepted', receiver: maya }), offered('C-3'));
    expect(groupsOf(held, 'raj').map(({ title, items }) => [title, items.length])).toEqual([
      ['Your part, 1 case', 1],
      ['Nobody has accepted', 1],
      ['Others', 1],
    ]);
    expect(firstToSee(held, 'raj')?.case.number).toBe('C-3');
    expect(firstToSee(held, 'ines')?.case.number).toBe('C-1');
  });

  it('lets everything be accepted that is read back, and goes on to the next case around the end', () => {
    const held = packet(
      offered('C-1'),
      offered('C-2', { parts: readParts }),
      offered('C-3', { obstacle: 'x' }),
    );
    expect(acceptable(held, 'raj').map((one) => one.case.number)).toEqual(['C-2']);
    expect(nextOffered(held, 'C-2')?.case.number).toBe('C-3');
    expect(nextOffered(packet(offered('C-1'), item('C-2')), 'C-2')?.case.number).toBe('C-1');
    expect(nextOffered(packet(item('C-1')), 'C-1')).toBeUndefined();
  });

  it.each([
    [item('C-1'), 'giver', 'no receiver', 'warn'],
    [item('C-1', { receiver: raj, missing: ['Summary'] }), 'giver', 'Summary missing', 'warn'],
    [item('C-1', { receiver: raj }), 'giver', 'ready for Raj', 'good'],
    [offered('C-1'), 'giver', 'Raj: not read yet', 'plain'],
    [offered('C-1', { parts: readParts }), 'receiver', 'read back, ready to accept', 'good'],
    [item('C-1', { state: 'declined', receiver: raj, settledBy: raj }), 'giver', 'Raj declined', 'bad'],
    [item('C-1', { state: 'withdrawn' }), 'giver', 'stays with you', 'plain'],
    [offered('C-1', { leadsToldAt: now.toISOString() }), 'watcher', 'Raj: not read yet', 'warn'],
  ] as const)('says where a case stands %#', (one, part, words, tone) => {
    expect(standingOf(one, part, { giver: maya })).toEqual({ words, tone });
  });
});

describe('the end of a shift', () => {
  it('is the next time the clock shows it, within sixteen hours', () => {
    const local = new Date(2026, 10, 22, 22, 30);
    expect(nextAt('23:00', local)).toEqual(new Date(2026, 10, 22, 23, 0));
    expect(nextAt('06:00', local)).toEqual(new Date(2026, 10, 23, 6, 0));
    expect(nextAt('22:00', local)).toBeNull();
    expect(nextAt('soon', local)).toBeNull();
  });
});

describe('a packet on paper', () => {
  const signature = (as: 'giver' | 'receiver', at: string, text: string) => ({
    id: `${as}-${at}`,
    caseId: 'C-1',
    as,
    person: as === 'giver' ? maya : raj,
    at,
    hash: 'ab',
    intact: true,
    signed: {
      case: { ...item('C-1').case, program: 'Northwind Mobile' },
      giver: 'Maya Okafor',
      receiver: 'Raj Verma',
      shiftEndsAt: now.toISOString(),
      shiftText: '',
      noteSeq: 1,
      record: item('C-1').record,
      parts: [{ section: 'Summary' as const, lines: [{ text, readBack: null, ticked: true }] }],
      questions: [],
    },
  });

  it('reads as the receiver signed it, with the giver’s latest signature beside', () => {
    const held = packet(item('C-1', { state: 'accepted', receiver: raj }), item('C-2'));
    const [signed, unsigned] = sheetsOf(held, [
      signature('receiver', '2026-11-22T17:40:00.000Z', 'as accepted'),
      signature('giver', '2026-11-22T17:22:00.000Z', 'as sent again'),
      signature('giver', '2026-11-22T17:00:00.000Z', 'as sent'),
    ]);
    expect(signed?.parts[0]?.lines[0]?.text).toBe('as accepted');
    expect(signed?.given?.at).toBe('2026-11-22T17:22:00.000Z');
    expect(signed?.standing).toBe('Accepted by Raj Verma');
    expect(unsigned?.given).toBeUndefined();
    expect(unsigned?.parts[0]?.lines.map(({ text }) => text)).toEqual(['one', 'two']);
  });
});
