import type { Priority } from '@caseroom/shared/case';
import type {
  InterimChannel,
  InterimFinding,
  InterimOverride,
  InterimSettings,
  InterimState,
} from '@caseroom/shared/interim';
import type { Role } from '@caseroom/shared/people';
import { type Refusal, refuse } from '@caseroom/shared/refusal';

/** Somebody who has been let into the case. */
export interface Seat {
  readonly personId: string;
  readonly role: Role;
}

/** A message and its case as they are under their locks. */
export interface InterimFacts {
  readonly state: InterimState;
  readonly askedById: string | null;
  /** Everybody with an edit in its note. */
  readonly authorIds: readonly string[];
  readonly needsApproval: boolean;
}

const writers: readonly Role[] = ['agent', 'senior', 'lead'];

/** Shortest reason that is one, in characters. */
const MIN_REASON_CHARS = 3;

export const needsApproval = (
  { approval }: Pick<InterimSettings, 'approval'>,
  channel: InterimChannel,
  priority: Priority,
): boolean => approval[channel].includes(priority);

export function judgeEdit({ state }: InterimFacts, seat: Seat): Refusal | null {
  if (!writers.includes(seat.role)) return refuse('read-only');
  if (state === 'draft' || state === 'waiting') return null;
  return refuse('conflict', 'This update has been released: its words stand.');
}

/** What a release comes to: the words leave, or a lead is asked first. */
export function decideRelease(facts: InterimFacts, seat: Seat): 'leave' | 'ask' | Refusal {
  if (!writers.includes(seat.role)) return refuse('read-only');
  if (facts.state === 'waiting') return refuse('conflict', 'This update waits for a lead already.');
  if (facts.state !== 'draft') return refuse('conflict', 'This update has been released already.');
  return facts.needsApproval ? 'ask' : 'leave';
}

/** Four eyes: who asks, or wrote any of it, does not approve it. */
export function judgeApproval(facts: InterimFacts, seat: Seat): Refusal | null {
  if (seat.role !== 'lead') return refuse('no-access', 'A lead of the program approves messages.');
  if (facts.state !== 'waiting') return refuse('conflict', 'This update does not wait for approval.');
  if (facts.askedById === seat.personId)
    return refuse('no-access', 'You asked for this yourself: another lead approves it.');
  if (facts.authorIds.includes(seat.personId))
    return refuse('no-access', 'You wrote in it yourself: another lead approves it.');
  return null;
}

/** A lead gives it back with a comment; whoever asked takes it back. */
export function judgeReturn({ state, askedById }: InterimFacts, seat: Seat): Refusal | null {
  if (state !== 'waiting') return refuse('conflict', 'This update does not wait for approval.');
  if (seat.role === 'lead' || seat.personId === askedById) return null;
  return refuse('no-access', 'A lead, or whoever asked, gives it back.');
}

export function judgeRetry({ state }: InterimFacts, seat: Seat): Refusal | null {
  if (!writers.includes(seat.role)) return refuse('read-only');
  return state === 'failed' ? null : refuse('conflict', 'This update did not fail.');
}

export function judgeCall({ state }: InterimFacts, seat: Seat): Refusal | null {
  if (!writers.includes(seat.role)) return refuse('read-only');
  return state === 'to-call' ? null : refuse('conflict', 'This update is not waiting to be called.');
}

export type Overridden = InterimFinding & { readonly reason: string };

/** The findings with the reasons that were given for them, or why it may not leave: first what nobody may override. */
export function settleFindings(
  findings: readonly InterimFinding[],
  overrides: readonly InterimOverride[],
): readonly Overridden[] | Refusal {
  const reasons = new Map(overrides.map(({ key, reason }) => [key, reason.trim()]));
  const open = findings.filter(
    ({ key, never }) => never || (reasons.get(key)?.length ?? 0) < MIN_REASON_CHARS,
  );
  if (open.length > 0) {
    const fields = open.map(({ key, hint }) => ({ path: key, message: hint }));
    const never = open.filter((finding) => finding.never).length;
    const words =
      never > 0
        ? `${counted(never, 'thing')} must be put right before this can leave.`
        : `${counted(open.length, 'thing')} must be put right, or said why ${open.length === 1 ? 'it is' : 'they are'} fine.`;
    return refuse('invalid', words, { fields });
  }
  return findings.map((finding) => ({ ...finding, reason: reasons.get(finding.key) ?? '' }));
}

const counted = (n: number, word: string): string => (n === 1 ? `One ${word}` : `${n} ${word}s`);

/** What somebody may do now, for the page to offer. */
export const rightsIn = (facts: InterimFacts, seat: Seat) => ({
  edit: judgeEdit(facts, seat) === null,
  release: typeof decideRelease(facts, seat) === 'string',
  approve: judgeApproval(facts, seat) === null,
  giveBack: judgeReturn(facts, seat) === null,
  retry: judgeRetry(facts, seat) === null,
  call: judgeCall(facts, seat) === null,
});

/** A state does not go back because an older report comes in late. */
export function afterReport(state: InterimState, report: 'delivered' | 'failed'): InterimState {
  if (state === 'delivered') return state;
  return report === 'delivered' ? 'delivered' : state === 'queued' || state === 'sent' ? 'failed' : state;
}
