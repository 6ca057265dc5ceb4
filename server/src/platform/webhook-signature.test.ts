import { expect, it } from 'vitest';
import { Secret } from './secret.ts';
import { newWebhookSecret, REPLAY_WINDOW_S, signWebhook, verifyWebhook } from './webhook-signature.ts';

// The example of the specification's own libraries.
const secret = new Secret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const at = new Date(1_614_265_330_000);
const body = '{"test": 2432232314}';
const headers = {
  'webhook-id': id,
  'webhook-timestamp': '1614265330',
  'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const later = (s: number) => new Date(at.getTime() + s * 1_000);

it('signs as the specification says', () => {
  expect(signWebhook(secret, { id, at, body })).toEqual(headers);
});

it('takes its own signature, also among others, with a secret it drew, and with one that somebody chose', () => {
  const among = { ...headers, 'webhook-signature': `v1a,xx v1,AAAA ${headers['webhook-signature']}` };
  expect(verifyWebhook(secret, { headers: among, body, now: later(REPLAY_WINDOW_S) })).toBe(id);
  for (const own of [newWebhookSecret(), new Secret('chosen elsewhere')]) {
    const signed = { ...signWebhook(own, { id, at, body }) };
    expect(verifyWebhook(own, { headers: signed, body: Buffer.from(body), now: at })).toBe(id);
    expect(verifyWebhook(secret, { headers: signed, body, now: at })).toBeNull();
  }
});

it.each<[string, object, string, Date]>([
  ['another body', headers, `${body} `, at],
  ['another id', { ...headers, 'webhook-id': 'msg_other' }, body, at],
  ['another time', { ...headers, 'webhook-timestamp': '1614265331' }, body, at],
  ['an old message', headers, body, later(REPLAY_WINDOW_S + 1)],
  ['one from the future', headers, body, later(-REPLAY_WINDOW_S - 1)],
  ['no signature', { ...headers, 'webhook-signature': '' }, body, at],
  ['a short one', { ...headers, 'webhook-signature': 'v1,g0hM' }, body, at],
  [
    'another version',
    { ...headers, 'webhook-signature': headers['webhook-signature'].replace('v1', 'v2') },
    body,
    at,
  ],
  ['no headers', {}, body, at],
])('refuses %s', (_what, sent, text, now) => {
  expect(verifyWebhook(secret, { headers: sent as Record<string, unknown>, body: text, now })).toBeNull();
});
