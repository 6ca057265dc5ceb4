import { z } from 'zod';
import { Priority } from './case.ts';
import {
  InterimBlock,
  InterimChannel,
  InterimFinding,
  InterimOverride,
  InterimState,
  MAX_INTERIM_SUBJECT_CHARS,
  MAX_INTERIM_TEMPLATE_CHARS,
  MAX_RETURN_CHARS,
} from './interim.ts';
import { Id, line, PersonRef, prose, Time, text } from './primitives.ts';

/** Bulk sends: one message to the customers of many cases, as in an outage. Reviewed once; filled in, checked and released for each case. */

/** Most cases of one bulk send. */
export const MAX_BULK_CASES = 500;

/**
 * `waiting`: a second lead has to agree. `running`: the server sends it, case after case. `stopped`: some cases are
 * left. `returned`: it was given back, and nothing of it leaves any more.
 */
export const BulkState = z.enum(['waiting', 'running', 'stopped', 'done', 'returned']);
export type BulkState = z.infer<typeof BulkState>;

/** `sent`: its message was released; how that fares is the message's own state. */
export const BulkCaseState = z.enum(['waiting', 'sent', 'skipped', 'failed']);
export type BulkCaseState = z.infer<typeof BulkCaseState>;

/** Why a case is left out. */
export const bulkSkips = {
  'opted-out': 'Asked for no messages',
  'no-address': 'No address',
  resolved: 'Resolved meanwhile',
  'no-access': 'No access',
  'missing-variable': 'No value for a variable',
  approval: 'Needs approval',
  'channel-off': 'Channel not set up',
  check: 'Stopped by the check',
} as const;
export type BulkSkip = keyof typeof bulkSkips;
export const BulkSkip = z.enum(Object.keys(bulkSkips) as [BulkSkip, ...BulkSkip[]]);

/** The words and where they go. Words are written as in a template; each case puts its own values in. */
const message = {
  /** Null: as each customer is reached. */
  channel: InterimChannel.nullable(),
  /** BCP 47. */
  language: line(20),
  /** Of an e-mail; empty: the case's subject and number. */
  subject: text(MAX_INTERIM_SUBJECT_CHARS),
  body: prose(MAX_INTERIM_TEMPLATE_CHARS).min(1),
  nextUpdateAt: Time.nullable(),
};

/** `overrides`: why findings of the check are all right, for every case in which they are found. */
export const NewBulkSend = z.strictObject({
  ...message,
  caseIds: z.array(Id).min(1).max(MAX_BULK_CASES),
  overrides: z.array(InterimOverride).max(50).default([]),
});
export type NewBulkSend = z.input<typeof NewBulkSend>;

const BulkCaseRef = z.object({
  id: Id,
  number: z.string(),
  subject: z.string(),
  priority: Priority,
  customerName: z.string(),
});

/** What one case would get now. */
export const BulkCheckItem = z.object({
  case: BulkCaseRef,
  channel: InterimChannel,
  recipient: z.string().nullable(),
  /** The words as they would leave. */
  subject: z.string(),
  blocks: z.array(InterimBlock),
  findings: z.array(InterimFinding),
  /** A second lead has to agree because of it. */
  needsApproval: z.boolean(),
  /** Null: it would be sent. */
  skip: BulkSkip.nullable(),
  why: z.string().nullable(),
});
export type BulkCheckItem = z.infer<typeof BulkCheckItem>;

export const BulkCheck = z.object({
  items: z.array(BulkCheckItem),
  /** Leads of the program besides whoever wrote it: one of them agrees where a case needs it. */
  otherLeads: z.number().int(),
});
export type BulkCheck = z.infer<typeof BulkCheck>;

const Who = z.object({ by: PersonRef, at: Time });

export const BulkSend = z.object({
  id: Id,
  programId: Id,
  ...message,
  body: z.string(),
  overrides: z.array(InterimOverride),
  state: BulkState,
  made: Who,
  approved: Who.nullable(),
  returned: Who.extend({ comment: z.string() }).nullable(),
  stopped: Who.nullable(),
  endedAt: Time.nullable(),
  /** Of its cases. */
  counts: z.object({
    waiting: z.number().int(),
    sent: z.number().int(),
    skipped: z.number().int(),
    failed: z.number().int(),
  }),
  /** Of those sent, the messages that no provider could deliver. */
  undelivered: z.number().int(),
  rights: z.object({
    approve: z.boolean(),
    giveBack: z.boolean(),
    stop: z.boolean(),
    carryOn: z.boolean(),
    tryAgain: z.boolean(),
  }),
});
export type BulkSend = z.infer<typeof BulkSend>;

/** How one case has fared. */
export const BulkSendCase = z.object({
  case: BulkCaseRef,
  state: BulkCaseState,
  /** The message in its case; null unless it was sent. */
  interim: z
    .object({
      id: Id,
      state: InterimState,
      channel: InterimChannel,
      recipient: z.string().nullable(),
      failure: z.string().nullable(),
    })
    .nullable(),
  skip: BulkSkip.nullable(),
  /** Why it was left out, or what went wrong. */
  why: z.string().nullable(),
  at: Time.nullable(),
});
export type BulkSendCase = z.infer<typeof BulkSendCase>;

/** With its cases, in the order in which they are written to. */
export const BulkSendWithCases = BulkSend.extend({ cases: z.array(BulkSendCase) });
export type BulkSendWithCases = z.infer<typeof BulkSendWithCases>;

/** `again`: also those that were left out or failed are tried once more. */
export const CarryOnBulk = z.strictObject({ again: z.boolean().default(false) });
export type CarryOnBulk = z.input<typeof CarryOnBulk>;
export const ReturnBulk = z.strictObject({ comment: line(MAX_RETURN_CHARS) });
