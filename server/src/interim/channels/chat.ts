import { type Outcome, readRetryAfter } from '../../platform/outbox/rules.ts';
import type { OutsideAnswer } from '../../platform/outside.ts';
import { Secret } from '../../platform/secret.ts';
import { signWebhook } from '../../platform/webhook-signature.ts';
import type { Channel } from './channel.ts';
import { isOutcome, post } from './post.ts';

const MAX_CONVERSATION_CHARS = 200;
const MAX_ID_CHARS = 200;
const DEFAULT_PAUSE_MS = 1_000;

/**
 * A signed webhook to the program's chat (Standard Webhooks 1.0). `webhook-id` is the same with every attempt, so a
 * receiver that keeps to the standard takes a repetition once.
 */
export const chat: Channel<'chat'> = {
  channel: 'chat',
  released: 'queued',
  hasRecipient: true,
  reaches: ({ account }) => account ?? null,
  address: (recipient) => {
    const conversation = recipient?.trim() ?? '';
    return conversation !== '' && conversation.length <= MAX_CONVERSATION_CHARS ? conversation : null;
  },
  async send(message, setup, attempt) {
    const { settings, secret } = setup;
    if (!settings || secret === null) return { outcome: 'refused', reason: 'Chat is not set up.' };
    const body = JSON.stringify({
      type: 'message',
      timestamp: new Date().toISOString(),
      data: {
        id: message.id,
        conversation: message.recipient,
        case: message.caseNumber,
        language: message.language,
        text: message.text,
      },
    });
    const headers = {
      'Content-Type': 'application/json',
      ...signWebhook(new Secret(secret), { id: message.id, at: new Date(), body }),
    };
    const answer = await post({ url: settings.url, headers, body, signal: attempt.signal }, setup);
    return isOutcome(answer) ? answer : outcomeOf(answer);
  },
};

function outcomeOf({ status, headers }: OutsideAnswer): Outcome {
  if (status >= 200 && status < 300) {
    const providerId = String(headers['x-message-id'] ?? '').slice(0, MAX_ID_CHARS);
    return { outcome: 'delivered', ...(providerId ? { providerId } : {}) };
  }
  const reason = `The chat answered ${status}.`;
  if (status === 429) {
    const after_ms = readRetryAfter(headers['retry-after'], new Date()) ?? DEFAULT_PAUSE_MS;
    return { outcome: 'limited', reason, after_ms };
  }
  const isTheirs = status >= 500 || status === 408 || status === 409;
  return isTheirs ? { outcome: 'retry', reason, mayHaveBeenSent: true } : { outcome: 'refused', reason };
}
