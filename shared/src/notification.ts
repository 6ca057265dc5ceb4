import { z } from 'zod';
import { Id, PersonRef, Seq, Time } from './primitives.ts';
import { TimerKind } from './timer.ts';

/** What somebody can be told of. */
export const NotificationKind = z.enum([
  'mention',
  'thread.reply',
  'thread.coaching',
  'thread.resolved',
  'suggestion',
  'follow-up.due',
  'follow-up.overdue',
  'timer.warning',
  'escalation.sent',
  'escalation.accepted',
  'escalation.declined',
  'swarm.asked',
  'swarm.answered',
  'review.submitted',
  'review.acknowledged',
  'review.disputed',
  'review.settled',
  'review.goal-set',
  'handover.offered',
  'handover.accepted',
  'handover.declined',
  'handover.question',
  'handover.answer',
  'handover.reminder',
  'handover.unaccepted',
  'note.recheck-due',
  'interim.asked',
  'interim.approved',
  'interim.returned',
  'interim.failed',
  'interim.begun',
  'interim.missed',
  'bulk.asked',
  'bulk.approved',
  'bulk.returned',
  'customer.replied',
  'crm.refused',
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** How a person wants to be told of a kind. `browser` also asks for `app`: it shows what arrives in the inbox. */
export const NotificationChannels = z.strictObject({
  app: z.boolean(),
  browser: z.boolean(),
  mail: z.boolean(),
});
export type NotificationChannels = z.infer<typeof NotificationChannels>;

const loud: NotificationChannels = { app: true, browser: true, mail: true };
const quiet: NotificationChannels = { app: true, browser: false, mail: false };

/** Names for the settings page, and what a person gets who has chosen nothing. */
export const notificationKinds: Record<NotificationKind, { name: string; channels: NotificationChannels }> = {
  mention: { name: 'Somebody mentions you', channels: loud },
  'thread.reply': { name: 'A reply in a thread you are in', channels: loud },
  'thread.coaching': { name: 'A lead coaches you', channels: loud },
  'thread.resolved': { name: 'A thread you are in is resolved', channels: quiet },
  suggestion: { name: 'A suggestion for your text', channels: loud },
  'follow-up.due': { name: 'A follow-up of yours is due soon', channels: loud },
  'follow-up.overdue': { name: 'A follow-up of yours is overdue', channels: loud },
  'timer.warning': { name: 'A deadline of your case comes near', channels: quiet },
  'escalation.sent': { name: 'An escalation waits for you', channels: loud },
  'escalation.accepted': { name: 'Your escalation is accepted', channels: loud },
  'escalation.declined': { name: 'Your escalation comes back', channels: loud },
  'swarm.asked': { name: 'You are asked into a swarm', channels: loud },
  'swarm.answered': { name: 'A question of yours is answered', channels: loud },
  'review.submitted': { name: 'Your work is reviewed', channels: loud },
  'review.acknowledged': { name: 'A review of yours is acknowledged', channels: quiet },
  'review.disputed': { name: 'A review is disputed', channels: loud },
  'review.settled': { name: 'A dispute about a review is settled', channels: loud },
  'review.goal-set': { name: 'A coaching goal is set for you', channels: loud },
  'handover.offered': { name: 'A case is handed over to you', channels: loud },
  'handover.accepted': { name: 'A case you hand over is accepted', channels: loud },
  'handover.declined': { name: 'A case you hand over comes back', channels: loud },
  'handover.question': { name: 'A question about a case you hand over', channels: loud },
  'handover.answer': { name: 'Your question at a handover is answered', channels: loud },
  'handover.reminder': { name: 'A case handed over to you waits and the shift ends', channels: loud },
  'handover.unaccepted': { name: 'Nobody has accepted a case and the shift ends', channels: loud },
  'note.recheck-due': { name: 'A note in a case of yours is due for a recheck', channels: quiet },
  'interim.asked': { name: 'A message to a customer waits for your approval', channels: loud },
  'interim.approved': { name: 'Your message to a customer is approved', channels: quiet },
  'interim.returned': { name: 'Your message to a customer comes back', channels: loud },
  'interim.failed': { name: 'A message to your customer could not be sent', channels: loud },
  'interim.begun': { name: 'A rule wants a customer of yours to be written to', channels: loud },
  'interim.missed': { name: 'A customer was promised an update and got none', channels: loud },
  'bulk.asked': { name: 'A message to many customers waits for your approval', channels: loud },
  'bulk.approved': { name: 'Your message to many customers is approved', channels: quiet },
  'bulk.returned': { name: 'Your message to many customers comes back', channels: loud },
  'customer.replied': { name: 'A customer of yours replied', channels: loud },
  'crm.refused': { name: 'A case of yours could not be written to a CRM', channels: quiet },
};

/** Something in a person's inbox. `data` depends on `kind`. */
export const Notification = z.object({
  id: Id,
  /** A kind this page does not know is shown by its name alone. */
  kind: z.string(),
  /** Null when the system itself acted. */
  actor: PersonRef.nullable(),
  at: Time,
  read: z.boolean(),
  /** Null where no single case is what it is about. */
  case: z.object({ id: Id, number: z.string(), subject: z.string() }).nullable(),
  /** The ledger entry it tells of. */
  eventSeq: z.number().int().nullable(),
  /** The words it is about, as they read now; empty when they are gone. */
  text: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type Notification = z.infer<typeof Notification>;

export const MAX_INBOX = 100;

/** The newest of what is not done, newest first. `unread` counts all of it. */
export const Inbox = z.object({ unread: z.number().int(), items: z.array(Notification) });
export type Inbox = z.infer<typeof Inbox>;

export const PatchNotification = z
  .strictObject({ read: z.boolean().optional(), done: z.boolean().optional() })
  .refine((patch) => Object.keys(patch).length > 0, 'Say what to change.');
export type PatchNotification = z.infer<typeof PatchNotification>;

/** Marks as read what had arrived by then: what arrives meanwhile stays unread. */
export const ReadAll = z.strictObject({ before: Time });
export type ReadAll = z.infer<typeof ReadAll>;

export const NotificationSettings = z.object({
  /** Whether this deployment can send e-mail. */
  mailAvailable: z.boolean(),
  kinds: z.record(NotificationKind, NotificationChannels),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;
export const PatchNotificationSetting = z.strictObject({
  kind: NotificationKind,
  channels: NotificationChannels,
});
export type PatchNotificationSetting = z.infer<typeof PatchNotificationSetting>;

/** What a `timer.warning` tells of. */
export const WarnedTimer = z.object({ timer: TimerKind, percent: z.number(), dueAt: Time });
export type WarnedTimer = z.infer<typeof WarnedTimer>;

/** Where a notification leads in its case. Every kind about a note carries its `noteId`. */
export const NotificationPlace = z.object({
  noteId: Id.optional(),
  followUpId: Id.optional(),
  threadId: Id.optional(),
  /** It leads to the review, not into the case. */
  reviewId: Id.optional(),
  /** It leads to the packet instead, at the case it is about. */
  handoverId: Id.optional(),
  /** It leads to the message to many. */
  bulkId: Id.optional(),
  seq: Seq.optional(),
});
