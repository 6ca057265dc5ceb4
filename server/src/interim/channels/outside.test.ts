import { expect, it } from 'vitest';
import type { Channel } from './channel.ts';
import { chat } from './chat.ts';
import { email } from './email.ts';
import { sms } from './sms.ts';

const url = 'https://localhost:1';
const mail = { host: 'localhost', port: 1, secure: false, user: '', from: 'Care <a@b.example>', replyTo: '' };

it.each([
  ['email', email, mail],
  ['sms', sms, { accountSid: 'AC1', from: '+15550001111', apiUrl: url }],
  ['chat', chat, { url }],
] as const)('does not send %s to a server on a private network', async (_channel, channel, settings) => {
  const message = { id: '1', recipient: 'x', subject: '', text: 'Hello', blocks: [], language: 'en' };
  const deployment = { smtpUrl: null, mailFrom: '', allowPrivate: false };
  const attempt = {
    number: 1,
    key: '1',
    mayHaveBeenSent: false,
    doubts: 0,
    signal: new AbortController().signal,
  };
  const send = (channel as unknown as Channel).send as NonNullable<Channel['send']>;
  expect(
    await send(
      { ...message, caseNumber: 'C-1', statusUrl: null },
      { settings, secret: 's', deployment },
      attempt,
    ),
  ).toEqual({ outcome: 'refused', reason: 'The address leads to a private network.' });
});
