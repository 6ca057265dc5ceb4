import type { WebhookMessage } from '@caseroom/shared/webhook';

/** An endpoint is switched off after so many messages in a row that had to be given up. */
export const DISABLE_AFTER = 5;

/** What an answer of an endpoint means for the message. */
export type Verdict =
  | { readonly kind: 'arrived'; readonly note: string }
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'wait'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Any 2xx is success, 410 asks never to be told again, 429 to wait (Standard Webhooks 1.0.0, "Delivery"). */
export function judgeStatus(status: number): Verdict {
  const note = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: 'arrived', note };
  if (status === 410) return { kind: 'gone', reason: `${note}: the endpoint wants no more messages.` };
  if (status === 429) return { kind: 'wait', reason: `${note}: the endpoint asks for a pause.` };
  if (status >= 300 && status < 400)
    return { kind: 'failed', reason: `${note}: redirects are not followed.` };
  return { kind: 'failed', reason: note };
}

/** The ledger entry as it is posted; JSON, so that what is signed and what is sent are the same bytes. */
export function messageOf(
  event: { kind: string; at: string; seq: number; caseId: string; actor: unknown; data: unknown },
  about: { number: string; programId: string },
): string {
  const { kind: type, at: timestamp, caseId, seq, actor, data } = event;
  const { number, programId } = about;
  const message: WebhookMessage = {
    type,
    timestamp,
    data: { programId, case: { id: caseId, number }, seq, kind: type, actor, data },
  };
  return JSON.stringify(message);
}
