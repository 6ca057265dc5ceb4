import {
  type CaseChange,
  type Customer,
  type PatchCase,
  type Priority,
  type Status,
  WITHHELD_EVENT,
} from '@caseroom/shared/case';
import type { Audience } from '@caseroom/shared/note';
import type { Role } from '@caseroom/shared/people';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';

export type Need = 'read' | 'write';

/** What a role may do with a case or with a note of one audience. */
export interface Grant {
  readonly write: boolean;
  readonly readLeads: boolean;
}

/**
 * agent, senior: read and write the team's notes. lead: those and the leads' notes. qa: reads the team's
 * notes and never edits. client: only what was released to them, which is not a note.
 */
const grants: Record<Role, { read: readonly Audience[]; write: readonly Audience[] }> = {
  agent: { read: ['team'], write: ['team'] },
  senior: { read: ['team'], write: ['team'] },
  lead: { read: ['team', 'leads'], write: ['team', 'leads'] },
  qa: { read: ['team'], write: [] },
  client: { read: [], write: [] },
};

export function rightsOf(role: Role, audience: Audience, need: Need): Grant | Refusal {
  const grant = grants[role];
  if (!grant.read.includes(audience)) return refuse('no-access');
  const write = grant.write.includes(audience);
  if (need === 'write' && !write) return refuse('read-only');
  return { write, readLeads: grant.read.includes('leads') };
}

/** The roles whose members may read a case at all. */
export const caseReaders: readonly Role[] = (Object.keys(grants) as Role[]).filter((role) =>
  grants[role].read.includes('team'),
);

/** Which audiences' notes each role reads, as rows; for queries over many notes. */
export const readings: readonly { readonly role: Role; readonly audience: Audience }[] = (
  Object.keys(grants) as Role[]
).flatMap((role) => grants[role].read.map((audience) => ({ role, audience })));

/** Who asks for a case's status to move, and from where. */
export interface StatusFacts {
  readonly status: Status;
  readonly role: Role;
  readonly isOwner: boolean;
}

const mayReopenClosed: readonly Role[] = ['senior', 'lead'];

/**
 * Everyone who writes moves a case between open, waiting and resolved. Closing ends a resolved case: its owner,
 * a senior or a lead does it. A closed case comes back only as open, and only through a senior or a lead.
 */
export function judgeStatus({ status, role, isOwner }: StatusFacts, to: Status): Refusal | null {
  if (to === status) return null;
  if (status === 'closed') {
    if (!mayReopenClosed.includes(role))
      return refuse('no-access', 'A senior or a lead reopens a closed case.');
    return to === 'open' ? null : badStatus('A closed case is reopened first.');
  }
  if (to !== 'closed') return null;
  if (status !== 'resolved') return badStatus('Resolve the case before closing it.');
  if (isOwner || mayReopenClosed.includes(role)) return null;
  return refuse('no-access', 'The owner, a senior or a lead closes a case.');
}

const badStatus = (message: string): Refusal =>
  refuse('invalid', message, { fields: [{ path: 'status', message }] });

/** The statuses a writer may choose from now, the present one included. */
export const openStatuses = (facts: StatusFacts): Status[] =>
  (['open', 'waiting', 'resolved', 'closed'] as const).filter((to) => judgeStatus(facts, to) === null);

/** The fields of a case that people change. */
export interface CaseFields {
  readonly subject: string;
  readonly status: Status;
  readonly priority: Priority;
  readonly tags: readonly string[];
  readonly customer: Customer;
}

/** The case after a patch, and what is different; nothing is different when the patch says what is already so. */
export function applyPatch(
  now: CaseFields,
  patch: PatchCase,
  by: Omit<StatusFacts, 'status'>,
): { fields: CaseFields; changes: CaseChange[] } | Refusal {
  const { customer, tags, ...rest } = patch;
  const fields: CaseFields = {
    ...now,
    ...defined(rest),
    tags: tags ? tidyTags(tags) : now.tags,
    customer: customer ? tidyCustomer({ ...now.customer, ...defined(customer) }) : now.customer,
  };
  const verdict = judgeStatus({ status: now.status, ...by }, fields.status);
  return isRefusal(verdict) ? verdict : { fields, changes: changesOf(now, fields) };
}

const plainFields = ['subject', 'status', 'priority', 'tags'] as const;
const customerFields = ['name', 'email', 'phone', 'company', 'account', 'timeZone'] as const;

function changesOf(from: CaseFields, to: CaseFields): CaseChange[] {
  const plain = plainFields.map((field): CaseChange => ({ field, from: from[field], to: to[field] }));
  const customer = customerFields.map(
    (field): CaseChange => ({
      field: `customer.${field}`,
      from: from.customer[field] ?? null,
      to: to.customer[field] ?? null,
    }),
  );
  return [...plain, ...customer].filter(
    (change) => JSON.stringify(change.from) !== JSON.stringify(change.to),
  );
}

/** Tags are a set: sorted, so that the same set is always the same list. */
export const tidyTags = (tags: readonly string[]): string[] => [...new Set(tags)].sort();

/** An empty text means that there is none. */
export const tidyCustomer = (customer: Customer): Customer =>
  Object.fromEntries(
    Object.entries(customer).filter(([, value]) => value !== undefined && value !== ''),
  ) as Customer;

/** A patch's fields, without those that are present but undefined. */
type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
const defined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Defined<T>;

/**
 * An entry as a reader of the case may see it. `audience` is that of the note it is about, null when about none;
 * `between` names the only people it is for, null when it is for everyone.
 */
export function visibleEntry<E extends { kind: string; actor: unknown; data: Record<string, unknown> }>(
  entry: E,
  { audience, between }: { readonly audience: Audience | null; readonly between: readonly string[] | null },
  { personId, readLeads }: { readonly personId: string | null; readonly readLeads: boolean },
): E {
  const isForLeads = audience === 'leads' && !readLeads;
  const isForOthers = between !== null && (personId === null || !between.includes(personId));
  return isForLeads || isForOthers ? { ...entry, kind: WITHHELD_EVENT, actor: null, data: {} } : entry;
}
