import type { Fault } from '@caseroom/shared/audit';
import { chainOf, macOf } from '../platform/chain.ts';

/** A row of any chained ledger as it is stored now. */
export interface LedgerRow {
  readonly seq: number;
  /** Everything besides the content that must not change unnoticed (platform/chain.ts, `headerOf`). */
  readonly header: string;
  /** The content as it was given to the mac: bytes, or canonical JSON. */
  readonly payload: Uint8Array | string;
  /** Empty: the content was redacted. Its mac can no longer be recomputed, and still binds it into the chain. */
  readonly salt: Uint8Array;
  readonly mac: Uint8Array;
  readonly chain: Uint8Array;
}

/** How far a ledger has been verified. Fold `verifyRows` over its pages, then ask `verifyEnd`. */
export interface Verified {
  readonly seq: number;
  readonly chain: Uint8Array;
  readonly redacted: number;
}

export interface Broken {
  /** Where: the first seq that is not as it was written. */
  readonly seq: number;
  readonly fault: Fault;
}

export const nothingVerified: Verified = { seq: 0, chain: new Uint8Array(), redacted: 0 };

export const isBroken = (verdict: Verified | Broken | null): verdict is Broken =>
  verdict !== null && 'fault' in verdict;

/** Verifies the next rows of a ledger, in order of seq. Stops at the first that is not as it was written. */
export function verifyRows(verified: Verified, rows: readonly LedgerRow[]): Verified | Broken {
  let { seq, chain, redacted } = verified;
  for (const row of rows) {
    const next = seq + 1;
    if (row.seq !== next) return { seq: next, fault: 'gap' };
    if (row.salt.length === 0) redacted++;
    else if (!macOf(row.salt, row.payload).equals(row.mac)) return { seq: next, fault: 'content' };
    if (!chainOf(chain, row.header, row.mac).equals(row.chain)) return { seq: next, fault: 'chain' };
    seq = next;
    chain = row.chain;
  }
  return { seq, chain, redacted };
}

/** Null when the ledger ends where its head says: neither cut short nor continued behind the server's back. */
export function verifyEnd(
  verified: Verified,
  head: { readonly seq: number; readonly chain: Uint8Array },
): Broken | null {
  if (verified.seq !== head.seq) return { seq: Math.min(verified.seq, head.seq) + 1, fault: 'end' };
  return Buffer.from(verified.chain).equals(head.chain) ? null : { seq: head.seq, fault: 'end' };
}
