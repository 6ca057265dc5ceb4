import type { CaseEvent } from '@caseroom/shared/case';

/** The part of a case's ledger this page holds: every entry from the first to `head`, in order, none missing. */
export interface Ledger {
  readonly events: readonly CaseEvent[];
  readonly head: number;
}

export const emptyLedger: Ledger = { events: [], head: 0 };

/**
 * Takes in entries from any side: an answer, a live message, a repeat of either. What is held already is
 * skipped. At a gap it stops and says so: the caller asks again from `head`, and nothing is shown out of order.
 */
export function receive(
  ledger: Ledger,
  incoming: readonly CaseEvent[],
): { ledger: Ledger; added: readonly CaseEvent[]; gap: boolean } {
  const added: CaseEvent[] = [];
  let { head } = ledger;
  let gap = false;
  for (const event of [...incoming].sort((a, b) => a.seq - b.seq)) {
    if (event.seq <= head) continue;
    if (event.seq > head + 1) {
      gap = true;
      break;
    }
    added.push(event);
    head = event.seq;
  }
  if (added.length === 0) return { ledger, added, gap };
  return { ledger: { events: [...ledger.events, ...added], head }, added, gap };
}
