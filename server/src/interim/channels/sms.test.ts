import { describe, expect, it } from 'vitest';
import { isSignedByTwilio } from './sms.ts';

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
