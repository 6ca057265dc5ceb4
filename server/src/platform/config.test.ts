import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CannotStart } from './cannot-start.ts';
import { readConfig } from './config.ts';

test('nothing set: an embedded database in ./data, one process, port 3000, demo data', () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    host: undefined,
    dataDir: resolve('data'),
    databaseUrl: null,
    redisUrl: null,
    allowedOrigins: [],
    trustProxy: false,
    logLevel: 'info',
    seedDemo: true,
    adminEmail: null,
    smtpUrl: null,
    mailFrom: 'Caseroom <caseroom@localhost>',
    privateWebhooks: false,
    secretsKeys: [],
    crmLoopback: false,
    attachmentsS3: null,
    summaryModel: null,
    checkAnswers: true,
  });
});

test('an empty value, as compose files leave them, counts as absent', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ', ALLOWED_ORIGINS: '' })).toEqual(readConfig({}));
});

test('everything set', () => {
  expect(
    readConfig({
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: '/srv/caseroom',
      DATABASE_URL: 'postgres://u:p@db/caseroom',
      REDIS_URL: 'rediss://cache:6380',
      ALLOWED_ORIGINS: 'https://desk.example, http://localhost:5173',
      TRUST_PROXY: '1',
      LOG_LEVEL: 'debug',
      SEED_DEMO: 'yes',
      SMTP_URL: 'smtps://u:p@mail.example',
      MAIL_FROM: 'Desk <desk@example.com>',
      PRIVATE_WEBHOOKS: 'on',
      SUMMARY_API_URL: 'https://models.example/v1',
      SUMMARY_MODEL: 'small',
      SECRETS_KEY: `${Buffer.alloc(32, 2).toString('base64')}, ${Buffer.alloc(32, 1).toString('base64')}`,
      NODE_ENV: 'production',
    }),
  ).toEqual({
    port: 0,
    host: '127.0.0.1',
    dataDir: '/srv/caseroom',
    databaseUrl: 'postgres://u:p@db/caseroom',
    redisUrl: 'rediss://cache:6380',
    allowedOrigins: ['https://desk.example', 'http://localhost:5173'],
    trustProxy: 1,
    logLevel: 'debug',
    seedDemo: true,
    adminEmail: null,
    smtpUrl: 'smtps://u:p@mail.example',
    mailFrom: 'Desk <desk@example.com>',
    privateWebhooks: true,
    secretsKeys: [Buffer.alloc(32, 2), Buffer.alloc(32, 1)],
    crmLoopback: false,
    attachmentsS3: null,
    summaryModel: { url: 'https://models.example/v1', key: null, model: 'small' },
    checkAnswers: false,
  });
});

test("an operator's own database gets no demo data unless asked", () => {
  expect(readConfig({ DATABASE_URL: 'postgresql://db/x' }).seedDemo).toBe(false);
  expect(readConfig({ SEED_DEMO: 'false' }).seedDemo).toBe(false);
});

test.each([
  ['false', false],
  ['true', true],
  ['2', 2],
  ['10.0.0.0/8', '10.0.0.0/8'],
])('TRUST_PROXY=%s', (value, meaning) => {
  expect(readConfig({ TRUST_PROXY: value }).trustProxy).toBe(meaning);
});

test('a language model’s endpoint needs a model to ask', () => {
  expect(messageOf(() => readConfig({ SUMMARY_API_URL: 'https://models.example/v1' }))).toMatch(
    /SUMMARY_MODEL/,
  );
});

test('files go to an object store when all that takes is set, and half of it is a slip', () => {
  const all = {
    ATTACHMENTS_S3_URL: 'https://s3.example/files',
    ATTACHMENTS_S3_KEY_ID: 'id',
    ATTACHMENTS_S3_SECRET: 'hidden',
  };
  expect(readConfig(all).attachmentsS3).toEqual({
    url: 'https://s3.example/files',
    region: 'us-east-1',
    keyId: 'id',
    secret: 'hidden',
  });
  const { ATTACHMENTS_S3_SECRET: _, ...half } = all;
  expect(messageOf(() => readConfig(half))).toMatch(/must be set together/);
});

describe('a value that cannot be used is refused with one sentence', () => {
  test.each([
    ['PORT', 'abc', 'PORT must be a whole number from 0 to 65535; it is "abc".'],
    ['PORT', '65536', 'PORT must be a whole number from 0 to 65535; it is "65536".'],
    ['PORT', '-1', 'PORT must be a whole number from 0 to 65535; it is "-1".'],
    [
      'LOG_LEVEL',
      'loud',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent; it is "loud".',
    ],
    ['SEED_DEMO', 'maybe', 'SEED_DEMO must be true or false; it is "maybe".'],
    [
      'ALLOWED_ORIGINS',
      'https://desk.example/',
      'ALLOWED_ORIGINS must be a comma-separated list of origins such as https://desk.example; it is "https://desk.example/".',
    ],
    [
      'ALLOWED_ORIGINS',
      '*',
      'ALLOWED_ORIGINS must be a comma-separated list of origins such as https://desk.example; it is "*".',
    ],
  ])('%s=%s', (name, value, sentence) => {
    expect(() => readConfig({ [name]: value })).toThrow(new CannotStart(sentence));
  });

  test.each(['DATABASE_URL', 'REDIS_URL'])('%s is not repeated: it may hold a password', (name) => {
    const sentence = messageOf(() => readConfig({ [name]: 'mysql://root:hunter2@db/x' }));
    expect(sentence).toContain(`${name} must be like`);
    expect(sentence).not.toContain('hunter2');
  });
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}
