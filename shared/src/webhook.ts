import { z } from 'zod';
import type { CaseEventKind } from './case.ts';
import { Program } from './people.ts';
import { Id, PersonRef, Time, text } from './primitives.ts';

/** Webhooks tell a program's other systems of ledger entries. Signed as standardwebhooks.com says. */
export const MAX_URL_CHARS = 2_000;
export const MAX_WEBHOOK_ABOUT_CHARS = 120;
export const MAX_WEBHOOK_KINDS = 50;
/** Endpoints of one program. */
export const MAX_WEBHOOKS = 20;

type TopicOf<K> = K extends `${infer Topic}.${string}` ? Topic : never;
/** A suggested tag that somebody dismissed changes nothing that another system could follow. */
type Untold = 'tag';

/** What entries are about, as an administrator chooses: what stands before the dot of their kinds. */
export const webhookTopics = {
  case: 'Cases: opened, changed',
  note: 'Notes: added, finalised, amended, made an example',
  summary: 'Summaries: drafted, reviewed',
  answer: 'Answer cards: begun, published, used',
  interaction: 'Interactions with customers',
  attachment: 'Files',
  customer: 'Customers told',
  satisfaction: 'How satisfied customers are',
  interim: 'Messages to customers',
  portal: 'Customer portal',
  'follow-up': 'Follow-ups',
  escalation: 'Escalations',
  swarm: 'Questions to colleagues',
  handover: 'Handovers',
  timer: 'Deadlines and pauses',
  thread: 'Comments: threads and replies',
  comment: 'Comments: edited, deleted, reacted to',
  suggestion: 'Suggestions',
  review: 'Quality reviews (for leads)',
  crm: 'Records in a CRM',
} as const satisfies Record<Exclude<TopicOf<CaseEventKind>, Untold>, string>;

/** A topic, or one kind such as `case.changed`. */
export const WebhookKind = z
  .string()
  .max(80)
  .regex(/^[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)?$/)
  .meta({ example: 'case' });

export const WebhookUrl = z
  .url({ protocol: /^https?$/, hostname: /./ })
  .max(MAX_URL_CHARS)
  .refine((url) => !/^https?:\/\/[^/?#]*@/i.test(url), 'Leave the password out.')
  .meta({ example: 'https://example.com/hooks/caseroom' });

export const Webhook = z.object({
  id: Id,
  program: Program,
  url: z.string(),
  about: z.string(),
  kinds: z.array(z.string()),
  /** Also entries that only leads may read. What is said in coaching is never sent. */
  includesLeads: z.boolean(),
  enabled: z.boolean(),
  /** Why Caseroom switched it off; null when it did not. */
  disabledBecause: z.string().nullable(),
  createdBy: PersonRef,
  createdAt: Time,
});
export type Webhook = z.infer<typeof Webhook>;

export const NewWebhook = z.strictObject({
  programId: Id,
  url: WebhookUrl,
  about: text(MAX_WEBHOOK_ABOUT_CHARS).default(''),
  kinds: z.array(WebhookKind).min(1).max(MAX_WEBHOOK_KINDS),
  includesLeads: z.boolean().default(false),
});
export type NewWebhook = z.input<typeof NewWebhook>;

export const PatchWebhook = z
  .strictObject({
    url: WebhookUrl.optional(),
    about: text(MAX_WEBHOOK_ABOUT_CHARS).optional(),
    kinds: z.array(WebhookKind).min(1).max(MAX_WEBHOOK_KINDS).optional(),
    includesLeads: z.boolean().optional(),
    enabled: z.boolean().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'Say what to change.');
export type PatchWebhook = z.input<typeof PatchWebhook>;

/** The secret is shown once; it signs every message. */
export const MadeWebhook = z.object({ webhook: Webhook, secret: z.string() });
export type MadeWebhook = z.infer<typeof MadeWebhook>;

export const DeliveryState = z.enum(['queued', 'sending', 'delivered', 'dead', 'discarded']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** One message to one endpoint. */
export const WebhookDelivery = z.object({
  id: Id,
  /** `webhook-id` of the message; a replay has the same. */
  messageId: z.string(),
  type: z.string(),
  caseId: Id.nullable(),
  state: DeliveryState,
  enqueuedAt: Time,
  /** When it is tried next, while it waits. */
  nextAt: Time.nullable(),
  settledAt: Time.nullable(),
  attempts: z.array(
    z.object({
      number: z.number().int(),
      at: Time,
      /** Null: under way. */
      ended: Time.nullable(),
      outcome: z.string().nullable(),
      /** "HTTP 200", or what went wrong. */
      note: z.string().nullable(),
    }),
  ),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const ListDeliveries = z.strictObject({
  state: DeliveryState.optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
});

/** What is posted to an endpoint. `data` is the ledger entry, as `GET /api/cases/{id}/events` shows it. */
export const WebhookMessage = z.object({
  type: z.string(),
  timestamp: Time,
  data: z.record(z.string(), z.unknown()),
});
export type WebhookMessage = z.infer<typeof WebhookMessage>;
