import type { CaseEventData, CaseEventKind } from '@caseroom/shared/case';
import type { Bus } from '../platform/bus.ts';
import { headerOf, linkTo } from '../platform/chain.ts';
import type { Tx } from '../platform/db.ts';
import { currentVia } from '../platform/via.ts';
import { trackTimers } from './timers/track.ts';

export interface NewEvent<K extends CaseEventKind = CaseEventKind> {
  readonly caseId: string;
  readonly kind: K;
  /** Null when the system itself acted. */
  readonly actorId: string | null;
  readonly data: CaseEventData[K];
  /** Defaults to now; demo data and imports pass their own. */
  readonly at?: Date;
}

/** The bus channel that hints at a case whose ledger or row has moved. Its message is the case's id. */
export const CASE_CHANNEL = 'case';

/**
 * Appends an entry to a case's ledger inside the caller's transaction and returns its seq. Takes the case
 * row's lock until commit; lock a note's row before the case's, never after. Call `hintCase` after commit.
 */
export async function appendEvent<K extends CaseEventKind>(tx: Tx, event: NewEvent<K>): Promise<number> {
  const [head] = await tx<{ seq: number; chain: Buffer }[]>`
    select event_seq as seq, event_chain as chain from "case" where id = ${event.caseId} for no key update`;
  if (!head) throw new Error(`case ${event.caseId} is gone while its ledger is written`);
  const seq = head.seq + 1;
  const at = event.at ?? new Date();
  const data = withVia(event);
  const link = linkTo(head.chain, eventHeader({ ...event, seq, at }), canonicalJson(data));
  await tx`
    insert into case_event (case_id, seq, kind, actor_id, at, data, salt, mac, chain)
    values (${event.caseId}, ${seq}, ${event.kind}, ${event.actorId}, ${at}, ${tx.json(data as never)},
            ${link.salt}, ${link.mac}, ${link.chain})`;
  await tx`
    update "case" set event_seq = ${seq}, event_chain = ${link.chain}, touched_at = greatest(touched_at, ${at})
    where id = ${event.caseId}`;
  await trackTimers(tx, { ...event, at });
  return seq;
}

/** What somebody does through a token says so, wherever it is done. */
function withVia({ actorId, data }: NewEvent): object {
  const via = currentVia(actorId);
  return via ? { ...data, via: { tokenId: via.tokenId, name: via.name } } : data;
}

export function hintCase(bus: Bus, caseId: string): void {
  bus.publish(CASE_CHANNEL, caseId);
}

/** The bus channel that hints at a case whose prompts may be others now. Its message is the case's id. */
export const PROMPT_CHANNEL = 'prompts';

export function hintPrompts(bus: Bus, caseId: string): void {
  bus.publish(PROMPT_CHANNEL, caseId);
}

/** The bus channel that hints at a case whose suggested tags may be other ones now. Its message is the case's id. */
export const TAGS_CHANNEL = 'case-tags';

export function hintTags(bus: Bus, caseId: string): void {
  bus.publish(TAGS_CHANNEL, caseId);
}

/** The bus channel that hints at a case whose linked records, or what is written to them, changed. Its message is the case's id. */
export const CRM_CHANNEL = 'case-crm';

export function hintCrm(bus: Bus, caseId: string): void {
  bus.publish(CRM_CHANNEL, caseId);
}

/** The bus channel that tells how far a summary of a case is drafted. Its message is a `DraftingHint` as JSON. */
export const DRAFTING_CHANNEL = 'case-drafting';

export interface DraftingHint {
  readonly caseId: string;
  /** Chosen by whoever asked for the draft. */
  readonly key: string;
  /** So many lines have come. */
  readonly lines: number;
}

export function hintDrafting(bus: Bus, hint: DraftingHint): void {
  bus.publish(DRAFTING_CHANNEL, JSON.stringify(hint));
}

export const eventHeader = (event: {
  caseId: string;
  seq: number;
  kind: string;
  actorId: string | null;
  at: Date;
}): string => headerOf(event.caseId, event.seq, event.kind, event.actorId, event.at.toISOString());

/** JSON with sorted keys, so that a value read back from jsonb has the same mac. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
