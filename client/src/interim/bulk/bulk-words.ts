import type { BulkSend, BulkSendCase, BulkState } from '@caseroom/shared/interim-bulk';
import type { Tone } from '../../ui/pill.tsx';

export const customersWords = (count: number): string =>
  count === 1 ? 'one customer' : `${count.toLocaleString()} customers`;

const allOf = ({ counts }: BulkSend): number => counts.waiting + counts.sent + counts.skipped + counts.failed;

export const bulkStateNames: Record<BulkState, string> = {
  waiting: 'Waits for a second lead',
  running: 'Sending',
  stopped: 'Stopped',
  done: 'Done',
  returned: 'Given back',
};

export const bulkTones: Record<BulkState, Tone> = {
  waiting: 'warn',
  running: 'info',
  stopped: 'warn',
  done: 'good',
  returned: 'plain',
};

/** How far it is, from 0 to 100. */
export const shareOf = (bulk: BulkSend): number =>
  (100 * (allOf(bulk) - bulk.counts.waiting)) / Math.max(1, allOf(bulk));

/** "Sending: 12 of 40", "Done: 38 sent". */
export function standingOf(bulk: BulkSend): string {
  const all = allOf(bulk);
  const { waiting } = bulk.counts;
  if (bulk.state === 'waiting') return `Waits for a second lead: ${customersWords(all)}`;
  if (bulk.state === 'returned') return 'Given back';
  if (bulk.state === 'done') return `Done: ${gotIt(bulk)} of ${all} sent`;
  return `${bulk.state === 'running' ? 'Sending' : 'Stopped'}: ${all - waiting} of ${all}`;
}

const gotIt = ({ counts, undelivered }: BulkSend): number => counts.sent - undelivered;

/** "38 sent · 2 left out". */
export function countsWords(bulk: BulkSend): string {
  const { counts, undelivered, state } = bulk;
  if (state === 'returned') return 'Nobody was written to';
  if (state === 'waiting') return `For ${customersWords(allOf(bulk))}`;
  const parts = [
    [gotIt(bulk), 'sent'],
    [undelivered, 'not delivered'],
    [counts.skipped, 'left out'],
    [counts.failed, 'failed'],
    [counts.waiting, 'to come'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
  return said.join(' · ');
}

/** Whether the customer has got nothing: never released, or refused by the provider. */
export const isUnsent = ({ state, interim }: BulkSendCase): boolean =>
  state !== 'sent' || interim?.state === 'failed';
