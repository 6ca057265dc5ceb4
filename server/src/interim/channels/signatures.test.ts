import { describe, expect, it } from 'vitest';
import { isSignedByTwilio } from './sms.ts';
import { readSignedWebhook, signWebhook } from './standard-webhook.ts';

describe('Twilio’s signature', () => {
  // The example of Twilio's own documentation.
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  const params = {
    Digits: '1234',
    To: '+18005551212',
    From: '+14158675309',
    Caller: '+14158675309',
    CallSid: 'CA1234567890ABCDE',
  };
  const signature = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';
  it('is taken for what was signed and for nothing else', () => {
    expect(isSignedByTwilio('12345', url, params, signature)).toBe(true);
    expect(isSignedByTwilio('12346', url, params, signature)).toBe(false);
    expect(isSignedByTwilio('12345', `${url}&a`, params, signature)).toBe(false);
    expect(isSignedByTwilio('12345', url, { ...params, Digits: '1235' }, signature)).toBe(false);
    expect(isSignedByTwilio('12345', url, params, '')).toBe(false);
  });
});

describe('a signed webhook', () => {
  const now = new Date('2026-11-22T15:00:00Z');
  const sign = (secret: string, body: string) => {
    const headers = signWebhook(secret, 'msg_1', now, body);
    return (name: string) => headers[name];
  };
  it('follows the standard’s own example', () => {
    // Standard Webhooks, reference implementation's test vector.
    const at = new Date(1_614_265_330_000);
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(signWebhook(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, '{"test": 2432232314}')).toMatchObject({
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });
  it('is read by who knows the secret, of exactly this body, in time', () => {
    expect(readSignedWebhook('secret', sign('secret', '{}'), '{}', now)).toBe('msg_1');
    expect(readSignedWebhook('other', sign('secret', '{}'), '{}', now)).toBeNull();
    expect(readSignedWebhook('secret', sign('secret', '{}'), '{ }', now)).toBeNull();
    expect(
      readSignedWebhook('secret', sign('secret', '{}'), '{}', new Date(now.getTime() + 301_000)),
    ).toBeNull();
    expect(readSignedWebhook('secret', () => undefined, '{}', now)).toBeNull();
  });
});
