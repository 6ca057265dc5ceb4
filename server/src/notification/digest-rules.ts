import { NotificationKind } from '@caseroom/shared/notification';

export interface DigestItem {
  readonly kind: string;
  /** Null when the system itself acted. */
  readonly actor: string | null;
  /** Where it leads: "/cases/…". */
  readonly path: string;
  /** "C-1042"; null where no single case is what it is about. */
  readonly number: string | null;
  /** Of the case; of anything else nothing. */
  readonly subject: string;
}

const sentences: Record<NotificationKind, string> = {
  mention: 'mentioned you',
  'thread.reply': 'replied in a thread of yours',
  'thread.coaching': 'coaches you in a note',
  'thread.resolved': 'resolved a thread of yours',
  suggestion: 'suggested a change to your text',
  'follow-up.due': 'A follow-up of yours is due soon',
  'follow-up.overdue': 'A follow-up of yours is overdue',
  'timer.warning': 'A deadline comes near or has passed',
  'escalation.sent': 'escalated a case to you',
  'escalation.accepted': 'accepted your escalation',
  'escalation.declined': 'declined your escalation',
  'swarm.asked': 'asks you something',
  'swarm.answered': 'answered a question of yours',
  'review.submitted': 'reviewed your work',
  'review.acknowledged': 'acknowledged your review',
  'review.disputed': 'disputes a review',
  'review.settled': 'settled a dispute about a review',
  'review.goal-set': 'set a coaching goal for you',
  'handover.offered': 'hands a case over to you',
  'handover.accepted': 'took over a case of yours',
  'handover.declined': 'declined a case you hand over',
  'handover.question': 'asks about a case you hand over',
  'handover.answer': 'answered your question at a handover',
  'handover.reminder': 'A case handed over to you waits for your answer',
  'handover.unaccepted': 'Nobody has accepted a case that is handed over',
  'note.recheck-due': 'A note is due for a recheck',
  'interim.asked': 'A message to a customer waits for your approval',
  'interim.approved': 'Your message to a customer is approved',
  'interim.returned': 'Your message to a customer comes back',
  'interim.failed': 'A message to a customer could not be sent',
  'interim.begun': 'A customer of yours is to be written to',
  'interim.missed': 'A customer was promised an update and got none',
  'bulk.asked': 'A message to many customers waits for your approval',
  'bulk.approved': 'Your message to many customers is approved',
  'bulk.returned': 'Your message to many customers comes back',
  'customer.replied': 'A customer replied',
  'crm.refused': 'A linked record could not be written to',
};

/**
 * A message about what waits for somebody. It names cases and never quotes notes: an e-mail leaves the walls that
 * keep a note among those who may read it.
 */
export function digestOf(
  items: readonly DigestItem[],
  address: string | null,
): { subject: string; text: string } {
  const [first] = items;
  const subject =
    items.length === 1 && first
      ? [sentenceOf(first), first.number].filter((part) => part !== null).join(': ')
      : `${items.length} things wait for you in Caseroom`;
  const lines = items.map((item) => {
    const link = address === null ? '' : `\n  ${address}${item.path}`;
    const about = item.number === null ? '' : `: ${item.number} ${item.subject}`;
    return `- ${sentenceOf(item)}${about}${link}`;
  });
  const footer = `You chose to be told of this by e-mail. Preferences in Caseroom change that${
    address === null ? '.' : `:\n${address}/preferences`
  }`;
  return { subject, text: `${lines.join('\n')}\n\n${footer}\n` };
}

function sentenceOf({ kind, actor }: DigestItem): string {
  const known = NotificationKind.safeParse(kind);
  const sentence = known.success ? sentences[known.data] : 'Something happened';
  return actor === null ? sentence : `${actor} ${sentence}`;
}
