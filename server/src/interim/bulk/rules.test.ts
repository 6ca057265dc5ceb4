import type { InterimFinding } from '@caseroom/shared/interim';
import { describe, expect, it } from 'vitest';
import { type BulkFacts, bulkRights, skipOf } from './rules.ts';

const finding = (rule: InterimFinding['rule'], never: boolean): InterimFinding => ({
  key: `${rule}:`,
  rule,
  quote: '',
  hint: `About ${rule}.`,
  never,
});
const facts = {
  status: 'open' as const,
  isLed: true,
  findings: [],
  overrides: [],
  needsApproval: false,
  isApproved: false,
};

describe('a case', () => {
  it('is left out for what cannot be mended rather than for what somebody could have given a reason for', () => {
    const findings = [finding('vague-promise', false), finding('no-recipient', true)];
    expect(skipOf({ ...facts, findings })).toEqual({ skip: 'no-address', why: 'About no-recipient.' });
  });
  it('is let through by a reason, but never against its customer’s wish', () => {
    const vague = finding('vague-promise', false);
    const optedOut = finding('opted-out', false);
    const overrides = [vague, optedOut].map(({ key }) => ({ key, reason: 'It is right' }));
    expect(skipOf({ ...facts, findings: [vague] })).toMatchObject({ skip: 'check' });
    expect(skipOf({ ...facts, findings: [vague], overrides })).toBeNull();
    expect(skipOf({ ...facts, findings: [vague, optedOut], overrides })).toMatchObject({ skip: 'opted-out' });
  });
});

describe('what a lead may do', () => {
  const counts = { waiting: 2, sent: 1, skipped: 1, failed: 0 };
  const bulk: BulkFacts = { state: 'stopped', madeById: 'ines', counts };
  const lead = { personId: 'ines', role: 'lead' as const };
  const none = { approve: false, giveBack: false, stop: false, carryOn: false, tryAgain: false };
  it('follows from where it stands', () => {
    expect(bulkRights(bulk, lead)).toEqual({ ...none, carryOn: true, tryAgain: true });
    expect(bulkRights({ ...bulk, state: 'running' }, lead)).toEqual({ ...none, stop: true });
    const done = { ...bulk, state: 'done' as const, counts: { ...counts, waiting: 0 } };
    expect(bulkRights(done, lead)).toEqual({ ...none, tryAgain: true });
    expect(bulkRights({ ...bulk, state: 'returned' }, lead)).toEqual(none);
  });
  it('is to approve what another wrote', () => {
    const waiting = { ...bulk, state: 'waiting' as const };
    expect(bulkRights(waiting, lead)).toEqual({ ...none, giveBack: true });
    expect(bulkRights(waiting, { ...lead, personId: 'raj' })).toEqual({
      ...none,
      approve: true,
      giveBack: true,
    });
  });
});
