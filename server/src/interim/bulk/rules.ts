import type { Status } from '@caseroom/shared/case';
import { unresolvedStatuses } from '@caseroom/shared/case';
import type { InterimFinding, InterimOverride, InterimRule } from '@caseroom/shared/interim';
import type { BulkSend, BulkSkip, BulkState } from '@caseroom/shared/interim-bulk';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { type Seat, settleFindings } from '../rules.ts';

/** A case of a bulk send as it is now. */
export interface BulkCaseFacts {
  readonly status: Status;
  /** Whoever made the bulk send leads the case's program. */
  readonly isLed: boolean;
  readonly findings: readonly InterimFinding[];
  readonly overrides: readonly InterimOverride[];
  readonly needsApproval: boolean;
  readonly isApproved: boolean;
}

export interface Skipped {
  readonly skip: BulkSkip;
  readonly why: string;
}

/** Findings that have a name of their own among the reasons; the others are the check's. */
const skipsByRule: Partial<Record<InterimRule, BulkSkip>> = {
  'opted-out': 'opted-out',
  'no-recipient': 'no-address',
  'missing-variable': 'missing-variable',
  'channel-off': 'channel-off',
};

/** Why a case gets no message; null: it gets one. What a customer asked for themselves no reason outweighs. */
export function skipOf(facts: BulkCaseFacts): Skipped | null {
  if (!facts.isLed)
    return { skip: 'no-access', why: 'Whoever wrote this does not lead this case’s program any more.' };
  if (!unresolvedStatuses.includes(facts.status))
    return { skip: 'resolved', why: 'Its customer has been told that it is solved.' };
  const finding = openFinding(facts);
  if (finding) return { skip: skipsByRule[finding.rule] ?? 'check', why: wordsOf(finding) };
  if (facts.needsApproval && !facts.isApproved)
    return { skip: 'approval', why: 'A second lead has to agree to messages of this priority.' };
  return null;
}

function openFinding({ findings, overrides }: BulkCaseFacts): InterimFinding | undefined {
  const isOpen = (finding: InterimFinding) =>
    finding.rule === 'opted-out' || isRefusal(settleFindings([finding], overrides));
  return findings.filter(isOpen).sort((a, b) => Number(b.never) - Number(a.never))[0];
}

const wordsOf = ({ quote, hint }: InterimFinding): string => (quote ? `“${quote}”: ${hint}` : hint);

/** A bulk send as it is under its lock. */
export interface BulkFacts {
  readonly state: BulkState;
  readonly madeById: string;
  readonly counts: BulkSend['counts'];
}

const notLed = () => refuse('no-access', 'Leads of the program write to many of its customers.');

/** Four eyes: whoever wrote it does not approve it. */
export function judgeBulkApproval({ state, madeById }: BulkFacts, { role, personId }: Seat): Refusal | null {
  if (role !== 'lead') return notLed();
  if (state !== 'waiting') return refuse('conflict', 'This does not wait for approval.');
  return madeById === personId
    ? refuse('no-access', 'You wrote this yourself: another lead approves it.')
    : null;
}

/** A lead gives it back with a comment; whoever wrote it takes it back. */
export function judgeBulkReturn({ state }: BulkFacts, { role }: Seat): Refusal | null {
  if (role !== 'lead') return notLed();
  return state === 'waiting' ? null : refuse('conflict', 'This does not wait for approval.');
}

export function judgeStop({ state }: BulkFacts, { role }: Seat): Refusal | null {
  if (role !== 'lead') return notLed();
  return state === 'running' ? null : refuse('conflict', 'This is not being sent now.');
}

/** `again`: also those that were left out or failed. */
export function judgeCarryOn({ state, counts }: BulkFacts, { role }: Seat, again: boolean): Refusal | null {
  if (role !== 'lead') return notLed();
  if (state !== 'stopped' && state !== 'done')
    return refuse('conflict', 'Only what was stopped, or is done, can be carried on.');
  const left = counts.waiting + (again ? counts.skipped + counts.failed : 0);
  return left > 0 ? null : refuse('conflict', 'Nobody is left to write to.');
}

/** What somebody may do now, for the page to offer. */
export const bulkRights = (facts: BulkFacts, seat: Seat): BulkSend['rights'] => ({
  approve: judgeBulkApproval(facts, seat) === null,
  giveBack: judgeBulkReturn(facts, seat) === null,
  stop: judgeStop(facts, seat) === null,
  carryOn: judgeCarryOn(facts, seat, false) === null,
  tryAgain: facts.counts.skipped + facts.counts.failed > 0 && judgeCarryOn(facts, seat, true) === null,
});
