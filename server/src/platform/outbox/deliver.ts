import type { Log } from '../log.ts';
import type { Claim } from './claim.ts';
import type { AnyKind, OutboxKind } from './kind.ts';
import { ATTEMPT_LIMIT_MS } from './limits.ts';
import { itemOf } from './record.ts';
import type { Outcome, Unknown } from './rules.ts';

export type Ended = Outcome | Unknown;

/** Of an attempt whose process is gone. */
export const LOST: Unknown = {
  outcome: 'unknown',
  reason: 'The server stopped while this was being sent; it may have arrived.',
};
const CUT_OFF: Unknown = {
  outcome: 'unknown',
  reason: 'There was no answer in time; it may have arrived.',
};
const UNREADABLE: Outcome = {
  outcome: 'refused',
  reason: 'What was stored cannot be read by this version of the server.',
};

/** One attempt by the kind's handler, within its time limit. Never rejects. */
export async function deliver(
  anyKind: AnyKind,
  claim: Claim,
  controller: AbortController,
  log: Log,
): Promise<Ended> {
  const kind = anyKind as unknown as OutboxKind;
  const payload = kind.payload.safeParse(claim.payload);
  if (!payload.success) return UNREADABLE;
  const { signal } = controller;
  const limit = setTimeout(() => controller.abort(), kind.limit_ms ?? ATTEMPT_LIMIT_MS);
  const { attempt: number, key, doubts } = claim;
  const attempt = { number, key, doubts, mayHaveBeenSent: doubts > 0, signal };
  try {
    return await Promise.race([kind.deliver(itemOf(claim, payload.data), attempt), cutOff(signal)]);
  } catch (err) {
    if (signal.aborted) return CUT_OFF;
    log.error({ err, kind: claim.kind, item: claim.id }, 'a delivery failed in a way nobody foresaw');
    return { outcome: 'unknown', reason: `The attempt broke off (${nameOf(err)}); it may have arrived.` };
  } finally {
    clearTimeout(limit);
  }
}

/** A handler that ignores its signal is left alone: its end is no longer waited for, nor recorded. */
const cutOff = (signal: AbortSignal): Promise<Unknown> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(CUT_OFF), { once: true });
  });

/** Its kind and not its words, which may quote what was sent. */
const nameOf = (err: unknown): string => (err instanceof Error ? err.name : 'unknown');
