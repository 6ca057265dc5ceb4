import { type BrokenLedger, type LedgerCheck, MAX_BROKEN_NAMED } from '@caseroom/shared/audit';
import type { Sql, Tx } from '../platform/db.ts';
import { caseNumber } from './events.ts';
import { type Ledger, readLedgers, readRows, type Wanted } from './ledgers.ts';
import type { Reach } from './reach.ts';
import { type Broken, isBroken, nothingVerified, type Verified, verifyEnd, verifyRows } from './verify.ts';

/** Ledgers verified in one transaction, which sees all of them as of one moment. */
const LEDGERS_AT_ONCE = 100;

type Counts = Omit<LedgerCheck, 'ok' | 'checkedAt'>;

/**
 * Reads every wanted ledger within reach from its first row and verifies it, in pages: memory stays bounded
 * however long the journals are. `isWanted` is asked between pages; null when the asker has gone.
 */
export async function checkLedgers(
  sql: Sql,
  reach: Reach,
  wanted: Wanted,
  isWanted: () => boolean,
): Promise<Counts | null> {
  const counts = {
    cases: 0,
    events: 0,
    notes: 0,
    edits: 0,
    redacted: 0,
    brokenLedgers: 0,
    broken: [] as BrokenLedger[],
  };
  for (const kind of ['case', 'note'] as const) {
    for (let after: string | null = null, more = true; more; ) {
      if (!isWanted()) return null;
      const checked = await sql.begin('isolation level repeatable read read only', async (tx) => {
        const ledgers = await readLedgers(tx, kind, reach, wanted, after, LEDGERS_AT_ONCE);
        for (const ledger of ledgers) count(counts, ledger, await checkLedger(tx, ledger, isWanted));
        return ledgers;
      });
      after = checked.at(-1)?.id ?? null;
      more = checked.length === LEDGERS_AT_ONCE;
    }
  }
  return isWanted() ? counts : null;
}

interface Outcome {
  readonly verified: Verified;
  readonly broken: Broken | null;
}

async function checkLedger(tx: Tx, ledger: Ledger, isWanted: () => boolean): Promise<Outcome> {
  let verified = nothingVerified;
  while (isWanted()) {
    const rows = await readRows(tx, ledger, verified.seq);
    if (rows.length === 0) break;
    const next = verifyRows(verified, rows);
    if (isBroken(next)) return { verified, broken: next };
    verified = next;
  }
  return { verified, broken: verifyEnd(verified, { seq: ledger.headSeq, chain: ledger.headChain }) };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function count(
  counts: Mutable<Counts>,
  { ledger, id, caseId, number }: Ledger,
  { verified, broken }: Outcome,
): void {
  counts[ledger === 'case' ? 'cases' : 'notes']++;
  counts[ledger === 'case' ? 'events' : 'edits'] += verified.seq;
  counts.redacted += verified.redacted;
  if (!broken) return;
  counts.brokenLedgers++;
  if (counts.broken.length >= MAX_BROKEN_NAMED) return;
  counts.broken.push({
    ledger,
    caseId,
    caseNumber: caseNumber(number),
    noteId: ledger === 'note' ? id : null,
    ...broken,
  });
}
