import { z } from 'zod';
import { CaseEvent, MAX_CURSOR_CHARS } from './case.ts';
import { Program } from './people.ts';
import { Id, Time } from './primitives.ts';

/** A moment in a query; any offset, any precision. */
const Moment = z.iso.datetime({ offset: true });

/** Every ledger entry the asker may audit, newest first; all filters together. */
export const ListAuditEvents = z.strictObject({
  /** At or after. */
  after: Moment.optional(),
  /** Before, this moment not included. */
  before: Moment.optional(),
  caseId: Id.optional(),
  actorId: Id.optional(),
  kind: z.string().max(60).optional(),
  cursor: z.string().max(MAX_CURSOR_CHARS).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ListAuditEvents = z.input<typeof ListAuditEvents>;

/** A ledger entry with the case it is about. */
export const AuditEvent = CaseEvent.extend({ caseNumber: z.string(), program: Program });
export type AuditEvent = z.infer<typeof AuditEvent>;

/** What to verify: one note, one case with its notes, or, with neither, every ledger the asker may audit. */
export const VerifyLedgers = z
  .strictObject({ caseId: Id.optional(), noteId: Id.optional() })
  .refine(({ caseId, noteId }) => !caseId || !noteId, 'Name a case or a note, not both.');
export type VerifyLedgers = z.input<typeof VerifyLedgers>;

/** How a ledger can be broken, as people read it. */
export const faultNames = {
  gap: 'An entry is missing, or stands where it was not written.',
  content: 'The content is not what was written.',
  chain: 'Who, when, what or the order is not what was written.',
  end: 'The ledger does not end where it was left.',
} as const;
export const Fault = z.enum(Object.keys(faultNames) as [keyof typeof faultNames]);
export type Fault = z.infer<typeof Fault>;

/** The first place at which a ledger is not what was written. */
export const BrokenLedger = z.object({
  ledger: z.enum(['case', 'note']),
  caseId: Id,
  caseNumber: z.string(),
  /** Null for the case's own ledger. */
  noteId: Id.nullable(),
  seq: z.number().int(),
  fault: Fault,
});
export type BrokenLedger = z.infer<typeof BrokenLedger>;

/** At most this many broken ledgers are named; more than one is a matter for the database's owner. */
export const MAX_BROKEN_NAMED = 50;

export const LedgerCheck = z.object({
  ok: z.boolean(),
  /** Ledgers of cases that were read, and their entries. */
  cases: z.number().int(),
  events: z.number().int(),
  /** Notes that were read, and their edits. */
  notes: z.number().int(),
  edits: z.number().int(),
  /** Entries and edits whose content was taken out; their place in the chain still holds. */
  redacted: z.number().int(),
  /** How many ledgers are broken. */
  brokenLedgers: z.number().int(),
  /** Each broken ledger's first broken place. */
  broken: z.array(BrokenLedger).max(MAX_BROKEN_NAMED),
  checkedAt: Time,
});
export type LedgerCheck = z.infer<typeof LedgerCheck>;
