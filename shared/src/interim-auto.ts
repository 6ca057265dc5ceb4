import { z } from 'zod';
import { Tag } from './case.ts';
import { InterimChannel } from './interim.ts';
import { Id, line, PersonRef, Time } from './primitives.ts';
import { Targets } from './timer.ts';

/** Rules by which a program writes to its customers on its own, and what they come to. */

/** Why a rule wants something written. */
export const AutoReason = z.enum(['cadence', 'silence', 'eta', 'third-party', 'outage']);
export type AutoReason = z.infer<typeof AutoReason>;
export const autoReasonNames: Record<AutoReason, string> = {
  cadence: 'It is time again',
  silence: 'They have not heard from us',
  eta: 'The expected time has passed',
  'third-party': 'We wait for somebody else',
  outage: 'An outage goes on',
};

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time such as 21:00.');
const minutes = z
  .number()
  .int()
  .min(5)
  .max(30 * 24 * 60);

export const MAX_A_DAY = 50;
export const MAX_SPOKE_MIN = 24 * 60;

export const AutoRules = z.strictObject({
  on: z.boolean(),
  /** By priority, minutes after they last heard; null: not on its own. */
  cadence: Targets,
  /** Minutes without a word, whatever the priority; null: not looked at. */
  silence: minutes.nullable(),
  /** The time they were told has passed and nobody wrote since. */
  eta: z.boolean(),
  /** Minutes after the case began to wait for the client company or a supplier, and again; null: not looked at. */
  thirdParty: minutes.nullable(),
  /** While a case has this tag, every so many minutes. */
  outage: z.strictObject({ tag: Tag, every: minutes }).nullable(),
  /** `draft`: a person reads and releases it. `send`: it leaves on its own where nothing speaks against it. */
  mode: z.enum(['draft', 'send']),
  /** Which words; null: the program's note template, which is never sent on its own. */
  templateId: Id.nullable(),
  /** Null: what the template is for, else how the customer is usually reached. */
  channel: InterimChannel.nullable(),
  /** By the customer's clock; over midnight where `to` is not after `from`. Nothing begins then. */
  quiet: z.strictObject({ from: clockTime, to: clockTime }).nullable(),
  /** Not so soon after somebody spoke to them, minutes. */
  spoke: z.number().int().min(0).max(MAX_SPOKE_MIN),
  /** Of a case, in a day of the customer's. */
  maxADay: z.number().int().min(1).max(MAX_A_DAY),
});
export type AutoRules = z.infer<typeof AutoRules>;

export const defaultAutoRules: AutoRules = {
  on: false,
  cadence: { P1: 30, P2: 120, P3: null, P4: null },
  silence: null,
  eta: true,
  thirdParty: 1440,
  outage: null,
  mode: 'draft',
  templateId: null,
  channel: null,
  quiet: { from: '21:00', to: '08:00' },
  spoke: 30,
  maxADay: 6,
};

export const ProgramAuto = z.object({
  programId: Id,
  rules: AutoRules,
  /** Who put them in force: what is sent on its own is sent in their name. */
  by: PersonRef.nullable(),
  at: Time.nullable(),
  /** Why nothing is written although they are on; null: they work. */
  fault: z.string().nullable(),
});
export type ProgramAuto = z.infer<typeof ProgramAuto>;

/** One message the rules would write. */
export const PlannedUpdate = z.object({
  case: z.object({ id: Id, number: z.string(), subject: z.string(), customerName: z.string() }),
  at: Time,
  why: AutoReason,
  /** The customer's own clock, "23:30". */
  there: z.string(),
});
export type PlannedUpdate = z.infer<typeof PlannedUpdate>;

/** Rules that are looked at before they are in force, or those in force. */
export const PlanUpdates = z.strictObject({ rules: AutoRules });

export const MAX_ETA_REASON_CHARS = 300;
/** Null takes it back. A change of what they were told needs a reason. */
export const PutEta = z.strictObject({
  at: Time.nullable(),
  reason: z.union([line(MAX_ETA_REASON_CHARS), z.literal('')]).default(''),
});
export type PutEta = z.input<typeof PutEta>;

/** What was agreed with the customer beside the messages. */
export const CustomerTerms = z.object({
  eta: z.object({ at: Time, reason: z.string(), by: PersonRef, setAt: Time }).nullable(),
  /** They asked for no messages. */
  optedOut: z.boolean(),
});
export type CustomerTerms = z.infer<typeof CustomerTerms>;
export const PutOptOut = z.strictObject({ optedOut: z.boolean() });
