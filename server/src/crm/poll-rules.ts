import { MAX_SUBJECT_CHARS, type Priority } from '@caseroom/shared/case';
import {
  type CrmFactChange,
  type CrmFacts,
  type CrmPollOpens,
  type CrmProvider,
  type CrmRecord,
  crmNames,
  crmRecordNames,
} from '@caseroom/shared/crm';
import type { IncomingCase } from '@caseroom/shared/intake';

/** Where a poll of a provider goes on. */
export interface Position {
  /** What changed at this moment or later is asked for. ISO 8601. */
  readonly since: string;
  /** What the provider gave to go on by, or the number of the next page of the same moment; null: the first. */
  readonly page: string | null;
  /** The last answer did not reach the present. */
  readonly more: boolean;
}

/** A record that changed, as a provider lists it. */
export interface Seen {
  readonly id: string;
  /** By this the provider orders its changes. ISO 8601. */
  readonly at: string;
  readonly createdAt: string | null;
}

/** One page of changes, the oldest first. */
export interface Changes {
  readonly seen: readonly Seen[];
  readonly next: Position;
}

/** What stood in the record when it was asked for, and could be found a moment later only, is asked for again, ms. */
const OVERLAP_MS = 5 * 60_000;

/** Where a poll begins that reached the present last time: a little earlier, for what came late into the list. */
export const overlapped = (position: Position): Position =>
  position.more || position.page !== null
    ? position
    : { ...position, since: new Date(Date.parse(position.since) - OVERLAP_MS).toISOString() };

/**
 * Where to go on after a page of what changed since a moment, in that order. By time and not by page: a record that
 * changes meanwhile leaves its page, and what follows would move into the one before. Only where a whole page is of one
 * moment, its next page is asked for.
 */
export function nextPosition({ since, page }: Position, seen: readonly Seen[], isFull: boolean): Position {
  const newest = newestOf(seen, since);
  if (!isFull) return { since: newest, page: null, more: false };
  return newest > since
    ? { since: newest, page: null, more: true }
    : { since, page: String(Number(page ?? 1) + 1), more: true };
}

/** The newest moment of a page; that before it where the page is empty. */
export const newestOf = (seen: readonly Seen[], since: string): string =>
  [since, ...seen.map(({ at }) => at)].toSorted().at(-1) ?? since;

/** A cursor that the provider does not know any more is given up for the moment that it stood for. */
export const withoutCursor = ({ since }: Position): Position => ({ since, page: null, more: false });

/** A provider's clock may be so far from ours, ms, and tells whole seconds. */
const CLOCKS_APART_MS = 60_000;

/**
 * The change up to which a record was read at a moment. Another may have come after it within the same second, which
 * most providers tell apart no further: what is that young is read once more, when it is listed again.
 */
export const readTo = ({ at }: Seen, now: Date): Date => {
  const changed_ms = Date.parse(at);
  return new Date(now.getTime() - changed_ms < CLOCKS_APART_MS ? changed_ms - 1 : changed_ms);
};

/** Whether a record that no case was ever linked to opens one. */
export function opensCase(opens: CrmPollOpens, begunAt: Date, { createdAt }: Seen): boolean {
  if (opens !== 'new') return opens === 'changed';
  return createdAt !== null && Date.parse(createdAt) >= begunAt.getTime() - CLOCKS_APART_MS;
}

const factFields = ['status', 'priority', 'owner', 'contact', 'subject'] as const;

/** What of a record reads differently; a note of ours that was added there changes none of it. */
export const factChanges = (before: CrmFacts, after: CrmFacts): CrmFactChange[] =>
  factFields
    .map((field) => ({ field, from: before[field], to: after[field] }))
    .filter(({ from, to }) => from !== to);

/** What the providers' own scales, and the usual words of those that people make up, are here. */
const priorities: readonly (readonly [RegExp, Priority])[] = [
  [/\b(?:urgent|critical|emergency|p1)\b/i, 'P1'],
  [/\b(?:high|p2)\b/i, 'P2'],
  [/\b(?:low|p4)\b/i, 'P4'],
];
const priorityOf = (words: string): Priority => priorities.find(([scale]) => scale.test(words))?.[1] ?? 'P3';

const MAX_NAME_CHARS = 120;
const MAX_EMAIL_CHARS = 254;

/** The case that a record opens. Its address is the reference, by which a signed webhook may name it too. */
export function incomingOf(
  provider: CrmProvider,
  { address, facts }: CrmRecord,
  email: string,
): IncomingCase {
  const record = `${crmNames[provider]} ${crmRecordNames[provider]} ${facts.number}`;
  const from = lineOf(email, MAX_EMAIL_CHARS);
  return {
    reference: address,
    subject: lineOf(facts.subject, MAX_SUBJECT_CHARS) || record,
    priority: priorityOf(facts.priority),
    customer: {
      name: lineOf(facts.contact, MAX_NAME_CHARS) || from.slice(0, MAX_NAME_CHARS) || `Contact of ${record}`,
      ...(from ? { email: from } : {}),
    },
  };
}

/** Somebody else's text as one line of ours: nothing that cannot be stored, no half of a character at its end. */
const lineOf = (words: string, max: number): string =>
  words
    .replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, max)
    .replace(/\p{Cs}$/u, '')
    .trim();
