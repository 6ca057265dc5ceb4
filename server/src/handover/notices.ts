import {
  HANDOVER_GRACE_MS,
  type HandoverItemState,
  LEADS_NOTICE_MS,
  RECEIVER_NOTICE_MS,
} from '@caseroom/shared/handover';

const HOUR_MS = 3_600_000;
const HALF_HOUR_MS = HOUR_MS / 2;

/** A packet is given up this long after its shift ended: what nobody took is its giver's when they come back, ms. */
export const KEPT_AFTER_SHIFT_MS = 8 * HOUR_MS;

/** The half hour that is an hour away at least. */
export const defaultShiftEnd = (now: Date): Date =>
  new Date(Math.ceil((now.getTime() + HOUR_MS) / HALF_HOUR_MS) * HALF_HOUR_MS);

export interface NoticeFacts {
  readonly state: HandoverItemState;
  readonly shiftEndsAt: Date;
  /** When it came into the packet, was offered or came back: the latest of them. */
  readonly movedAt: Date;
  /** The end of the shift that was spoken of already, if any. */
  readonly remindedFor: Date | null;
  readonly leadsToldFor: Date | null;
}

/** Whom an item that nobody has accepted is to be brought to mind now; each once for an end of the shift. */
export function noticeOf(facts: NoticeFacts, now: Date): 'leads' | 'receiver' | null {
  const { state, shiftEndsAt, remindedFor, leadsToldFor } = facts;
  if (state === 'accepted' || state === 'withdrawn') return null;
  const told = (forEnd: Date | null) => forEnd?.getTime() === shiftEndsAt.getTime();
  if (now >= noticeAt(facts, LEADS_NOTICE_MS)) return told(leadsToldFor) ? null : 'leads';
  const isReceivers = state === 'offered' && now >= noticeAt(facts, RECEIVER_NOTICE_MS);
  return isReceivers && !told(remindedFor) ? 'receiver' : null;
}

/** So long before the end of the shift; not before somebody had a moment for it, unless the shift ends first. */
function noticeAt({ shiftEndsAt, movedAt }: NoticeFacts, ahead_ms: number): Date {
  const end = shiftEndsAt.getTime();
  const grace = Math.min(end, movedAt.getTime() + HANDOVER_GRACE_MS);
  return new Date(Math.max(end - ahead_ms, grace));
}
