import type { HandoverCandidate } from '@caseroom/shared/handover';
import { describe, expect, it } from 'vitest';
import { balance, type CaseToPlace } from './balance.ts';

const one = (caseId: string, more: Partial<CaseToPlace> = {}): CaseToPlace => ({
  caseId,
  programId: 'northwind',
  priority: 'P3',
  dueAt: null,
  writers: new Set(),
  ...more,
});
const who = (id: string, more: Partial<HandoverCandidate> = {}): HandoverCandidate => ({
  id,
  name: id,
  colour: 0,
  programId: 'northwind',
  role: 'agent',
  team: null,
  present: true,
  load: 0,
  offered: 0,
  ...more,
});
const chosen = (...given: Parameters<typeof balance>) =>
  Object.fromEntries(balance(...given).map(({ caseId, receiverId }) => [caseId, receiverId]));

describe('balance', () => {
  it('shares the cases out', () => {
    const cases = ['1', '2', '3', '4'].map((id) => one(id));
    expect(chosen(cases, [who('linh'), who('raj')])).toEqual({ 1: 'linh', 2: 'raj', 3: 'linh', 4: 'raj' });
  });
  it('counts what people have, and an urgent case for more', () => {
    const cases = [one('1'), one('2', { priority: 'P1' }), one('3')];
    expect(chosen(cases, [who('linh'), who('raj', { load: 1 })])).toEqual({ 2: 'linh', 1: 'raj', 3: 'raj' });
    expect(chosen([one('1')], [who('linh', { offered: 1 }), who('raj')])).toEqual({ 1: 'raj' });
    expect(chosen([one('1')], [who('linh'), who('raj')], new Map([['linh', 2]]))).toEqual({ 1: 'raj' });
  });
  it('prefers who is here, and who wrote in the case', () => {
    expect(chosen([one('1')], [who('linh', { present: false }), who('raj', { load: 9 })])).toEqual({
      1: 'raj',
    });
    expect(chosen([one('1', { writers: new Set(['raj']) })], [who('linh'), who('raj', { load: 2 })])).toEqual(
      {
        1: 'raj',
      },
    );
  });
  it('gives a critical case to a senior, and any to a lead last', () => {
    const people = [who('raj'), who('tomasz', { role: 'senior', load: 1 }), who('ines', { role: 'lead' })];
    expect(chosen([one('1', { priority: 'P1' })], people)).toEqual({ 1: 'tomasz' });
    expect(chosen([one('1')], [who('raj', { load: 20 }), who('ines', { role: 'lead' })])).toEqual({
      1: 'raj',
    });
    expect(chosen([one('1')], [who('ines', { role: 'lead' })])).toEqual({ 1: 'ines' });
  });
  it('never leaves a program, and says so when nobody is left', () => {
    const [first] = balance([one('1', { programId: 'kestrel' })], [who('raj')]);
    expect(first).toEqual({ caseId: '1', receiverId: null, why: 'nobody else takes cases of this program' });
  });
  it('says why', () => {
    const people = [who('raj', { load: 1, offered: 1 })];
    const cases = [one('1', { writers: new Set(['raj']) }), one('2')];
    expect(balance(cases, people).map(({ why }) => why)).toEqual([
      'here now, 2 open cases, wrote in this case',
      'here now, 2 open cases, more of this handover',
    ]);
  });
});
