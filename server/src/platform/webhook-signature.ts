import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Secret } from './secret.ts';

/** Signatures of webhooks, in and out, as the Standard Webhooks specification 1.0.0 says (standardwebhooks.com). */
const PREFIX = 'whsec_';
/** Bytes of a secret: the specification asks for 24 to 64. */
const SECRET_BYTES = 32;
/** A message whose time differs from ours by more than this, s, may have been recorded and is played again. */
export const REPLAY_WINDOW_S = 300;
/** Longest `webhook-id`, characters. */
const MAX_ID_CHARS = 200;

export interface SignedHeaders {
  readonly 'webhook-id': string;
  /** Seconds since 1970. */
  readonly 'webhook-timestamp': string;
  /** One or more of "v1,<base64>", a space between them. */
  readonly 'webhook-signature': string;
}

export const newWebhookSecret = (): Secret =>
  new Secret(`${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`);

export function signWebhook(secret: Secret, message: { id: string; at: Date; body: string }): SignedHeaders {
  const timestamp = String(Math.floor(message.at.getTime() / 1_000));
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${macOf(secret, message.id, timestamp, message.body).toString('base64')}`,
  };
}

/** The message's id when the secret's owner signed it just now; null otherwise. */
export function verifyWebhook(
  secret: Secret,
  { headers, body, now }: { headers: Readonly<Record<string, unknown>>; body: Buffer | string; now: Date },
): string | null {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map(
    (name) => headers[`webhook-${name}`],
  );
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return null;
  if (id === '' || id.length > MAX_ID_CHARS || !/^\d{1,12}$/.test(timestamp)) return null;
  if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > REPLAY_WINDOW_S) return null;
  const mac = macOf(secret, id, timestamp, body);
  const isOurs = signatures.split(' ').some((one) => {
    const [version, encoded = ''] = one.split(',');
    const given = Buffer.from(encoded, 'base64');
    return version === 'v1' && given.length === mac.length && timingSafeEqual(given, mac);
  });
  return isOurs ? id : null;
}

const macOf = (secret: Secret, id: string, timestamp: string, body: Buffer | string): Buffer =>
  createHmac('sha256', keyOf(secret.reveal())).update(`${id}.${timestamp}.`).update(body).digest();

/** A secret with the specification's prefix is base64; one that somebody chose elsewhere is taken as it is written. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), 'base64')
    : Buffer.from(secret, 'utf8');
