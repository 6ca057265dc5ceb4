import type { InterimFinding, InterimState } from '@caseroom/shared/interim';
import { isRefusal } from '@caseroom/shared/refusal';
import { describe, expect, it } from 'vitest';
import {
  afterReport,
  decideRelease,
  type InterimFacts,
  judgeApproval,
  judgeReturn,
  needsApproval,
  settleFindings,
} from './rules.ts';

const facts: InterimFacts = { state: 'draft', askedById: null, authorIds: ['maya'], needsApproval: false };
const agent = { personId: 'maya', role: 'agent' } as const;
const lead = { personId: 'ines', role: 'lead' } as const;

it('asks a lead where the program wants it for the channel and the priority', () => {
  const approval = { email: ['P1' as const], sms: [], chat: [], phone: [], portal: [] };
  expect(needsApproval({ approval }, 'email', 'P1')).toBe(true);
  expect(needsApproval({ approval }, 'email', 'P2')).toBe(false);
  expect(needsApproval({ approval }, 'sms', 'P1')).toBe(false);
});

describe('a release', () => {
  it('lets the words leave, or asks first', () => {
    expect(decideRelease(facts, agent)).toBe('leave');
    expect(decideRelease({ ...facts, needsApproval: true }, agent)).toBe('ask');
    expect(decideRelease({ ...facts, needsApproval: true }, lead)).toBe('ask');
  });
  it.each<InterimState>(['waiting', 'queued', 'sent', 'delivered', 'failed', 'shown', 'to-call'])(
    'is refused when it is %s',
    (state) => expect(isRefusal(decideRelease({ ...facts, state }, agent))).toBe(true),
  );
  it('is not for who only reads', () => {
    expect(isRefusal(decideRelease(facts, { personId: 'aroha', role: 'qa' }))).toBe(true);
  });
});

describe('approval', () => {
  const waiting: InterimFacts = { ...facts, state: 'waiting', askedById: 'maya', needsApproval: true };
  it('is a lead’s who neither asked nor wrote', () => {
    expect(judgeApproval(waiting, lead)).toBeNull();
    expect(judgeApproval(waiting, agent)?.refused).toBe('no-access');
    expect(judgeApproval({ ...waiting, askedById: 'ines' }, lead)?.refused).toBe('no-access');
    expect(judgeApproval({ ...waiting, authorIds: ['maya', 'ines'] }, lead)?.refused).toBe('no-access');
    expect(judgeApproval(facts, lead)?.refused).toBe('conflict');
  });
  it('is given back by a lead, or taken back by who asked', () => {
    expect(judgeReturn(waiting, lead)).toBeNull();
    expect(judgeReturn(waiting, agent)).toBeNull();
    expect(judgeReturn(waiting, { personId: 'raj', role: 'agent' })?.refused).toBe('no-access');
  });
});

describe('findings', () => {
  const finding = (key: string, never: boolean): InterimFinding => ({
    key,
    rule: never ? 'forbidden-digits' : 'vague-promise',
    quote: '',
    hint: 'Mend it.',
    never,
  });
  it('are put right, or given a reason', () => {
    expect(settleFindings([], [])).toEqual([]);
    expect(isRefusal(settleFindings([finding('soon', false)], []))).toBe(true);
    expect(isRefusal(settleFindings([finding('soon', false)], [{ key: 'soon', reason: ' x ' }]))).toBe(true);
    expect(settleFindings([finding('soon', false)], [{ key: 'soon', reason: 'a quote of theirs' }])).toEqual([
      { ...finding('soon', false), reason: 'a quote of theirs' },
    ]);
  });
  it('never leave with forbidden digits, whatever is said', () => {
    expect(isRefusal(settleFindings([finding('card', true)], [{ key: 'card', reason: 'they asked' }]))).toBe(
      true,
    );
  });
});

it.each<[InterimState, 'delivered' | 'failed', InterimState]>([
  ['queued', 'delivered', 'delivered'],
  ['sent', 'delivered', 'delivered'],
  ['sent', 'failed', 'failed'],
  ['delivered', 'failed', 'delivered'],
  ['failed', 'delivered', 'delivered'],
  ['draft', 'failed', 'draft'],
])('a report: %s, %s → %s', (state, report, next) => {
  expect(afterReport(state, report)).toBe(next);
});
