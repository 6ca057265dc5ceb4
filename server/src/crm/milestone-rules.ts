import type { CaseChange, CaseEventData, CaseEventKind } from '@caseroom/shared/case';
import type { CrmMilestone } from '@caseroom/shared/crm';
import type { InterimChannel } from '@caseroom/shared/interim';
import type { Audience, NoteKind } from '@caseroom/shared/note';

/** An entry of a case's ledger and, where it is about a note, what note. */
export interface Entry {
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly noteKind: NoteKind | null;
  readonly noteTitle: string | null;
  /** Of what the entry is about; null when for everybody. */
  readonly audience: Audience | null;
}

/** Entries that may be milestones: all that is read of a ledger. */
export const milestoneKinds = [
  'note.finalised',
  'escalation.sent',
  'escalation.accepted',
  'escalation.declined',
  'handover.accepted',
  'interim.released',
  'interim.sent',
  'interim.called',
  'case.changed',
] as const satisfies readonly CaseEventKind[];
export type MilestoneKind = (typeof milestoneKinds)[number];

/** Notes that are about our own people are nobody else's business, whoever may read them here. */
const neverLeaves: readonly NoteKind[] = ['supervisor'];

/**
 * What an entry is to the other system; null when it stays here. What not everybody on the case may read never leaves,
 * nor does what is for certain people only.
 */
export function milestoneOf(entry: Entry): CrmMilestone | null {
  const { kind, data, noteKind, audience } = entry;
  if (audience === 'leads' || data.between !== undefined) return null;
  if (noteKind !== null && neverLeaves.includes(noteKind)) return null;
  switch (kind as MilestoneKind) {
    case 'note.finalised':
      return finalised(noteKind);
    case 'escalation.sent':
    case 'escalation.accepted':
    case 'escalation.declined':
      return 'escalation';
    case 'handover.accepted':
      return 'handover';
    case 'interim.sent':
      return 'interim';
    case 'interim.released':
      // It stands on the customer's page from then on; the other channels have yet to take it.
      return data.channel === 'portal' ? 'interim' : null;
    case 'interim.called':
      return data.outcome === 'reached' || data.outcome === 'voicemail' ? 'interim' : null;
    case 'case.changed':
      return resolvedTo(data) ? 'resolution' : null;
    default:
      return null;
  }
}

function finalised(kind: NoteKind | null): CrmMilestone | null {
  if (kind === 'call-summary' || kind === 'interaction-summary') return 'summary';
  if (kind === 'resolution') return 'resolution';
  // A message to the customer is told of when it is sent.
  return kind === 'interim' ? null : 'note';
}

/** The status of a case that a change ended. */
export function resolvedTo(data: Entry['data']): 'resolved' | 'closed' | null {
  const { changes } = data as Partial<CaseEventData['case.changed']>;
  const status = changes?.find(({ field }: CaseChange) => field === 'status');
  if (status?.to === 'resolved') return 'resolved';
  return status?.to === 'closed' && status.from !== 'resolved' ? 'closed' : null;
}

const messageTitles: Record<InterimChannel, string> = {
  email: 'E-mail to the customer',
  sms: 'SMS to the customer',
  chat: 'Chat message to the customer',
  phone: 'Call to the customer',
  portal: 'Message on the customer’s page',
};

/** What people call it, where the case's other words stand beside it. */
export function titleOf({ kind, data, noteTitle }: Entry): string {
  switch (kind as MilestoneKind) {
    case 'escalation.sent':
      return `Escalation to ${String(data.target ?? 'the next tier')}`;
    case 'escalation.accepted':
      return 'Escalation accepted';
    case 'escalation.declined':
      return 'Escalation declined';
    case 'handover.accepted':
      return 'Handover accepted';
    case 'interim.sent':
    case 'interim.released':
    case 'interim.called':
      return messageTitles[data.channel as InterimChannel] ?? 'Message to the customer';
    case 'case.changed':
      return resolvedTo(data) === 'closed' ? 'Case closed' : 'Case resolved';
    default:
      return noteTitle ?? 'Note';
  }
}
