import { createHmac, timingSafeEqual } from 'node:crypto';

/** Standard Webhooks 1.0: HMAC-SHA256 over id, time and body; several signatures may stand in the header. */

/** A message older, or from further ahead, than this is a replay, s. */
const TOLERANCE_S = 300;
const PREFIX = 'whsec_';

/** A secret with the standard's prefix is base64; any other is taken as it is written. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), 'base64')
    : Buffer.from(secret, 'utf8');

const macOf = (secret: string, id: string, timestamp: string, body: string): Buffer =>
  createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`, 'utf8').digest();

export function signWebhook(secret: string, id: string, at: Date, body: string): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${macOf(secret, id, timestamp, body).toString('base64')}`,
  };
}

/** The message's id when somebody who knows the secret signed exactly this body, lately; null otherwise. */
export function readSignedWebhook(
  secret: string,
  header: (name: string) => string | undefined,
  body: string,
  now: Date,
): string | null {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    header(`webhook-${name}`),
  );
  if (!id || !timestamp || !signatures || !/^\d{1,12}$/.test(timestamp)) return null;
  if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > TOLERANCE_S) return null;
  const expected = macOf(secret, id, timestamp, body);
  const isOurs = signatures.split(' ').some((one) => {
    const [version, mac] = one.split(',');
    const given = Buffer.from(mac ?? '', 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
  return isOurs ? id : null;
}
