import type { PatchCase } from '@caseroom/shared/case';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { settleTags } from '@caseroom/shared/tag';
import type { Tx } from '../platform/db.ts';
import { accessCase } from './access.ts';
import { appendEvent } from './events.ts';
import { haystackOf } from './fold.ts';
import { applyPatch, type CaseFields } from './rules.ts';
import { holdTagRules } from './tags.ts';

export interface ChangeCase {
  readonly caseId: string;
  readonly actorId: string;
  readonly patch: PatchCase;
  /** Refuse `conflict` unless this is still the head of the case's ledger. */
  readonly ifSeq?: number | undefined;
  /** Defaults to now; demo data passes its own. */
  readonly at?: Date;
}

type CaseRow = CaseFields & { readonly number: number; readonly ownerId: string; readonly seq: number };

/**
 * Writes what is different and one `case.changed` entry that says so; answers whether there was anything.
 * The patch is laid over the row as it reads under its lock, so changes to different fields merge.
 */
export async function changeCase(
  tx: Tx,
  { caseId, actorId, patch, ifSeq, at }: ChangeCase,
): Promise<{ changed: boolean } | Refusal> {
  const access = await accessCase(tx, actorId, caseId, 'write');
  if (isRefusal(access)) return access;
  const vocabulary = patch.tags && (await holdTagRules(tx, access.programId));
  const now = await lockCase(tx, caseId);
  if (ifSeq !== undefined && ifSeq !== now.seq) return refuse('conflict');
  const tags = vocabulary && settleTags(vocabulary, now.tags, patch.tags ?? []);
  if (isRefusal(tags)) return tags;
  const by = { role: access.role, isOwner: now.ownerId === actorId };
  const result = applyPatch(now, tags ? { ...patch, tags } : patch, by);
  if (isRefusal(result)) return result;
  const { fields, changes } = result;
  if (changes.length === 0) return { changed: false };
  await tx`
    update "case" set subject = ${fields.subject}, status = ${fields.status}, priority = ${fields.priority},
      tags = ${[...fields.tags]}, customer = ${tx.json(fields.customer)},
      haystack = ${haystackOf({ number: now.number, subject: fields.subject, customerName: fields.customer.name })}
    where id = ${caseId}`;
  await appendEvent(tx, { caseId, kind: 'case.changed', actorId, data: { changes }, ...(at ? { at } : {}) });
  return { changed: true };
}

async function lockCase(tx: Tx, caseId: string): Promise<CaseRow> {
  const [row] = await tx<CaseRow[]>`
    select number, subject, status, priority, tags, customer, owner_id as "ownerId", event_seq as seq
    from "case" where id = ${caseId} for no key update`;
  return row as CaseRow;
}
