import { z } from 'zod';
import { Priority } from './case.ts';
import { Id, line, PersonRef, prose, Time, text } from './primitives.ts';

/** Interim updates: messages to the customer while the case is open. An interim update has the id of its note. */

export const InterimChannel = z.enum(['email', 'sms', 'chat', 'phone', 'portal']);
export type InterimChannel = z.infer<typeof InterimChannel>;
export const interimChannelNames: Record<InterimChannel, string> = {
  email: 'E-mail',
  sms: 'SMS',
  chat: 'Chat',
  phone: 'Phone call',
  portal: 'Customer page',
};

/**
 * `draft`: being written. `waiting`: its author wants it out and a lead has to agree. From `queued` on its words are
 * fixed. `to-call`: somebody has to read it to the customer. `shown`: it stands on the customer's page.
 */
export const InterimState = z.enum([
  'draft',
  'waiting',
  'queued',
  'to-call',
  'sent',
  'delivered',
  'shown',
  'failed',
]);
export type InterimState = z.infer<typeof InterimState>;
export const interimStateNames: Record<InterimState, string> = {
  draft: 'Draft',
  waiting: 'Waiting for approval',
  queued: 'On its way',
  'to-call': 'To be called',
  sent: 'Sent',
  delivered: 'Delivered',
  shown: 'On the customer’s page',
  failed: 'Not sent',
};
/** Its words have left, or are leaving: nothing about it changes by hand any more. */
export const releasedStates: readonly InterimState[] = [
  'queued',
  'to-call',
  'sent',
  'delivered',
  'shown',
  'failed',
];

/** Who began it: a person, a rule of the program, or one message for many cases. */
export const InterimOrigin = z.enum(['person', 'rule', 'bulk']);
export type InterimOrigin = z.infer<typeof InterimOrigin>;

export const MAX_INTERIM_SUBJECT_CHARS = 150;
export const MAX_RECIPIENT_CHARS = 254;
export const MAX_OVERRIDE_CHARS = 300;
export const MAX_RETURN_CHARS = 500;
export const MAX_CALL_NOTE_CHARS = 1_000;
/** Longest words of one message, in characters: what a customer still reads. */
export const MAX_INTERIM_CHARS = 10_000;
/** SHA-256, hexadecimal. */
const MAX_HASH_CHARS = 64;

// The check

/** What the check before a release looks for. `never`: nobody can say that it is all right. */
export const interimRules = {
  'forbidden-digits': { name: 'Card or security number', never: true },
  'missing-variable': { name: 'No value for a variable', never: true },
  empty: { name: 'No words', never: true },
  'too-long': { name: 'Too long', never: true },
  'no-recipient': { name: 'No recipient', never: true },
  'channel-off': { name: 'Channel not set up', never: true },
  'next-update-past': { name: 'Next update in the past', never: true },
  'other-customer': { name: 'Another customer’s data', never: false },
  'bank-account': { name: 'A bank account’s number', never: false },
  placeholder: { name: 'Something left to fill in', never: false },
  'internal-phrase': { name: 'Internal words', never: false },
  mention: { name: 'A colleague’s mention', never: false },
  'vague-promise': { name: 'Unclear promise', never: false },
  'past-date': { name: 'A date in the past', never: false },
  'no-next-update': { name: 'No time for the next update', never: false },
  'opted-out': { name: 'They asked for no messages', never: false },
} as const satisfies Record<string, { readonly name: string; readonly never: boolean }>;
export type InterimRule = keyof typeof interimRules;
export const InterimRule = z.enum(Object.keys(interimRules) as [InterimRule, ...InterimRule[]]);

export const InterimFinding = z.object({
  /** The same words found by the same rule have the same key. */
  key: z.string(),
  rule: InterimRule,
  /** The words it is about; empty when it is about none. */
  quote: z.string(),
  /** What to do about it. */
  hint: z.string(),
  never: z.boolean(),
});
export type InterimFinding = z.infer<typeof InterimFinding>;

/** Why a finding is all right, by who releases. */
export const InterimOverride = z.strictObject({ key: line(500), reason: line(MAX_OVERRIDE_CHARS) });
export type InterimOverride = z.infer<typeof InterimOverride>;

/** One block of the words a customer reads. */
export const InterimBlock = z.object({
  is: z.enum(['heading', 'paragraph', 'item']),
  text: z.string(),
  /** What stands before an item: "•", "2.". */
  lead: z.string().optional(),
});
export type InterimBlock = z.infer<typeof InterimBlock>;

// Messages

const Who = z.object({ by: PersonRef, at: Time });

export const InterimDelivery = z.object({
  attempts: z.number().int(),
  /** The provider's own name for it. */
  providerId: z.string().nullable(),
  sentAt: Time.nullable(),
  deliveredAt: Time.nullable(),
  failedAt: Time.nullable(),
  /** What the provider said, in words. */
  failure: z.string().nullable(),
  /** We ended between handing it over and writing that down, and the provider could not be asked. */
  maybeTwice: z.boolean(),
});
export type InterimDelivery = z.infer<typeof InterimDelivery>;

export const CallOutcome = z.enum(['reached', 'voicemail', 'no-answer', 'wrong-number']);
export type CallOutcome = z.infer<typeof CallOutcome>;
export const callOutcomeNames: Record<CallOutcome, string> = {
  reached: 'Spoke to them',
  voicemail: 'Left a voicemail',
  'no-answer': 'No answer',
  'wrong-number': 'Wrong number',
};

export const Interim = z.object({
  /** Of its note. */
  id: Id,
  caseId: Id,
  state: InterimState,
  origin: InterimOrigin,
  channel: InterimChannel,
  /** An address or a number; null where the channel needs none, or nobody has said it. */
  recipient: z.string().nullable(),
  /** BCP 47. */
  language: z.string(),
  subject: z.string(),
  nextUpdateAt: Time.nullable(),
  createdAt: Time,
  /** A lead of the program has to agree before it leaves. */
  needsApproval: z.boolean(),
  asked: Who.nullable(),
  returned: Who.extend({ comment: z.string() }).nullable(),
  approved: Who.nullable(),
  released: Who.extend({
    /** The version of the note that was sent. */
    seq: z.number().int(),
    subject: z.string(),
    blocks: z.array(InterimBlock),
    /** The same words as plain text. */
    text: z.string(),
    /** SHA-256 of channel, recipient, subject and text, hex. */
    hash: z.string(),
    authors: z.array(PersonRef),
    overrides: z.array(InterimFinding.extend({ reason: z.string() })),
  }).nullable(),
  delivery: InterimDelivery.nullable(),
  rights: z.object({
    edit: z.boolean(),
    release: z.boolean(),
    approve: z.boolean(),
    giveBack: z.boolean(),
    retry: z.boolean(),
    call: z.boolean(),
  }),
});
export type Interim = z.infer<typeof Interim>;

export const NewInterim = z.strictObject({
  channel: InterimChannel.optional(),
  templateId: Id.optional(),
  nextUpdateAt: Time.nullable().optional(),
});
export type NewInterim = z.infer<typeof NewInterim>;

export const PatchInterim = z
  .strictObject({
    channel: InterimChannel.optional(),
    recipient: text(MAX_RECIPIENT_CHARS).nullable().optional(),
    language: text(20).optional(),
    subject: text(MAX_INTERIM_SUBJECT_CHARS).optional(),
    nextUpdateAt: Time.nullable().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'Say what to change.');
export type PatchInterim = z.infer<typeof PatchInterim>;

/** The exact words as they would leave now, and what the check says of them. */
export const InterimPreview = z.object({
  /** The version of the note they were read from. */
  seq: z.number().int(),
  subject: z.string(),
  blocks: z.array(InterimBlock),
  text: z.string(),
  findings: z.array(InterimFinding),
  /** Of an SMS: how many are paid for; null elsewhere. */
  segments: z.number().int().nullable(),
  needsApproval: z.boolean(),
  /** Of channel, recipient and words: a release that says it lets nothing else leave. */
  hash: z.string(),
});
export type InterimPreview = z.infer<typeof InterimPreview>;

/**
 * `seq`: the version of the note that was looked at; a newer one is not released unseen. `hash`: the preview's, since
 * recipient, channel and what variables stand for change without the note.
 */
export const ReleaseInterim = z.strictObject({
  seq: z.number().int().min(0),
  hash: z.string().max(MAX_HASH_CHARS).optional(),
  overrides: z.array(InterimOverride).max(50).default([]),
});
export type ReleaseInterim = z.input<typeof ReleaseInterim>;
export const ReturnInterim = z.strictObject({ comment: line(MAX_RETURN_CHARS) });
export const LogCall = z.strictObject({
  outcome: CallOutcome,
  about: prose(MAX_CALL_NOTE_CHARS).default(''),
  /** When they began to call; left out: now. */
  startedAt: Time.optional(),
});
export type LogCall = z.input<typeof LogCall>;

/** One that waits for a lead's word. */
export const WaitingInterim = Interim.extend({
  case: z.object({ number: z.string(), subject: z.string(), priority: Priority, customerName: z.string() }),
});
export type WaitingInterim = z.infer<typeof WaitingInterim>;

// What a case can be answered by

export const InterimChoices = z.object({
  channels: z.array(
    z.object({
      channel: InterimChannel,
      /** Null: it can be used; otherwise what is missing and who can mend it. */
      why: z.string().nullable(),
      /** What the case's customer is reached at. */
      recipient: z.string().nullable(),
    }),
  ),
  templates: z.array(
    z.object({ id: Id, name: z.string(), channel: InterimChannel.nullable(), language: z.string() }),
  ),
});
export type InterimChoices = z.infer<typeof InterimChoices>;

// A program's settings

export const MAX_PHRASES = 200;
export const MAX_PHRASE_CHARS = 80;
export const MAX_SECRET_CHARS = 400;
export const MIN_PORTAL_DAYS = 1;
export const MAX_PORTAL_DAYS = 365;

/** Priorities by channel whose messages a lead has to agree to. */
export const Approval = z.strictObject({
  email: z.array(Priority),
  sms: z.array(Priority),
  chat: z.array(Priority),
  phone: z.array(Priority),
  portal: z.array(Priority),
});
export type Approval = z.infer<typeof Approval>;

export const InterimSettings = z.strictObject({
  /** BCP 47; what a message is written in unless it says otherwise. */
  language: line(20),
  approval: Approval,
  /** Words that must not reach a customer, besides those that never may. */
  phrases: z.array(line(MAX_PHRASE_CHARS)).max(MAX_PHRASES),
  /** How long a link to the customer's page works, days. */
  portalDays: z.number().int().min(MIN_PORTAL_DAYS).max(MAX_PORTAL_DAYS),
});
export type InterimSettings = z.infer<typeof InterimSettings>;

export const defaultInterimSettings: InterimSettings = {
  language: 'en',
  approval: { email: [], sms: [], chat: [], phone: [], portal: [] },
  phrases: [],
  portalDays: 30,
};

const webAddress = z
  .string()
  .trim()
  .max(500)
  .refine(
    (value) => /^https?:\/\/[^\s/?#]+[^\s]*$/i.test(value),
    'Write an address such as https://chat.example/in.',
  );

/** How a channel is reached. Secrets are not among it: they are written and never read again. */
export const channelSettings = {
  email: z.strictObject({
    /** Empty: the mail server of the deployment (SMTP_URL). */
    host: text(253),
    port: z.number().int().min(1).max(65_535),
    /** TLS from the first byte, as on port 465; otherwise STARTTLS where the server offers it. */
    secure: z.boolean(),
    user: text(254),
    /** Sender as people see it: "Northwind Mobile <care@northwind.example>". */
    from: line(320),
    replyTo: text(320),
  }),
  sms: z.strictObject({
    accountSid: line(64),
    /** A number in E.164, or a messaging service ("MG…"). */
    from: line(64),
    apiUrl: webAddress,
  }),
  chat: z.strictObject({ url: webAddress }),
  phone: z.strictObject({}),
  portal: z.strictObject({}),
} as const;
export type ChannelSettings<C extends InterimChannel = InterimChannel> = z.infer<(typeof channelSettings)[C]>;

/** What the secret of a channel is called; null: it has none. */
export const channelSecrets: Record<InterimChannel, string | null> = {
  email: 'Password',
  sms: 'Auth token',
  chat: 'Signing secret',
  phone: null,
  portal: null,
};

export const ProgramChannel = z.object({
  channel: InterimChannel,
  on: z.boolean(),
  settings: z.record(z.string(), z.unknown()).nullable(),
  hasSecret: z.boolean(),
  /** Where the provider is to report deliveries and replies; null where there is no such thing. */
  hookUrl: z.string().nullable(),
});
export type ProgramChannel = z.infer<typeof ProgramChannel>;

export const ProgramInterim = z.object({
  programId: Id,
  settings: InterimSettings,
  channels: z.array(ProgramChannel),
  /** The deployment has a mail server of its own. */
  mailAvailable: z.boolean(),
});
export type ProgramInterim = z.infer<typeof ProgramInterim>;

/** `secret` absent: it stays. Null: it is forgotten. */
export const PutChannel = z.strictObject({
  on: z.boolean(),
  settings: z.record(z.string().max(40), z.unknown()),
  secret: text(MAX_SECRET_CHARS).nullable().optional(),
});
export type PutChannel = z.infer<typeof PutChannel>;

export const TestChannel = z.strictObject({ to: line(MAX_RECIPIENT_CHARS) });
export const ChannelTested = z.object({ ok: z.boolean(), what: z.string() });
export type ChannelTested = z.infer<typeof ChannelTested>;

// Templates

export const MAX_INTERIM_TEMPLATES = 200;
export const MAX_INTERIM_TEMPLATE_CHARS = 5_000;

export const InterimTemplateInput = z.strictObject({
  name: line(80),
  /** Null: for every channel. */
  channel: InterimChannel.nullable(),
  language: line(20),
  subject: text(MAX_INTERIM_SUBJECT_CHARS),
  /** Lines; "# " begins a heading, "- " an item, {{customer.name}} stands for a value. */
  body: prose(MAX_INTERIM_TEMPLATE_CHARS).min(1),
});
export type InterimTemplateInput = z.infer<typeof InterimTemplateInput>;
export const InterimTemplate = InterimTemplateInput.extend({ id: Id });
export type InterimTemplate = z.infer<typeof InterimTemplate>;

/** The words of a template with the values of a case. */
export const PreviewTemplate = z.strictObject({
  caseRef: line(40),
  template: InterimTemplateInput,
});
export const TemplatePreview = z.object({
  subject: z.string(),
  text: z.string(),
  missing: z.array(z.string()),
});
export type TemplatePreview = z.infer<typeof TemplatePreview>;

// The customer's page

export const PortalLink = z.object({
  id: Id,
  createdAt: Time,
  by: PersonRef,
  expiresAt: Time,
  revokedAt: Time.nullable(),
  lastSeenAt: Time.nullable(),
  views: z.number().int(),
});
export type PortalLink = z.infer<typeof PortalLink>;
/** `link` is shown once, to copy; only its hash is stored. */
export const NewPortalLink = z.object({ link: z.string(), made: PortalLink });
export type NewPortalLink = z.infer<typeof NewPortalLink>;

/** What a customer answered to a message. */
export const InterimReply = z.object({
  id: Id,
  channel: InterimChannel,
  sender: z.string(),
  text: z.string(),
  at: Time,
});
export type InterimReply = z.infer<typeof InterimReply>;
export const InterimReplies = z.object({ items: z.array(InterimReply) });
