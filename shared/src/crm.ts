import { z } from 'zod';
import { Id, line, PersonRef, Time, text } from './primitives.ts';

/** The systems of record that a case can be linked to. */
export const CrmProvider = z.enum(['salesforce', 'hubspot', 'zoho', 'zendesk', 'freshdesk']);
export type CrmProvider = z.infer<typeof CrmProvider>;
export const crmNames: Record<CrmProvider, string> = {
  salesforce: 'Salesforce',
  hubspot: 'HubSpot',
  zoho: 'Zoho CRM',
  zendesk: 'Zendesk',
  freshdesk: 'Freshdesk',
};
/** What each of them calls the record that a case is linked to. */
export const crmRecordNames: Record<CrmProvider, string> = {
  salesforce: 'case',
  hubspot: 'ticket',
  zoho: 'case',
  zendesk: 'ticket',
  freshdesk: 'ticket',
};

/** What can be written back to the linked record, each as a private note of its own. */
export const CrmMilestone = z.enum(['note', 'summary', 'escalation', 'handover', 'interim', 'resolution']);
export type CrmMilestone = z.infer<typeof CrmMilestone>;
export const milestoneNames: Record<CrmMilestone, string> = {
  note: 'Finalised notes',
  summary: 'Summaries',
  escalation: 'Escalations',
  handover: 'Handovers',
  interim: 'Messages sent to the customer',
  resolution: 'Resolution',
};

export const MAX_CRM_ADDRESS_CHARS = 500;
/** Longest client id, secret, token or API key. */
export const MAX_CRM_SECRET_CHARS = 2_000;

/** As copied from the provider's page: a character beyond these cannot stand in a header, and came from elsewhere. */
const secret = line(MAX_CRM_SECRET_CHARS)
  .regex(/^[\x20-\x7e]*$/, 'It has a character that no key has. Copy it once more.')
  .meta({ example: 'kQ3vX0t8Zr' });

/**
 * How Caseroom signs in. `oauth`: an app registered with the provider, allowed by somebody there. `token`: a
 * key that somebody made there; Zendesk wants to know whose it is.
 */
export const CrmCredentials = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('oauth'), clientId: secret, clientSecret: secret }),
  z.strictObject({ kind: z.literal('token'), token: secret, email: z.email().max(254).optional() }),
]);
export type CrmCredentials = z.infer<typeof CrmCredentials>;
export type CrmCredentialsKind = CrmCredentials['kind'];

/** The ways of signing in that each of them offers here, the usual one first. */
export const crmCredentials: Record<CrmProvider, readonly CrmCredentialsKind[]> = {
  salesforce: ['oauth'],
  hubspot: ['token', 'oauth'],
  zoho: ['oauth'],
  zendesk: ['token'],
  freshdesk: ['token'],
};

/** What Caseroom asks to be allowed where it is allowed by scopes. */
export const crmScopes: Record<CrmProvider, readonly string[]> = {
  salesforce: ['api', 'refresh_token'],
  hubspot: [
    'oauth',
    'tickets',
    'crm.objects.contacts.read',
    'crm.objects.contacts.write',
    'crm.objects.owners.read',
  ],
  zoho: [
    'ZohoCRM.modules.cases.READ',
    'ZohoCRM.modules.notes.ALL',
    'ZohoCRM.users.READ',
    'ZohoSearch.securesearch.READ',
  ],
  zendesk: [],
  freshdesk: [],
};

/** Each by the host of its accounts server: data of one never leaves its region. */
export const zohoRegions = {
  'accounts.zoho.com': 'United States',
  'accounts.zoho.eu': 'Europe',
  'accounts.zoho.in': 'India',
  'accounts.zoho.com.au': 'Australia',
  'accounts.zoho.jp': 'Japan',
  'accounts.zohocloud.ca': 'Canada',
  'accounts.zoho.sa': 'Saudi Arabia',
  'accounts.zoho.com.cn': 'China',
} as const;

/** Who Caseroom turned out to be when the connection was tried. */
export const CrmAccount = z.object({
  /** The account or organisation. */
  account: z.string(),
  /** The person whose rights Caseroom has there; empty where that is not said. */
  person: z.string(),
});
export type CrmAccount = z.infer<typeof CrmAccount>;

/** The outcome of the last try of a connection. */
export const CrmTest = z.object({ at: Time, account: CrmAccount.nullable(), problem: z.string().nullable() });
export type CrmTest = z.infer<typeof CrmTest>;

/** How often a connection may be asked what changed, minutes. */
export const MIN_POLL_EVERY_MIN = 1;
export const MAX_POLL_EVERY_MIN = 1_440;

/** Which records open a case that none was linked to: none, those made from now on, or whatever changes. */
export const CrmPollOpens = z.enum(['none', 'new', 'changed']);
export type CrmPollOpens = z.infer<typeof CrmPollOpens>;

/** How a connection is asked what changed, and what came of it last. */
export const CrmPolling = z.object({
  isOn: z.boolean(),
  everyMin: z.number().int(),
  opens: CrmPollOpens,
  /** Who opens and owns the cases; null where none are opened. */
  person: PersonRef.nullable(),
  /** Null: it was not asked yet. */
  last: z
    .object({
      at: Time,
      opened: z.number().int(),
      changed: z.number().int(),
      /** Why it did not reach the present; what was taken in stays. */
      problem: z.string().nullable(),
    })
    .nullable(),
  /** Null while it is off. */
  nextAt: Time.nullable(),
});
export type CrmPolling = z.infer<typeof CrmPolling>;

export const SetCrmPolling = z.strictObject({
  isOn: z.boolean(),
  everyMin: z.number().int().min(MIN_POLL_EVERY_MIN).max(MAX_POLL_EVERY_MIN).meta({ example: 5 }),
  opens: CrmPollOpens,
  /** Needed where cases are opened. */
  personId: Id.optional(),
});
export type SetCrmPolling = z.infer<typeof SetCrmPolling>;

/** A program's way into one of the systems. Its secrets are never read back. */
export const CrmConnection = z.object({
  id: Id,
  programId: Id,
  provider: CrmProvider,
  /** The address it was given, such as "https://acme.zendesk.com". */
  site: z.string(),
  credentials: z.enum(['oauth', 'token']),
  /** `consent`: somebody still has to allow it there. `broken`: it was turned away when it was last used. */
  state: z.enum(['consent', 'ready', 'broken']),
  test: CrmTest.nullable(),
  milestones: z.array(CrmMilestone),
  /** Null: it was never set up. */
  polling: CrmPolling.nullable(),
  links: z.number().int(),
  connectedBy: PersonRef,
  connectedAt: Time,
});
export type CrmConnection = z.infer<typeof CrmConnection>;

export const NewCrmConnection = z.strictObject({
  programId: Id,
  provider: CrmProvider,
  /** A host name or address; empty where there is only one. */
  site: text(MAX_CRM_ADDRESS_CHARS),
  credentials: CrmCredentials,
});
export type NewCrmConnection = z.input<typeof NewCrmConnection>;

export const EditCrmConnection = z
  .strictObject({
    milestones: z.array(CrmMilestone).max(CrmMilestone.options.length).optional(),
    credentials: CrmCredentials.optional(),
  })
  .refine((edit) => Object.keys(edit).length > 0, 'Say what to change.');
export type EditCrmConnection = z.input<typeof EditCrmConnection>;

/** Where to send the browser so that somebody can allow the connection. */
export const CrmConsent = z.object({ url: z.string() });
export type CrmConsent = z.infer<typeof CrmConsent>;
/** What the provider sent the browser back with. */
export const CompleteCrmConsent = z.strictObject({
  state: line(200),
  code: line(MAX_CRM_SECRET_CHARS),
});
export type CompleteCrmConsent = z.input<typeof CompleteCrmConsent>;

/** What is shown of a record beside its case. Empty where the provider says nothing. */
export const CrmFacts = z.object({
  /** As people say it there: "00001042". */
  number: z.string(),
  subject: z.string(),
  status: z.string(),
  priority: z.string(),
  owner: z.string(),
  contact: z.string(),
  /** When it was last changed there. */
  changedAt: Time.nullable(),
});
export type CrmFacts = z.infer<typeof CrmFacts>;

/** What of a record's facts read differently. */
export interface CrmFactChange {
  readonly field: 'subject' | 'status' | 'priority' | 'owner' | 'contact';
  readonly from: string;
  readonly to: string;
}

/** A record that was found, not linked yet. */
export const CrmRecord = z.object({ id: z.string(), address: z.string(), facts: CrmFacts });
export type CrmRecord = z.infer<typeof CrmRecord>;

/** `sent`: it stands there. `failed`: it was given up; `reason` says why. */
export const CrmWriteState = z.enum(['queued', 'sent', 'failed', 'discarded']);
export type CrmWriteState = z.infer<typeof CrmWriteState>;

/** One milestone on its way to the linked record. */
export const CrmWrite = z.object({
  id: Id,
  milestone: CrmMilestone,
  /** The entry of the case's ledger that it tells of. */
  eventSeq: z.number().int(),
  /** What it is, as people say: "Technical note". */
  title: z.string(),
  state: CrmWriteState,
  /** Why it failed, or why it is being tried again; null while there is nothing to say. */
  reason: z.string().nullable(),
  at: Time,
});
export type CrmWrite = z.infer<typeof CrmWrite>;

/** A case's record in one connected system. */
export const CrmLink = z.object({
  id: Id,
  connectionId: Id,
  provider: CrmProvider,
  recordId: z.string(),
  address: z.string(),
  facts: CrmFacts,
  /** When the facts were read there. */
  factsAt: Time,
  linkedBy: PersonRef,
  linkedAt: Time,
  /** False: the program was disconnected; nothing is read or written any more. */
  isConnected: z.boolean(),
  /** What is written back from now on. */
  milestones: z.array(CrmMilestone),
  /** Newest first. */
  writes: z.array(CrmWrite),
});
export type CrmLink = z.infer<typeof CrmLink>;

/** What a case has to do with the systems its program is connected to. */
export const CaseCrm = z.object({
  links: z.array(CrmLink),
  /** Those the case could be linked to, besides. */
  open: z.array(z.object({ id: Id, provider: CrmProvider, site: z.string() })),
  write: z.boolean(),
});
export type CaseCrm = z.infer<typeof CaseCrm>;

export const SearchCrm = z.strictObject({
  connectionId: Id,
  q: text(MAX_CRM_ADDRESS_CHARS).min(1),
});
export type SearchCrm = z.input<typeof SearchCrm>;

export const LinkCrm = z.strictObject({
  connectionId: Id,
  recordId: z.string().regex(/^[A-Za-z0-9]{1,25}$/, 'That is not the id of a record.'),
});
export type LinkCrm = z.input<typeof LinkCrm>;

/**
 * A milestone of any case of a program, as the admin screen lists it. It names the case by its number alone: who
 * administers connections need not read cases.
 */
export const CrmQueued = z.object({
  id: Id,
  connectionId: Id,
  milestone: CrmMilestone,
  state: CrmWriteState,
  reason: z.string().nullable(),
  /** "C-1042", and the record as people say it there. */
  caseNumber: z.string(),
  record: z.string(),
  attempts: z.number().int(),
  queuedAt: Time,
  /** When it is tried; null when it is given up, or waits behind another of the same record. */
  nextAt: Time.nullable(),
});
export type CrmQueued = z.infer<typeof CrmQueued>;

export const CrmQueue = z.object({ connections: z.array(CrmConnection), items: z.array(CrmQueued) });
export type CrmQueue = z.infer<typeof CrmQueue>;
