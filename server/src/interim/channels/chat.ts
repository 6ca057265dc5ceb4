import { type Outcome, readRetryAfter } from '../../platform/outbox/rules.ts';
import { Secret } from '../../platform/secret.ts';
import { signWebhook } from '../../platform/webhook-signature.ts';
import type { Channel } from './channel.ts';
import { isOutcome, post } from './post.ts';

const MAX_CONVERSATION_CHARS = 200;
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
  async send(message, { settings, secret }, attempt) {
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
    const response = await post(settings.url, {
      headers: {
        'Content-Type': 'application/json',
        ...signWebhook(new Secret(secret), { id: message.id, at: new Date(), body }),
      },
      body,
      signal: attempt.signal,
    });
    if (isOutcome(response)) return response;
    await response.body?.cancel();
    return outcomeOf(response);
  },
};

function outcomeOf({ ok, status, headers }: Response): Outcome {
  if (ok) {
    const providerId = headers.get('x-message-id');
    return { outcome: 'delivered', ...(providerId ? { providerId: providerId.slice(0, 200) } : {}) };
  }
  const reason = `The chat answered ${status}.`;
  if (status === 429) {
    const after_ms = readRetryAfter(headers.get('retry-after'), new Date()) ?? DEFAULT_PAUSE_MS;
    return { outcome: 'limited', reason, after_ms };
  }
  const isTheirs = status >= 500 || status === 408 || status === 409;
  return isTheirs ? { outcome: 'retry', reason, mayHaveBeenSent: true } : { outcome: 'refused', reason };
}
