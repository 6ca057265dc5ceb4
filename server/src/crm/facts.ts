import type { CrmFacts, CrmProvider, CrmRecord } from '@caseroom/shared/crm';
import { maskForbiddenDigits } from '@caseroom/shared/forbidden-digits';
import { appendEvent } from '../case/events.ts';
import type { Tx } from '../platform/db.ts';
import { factChanges } from './poll-rules.ts';

/** As it may be kept and shown here: what people typed there may hold digits that nobody may keep. */
export const masked = ({ id, address, facts }: CrmRecord): CrmRecord => ({
  id,
  address,
  facts: {
    ...facts,
    subject: maskForbiddenDigits(facts.subject),
    status: maskForbiddenDigits(facts.status),
    owner: maskForbiddenDigits(facts.owner),
    contact: maskForbiddenDigits(facts.contact),
  },
});

interface Read {
  /** Masked. */
  readonly facts: CrmFacts;
  readonly at: Date;
  /** The change of the record that a poll read it for. */
  readonly polledTo?: Date;
}

/**
 * Stores what a linked record reads like now; the ledger says what reads differently. Answers whether anything does.
 * Call `hintCase` and `hintCrm` after commit.
 */
export async function storeFacts(
  tx: Tx,
  { id, caseId }: { readonly id: string; readonly caseId: string },
  { facts, at, polledTo }: Read,
): Promise<boolean> {
  await tx`select from "case" where id = ${caseId} for no key update`;
  const [before] = await tx<{ provider: CrmProvider; facts: CrmFacts }[]>`
    select k.provider, l.facts from crm_link l join crm_connection k on k.id = l.connection_id
    where l.id = ${id} and l.unlinked_at is null`;
  if (!before) return false;
  await tx`
    update crm_link set facts = ${tx.json(facts)}, facts_at = ${at},
      polled_to = greatest(polled_to, ${polledTo ?? null}::timestamptz)
    where id = ${id}`;
  const changes = factChanges(before.facts, facts);
  if (changes.length === 0) return false;
  const data = { linkId: id, provider: before.provider, record: facts.number, changes };
  await appendEvent(tx, { caseId, kind: 'crm.changed', actorId: null, data, at });
  return true;
}
