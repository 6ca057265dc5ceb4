import {
  type Notification,
  NotificationKind,
  NotificationPlace,
  WarnedTimer,
} from '@caseroom/shared/notification';
import { timerNames } from '@caseroom/shared/timer';
import { bulkPath, handoverPath, placeInCase } from '../case/go-to-place.ts';

const sentences: Record<NotificationKind, string> = {
  mention: 'mentioned you',
  'thread.reply': 'replied',
  'thread.coaching': 'has a word of coaching for you',
  'thread.resolved': 'resolved a thread',
  suggestion: 'suggested a change',
  'follow-up.due': 'Due soon',
  'follow-up.overdue': 'Overdue',
  'timer.warning': 'A deadline comes near',
  'escalation.sent': 'escalated a case to you',
  'escalation.accepted': 'accepted your escalation',
  'escalation.declined': 'declined your escalation',
  'swarm.asked': 'asks you',
  'swarm.answered': 'answered',
  'review.submitted': 'reviewed your work',
  'review.acknowledged': 'acknowledged your review',
  'review.disputed': 'disputes a review',
  'review.settled': 'settled a dispute',
  'review.goal-set': 'set you a goal',
  'handover.offered': 'hands a case over to you',
  'handover.accepted': 'took over your case',
  'handover.declined': 'declined a handover',
  'handover.question': 'asks about a handover',
  'handover.answer': 'answered at a handover',
  'handover.reminder': 'A handover waits for you',
  'handover.unaccepted': 'Nobody has accepted a handover',
  'note.recheck-due': 'A note is due for a recheck',
  'interim.asked': 'asks you to approve a message to a customer',
  'interim.approved': 'approved your message to a customer',
  'interim.returned': 'gives your message to a customer back',
  'interim.failed': 'A message to a customer was not sent',
  'interim.begun': 'A customer is to be written to',
  'interim.missed': 'A customer was promised an update and got none',
  'bulk.asked': 'asks you to approve a message to many customers',
  'bulk.approved': 'approved your message to many customers',
  'bulk.returned': 'gives your message to many customers back',
  'customer.replied': 'A customer replied',
  'crm.refused': 'A linked record was not written to',
};

/** "Maya Okafor mentioned you", "Next update is overdue". A kind this page does not know is said by its name. */
export function titleOf({ kind, actor, data }: Pick<Notification, 'kind' | 'actor' | 'data'>): string {
  const warned = kind === 'timer.warning' ? WarnedTimer.safeParse(data) : null;
  if (warned?.success) return warningOf(warned.data);
  const known = NotificationKind.safeParse(kind);
  const sentence = known.success ? sentences[known.data] : kind.replaceAll(/[.-]/g, ' ');
  return actor ? `${actor.name} ${sentence}` : sentence;
}

const warningOf = ({ timer, percent }: WarnedTimer): string =>
  percent >= 100
    ? `${timerNames[timer]} is overdue`
    : `${timerNames[timer]}: ${percent} % of the time has passed`;

/** What a notification of the browser says below its title. */
export const bodyOf = ({ case: about, text }: Pick<Notification, 'case' | 'text'>): string =>
  about ? `${about.number} ${text || about.subject}` : text;

/** Where it leads. */
export function addressOf(notification: Notification): string {
  const about = notification.case;
  const place = NotificationPlace.safeParse(notification.data);
  const { reviewId, handoverId, bulkId, ...inCase } = place.data ?? {};
  if (bulkId) return bulkPath(bulkId);
  if (reviewId) return `/quality/reviews/${reviewId}`;
  if (!about) return '/inbox';
  return handoverId ? handoverPath(handoverId, about.number) : placeInCase(about.id, inCase);
}
