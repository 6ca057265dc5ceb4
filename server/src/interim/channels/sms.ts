import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Outcome, readRetryAfter } from '../../platform/outbox/rules.ts';
import type { OutsideAnswer } from '../../platform/outside.ts';
import { hideSecrets } from '../../platform/secret.ts';
import { type Channel, type ChannelSetup, type Message, TWICE_DOUBTED } from './channel.ts';
import { internationalNumber } from './phone-number.ts';
import { isOutcome, post } from './post.ts';

const DEFAULT_PAUSE_MS = 1_000;

/** Twilio's Messages resource. It takes no idempotency key: after a doubt it is sent once more and marked. */
export const sms: Channel<'sms'> = {
  channel: 'sms',
  released: 'queued',
  hasRecipient: true,
  reaches: ({ phone }) => phone ?? null,
  address: internationalNumber,
  async send(message, setup, attempt) {
    if (attempt.doubts > 1) return { outcome: 'refused', reason: TWICE_DOUBTED };
    const { settings, secret } = setup;
    if (!settings || secret === null) return { outcome: 'refused', reason: 'SMS is not set up.' };
    const headers = {
      Authorization: `Basic ${Buffer.from(`${settings.accountSid}:${secret}`).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'application/json',
    };
    const body = formOf(message, setup).toString();
    const request = { url: addressOf(settings), headers, body, signal: attempt.signal, wantsText: true };
    const answer = await post(request, setup);
    if (isOutcome(answer)) return answer;
    const outcome = outcomeOf({ ...answer, text: hideSecrets(answer.text, [secret]) });
    return outcome.outcome === 'delivered' && attempt.mayHaveBeenSent
      ? { ...outcome, repeated: true }
      : outcome;
  },
};

const addressOf = ({ apiUrl, accountSid }: { apiUrl: string; accountSid: string }): string =>
  `${apiUrl.replace(/\/+$/, '')}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`;

function formOf({ recipient, text, statusUrl }: Message, { settings }: ChannelSetup<'sms'>): URLSearchParams {
  const from = settings?.from ?? '';
  return new URLSearchParams({
    To: internationalNumber(recipient) ?? recipient,
    [from.startsWith('MG') ? 'MessagingServiceSid' : 'From']: from,
    Body: text,
    ...(statusUrl ? { StatusCallback: statusUrl } : {}),
  });
}

function outcomeOf({ status, headers, text }: OutsideAnswer): Outcome {
  const { sid, message, code } = readJson(text);
  const reason = `${message ?? `The provider answered ${status}.`}${code ? ` (${code})` : ''}`;
  const isTaken = status >= 200 && status < 300;
  if (isTaken && sid) return { outcome: 'delivered', providerId: sid };
  if (isTaken)
    return { outcome: 'retry', reason: 'The provider’s answer could not be read.', mayHaveBeenSent: true };
  if (status === 429) {
    const after_ms = readRetryAfter(headers['retry-after'], new Date()) ?? DEFAULT_PAUSE_MS;
    return { outcome: 'limited', reason, after_ms };
  }
  // "Service unavailable" is said before anything is taken; of the other faults nobody knows.
  if (status >= 500) return { outcome: 'retry', reason, mayHaveBeenSent: status !== 503 };
  return { outcome: 'refused', reason };
}

function readJson(text: string): { sid?: string; message?: string; code?: number } {
  try {
    return (JSON.parse(text) ?? {}) as { sid?: string; message?: string; code?: number };
  } catch {
    return {};
  }
}

/**
 * Twilio's request signature: base64 of HMAC-SHA1 over the address it called and the form's parameters, sorted by
 * name and put one after the other (Twilio, "Validating signatures from Twilio").
 */
export function twilioSignature(
  authToken: string,
  url: string,
  params: Readonly<Record<string, string>>,
): string {
  const names = Object.keys(params).sort();
  const signed = url + names.map((name) => name + params[name]).join('');
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}

export function isSignedByTwilio(
  authToken: string,
  url: string,
  params: Readonly<Record<string, string>>,
  signature: string,
): boolean {
  const expected = Buffer.from(twilioSignature(authToken, url, params));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
