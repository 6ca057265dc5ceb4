import { resolve } from 'node:path';
import { z } from 'zod';
import { CannotStart } from './cannot-start.ts';

/** What an operator sets, parsed once at start. Limits and lifetimes are named constants where they are used. */
export interface Config {
  /** 0 lets the system choose. */
  readonly port: number;
  /** The address to listen on; undefined is every address, IPv4 and IPv6. */
  readonly host: string | undefined;
  /** Absolute. Holds the embedded database; unused when there is a `databaseUrl`. */
  readonly dataDir: string;
  /** Null: the embedded database. */
  readonly databaseUrl: string | null;
  /** Null: one process, hints stay in it. */
  readonly redisUrl: string | null;
  /** Origins a browser may come from besides the request's own host, as browsers write them: "https://desk.example". */
  readonly allowedOrigins: readonly string[];
  /** Express "trust proxy": false, a number of hops, or addresses and subnets. Decides whose X-Forwarded-* counts. */
  readonly trustProxy: boolean | number | string;
  readonly logLevel: LogLevel;
  /** Write the demo data when nobody exists yet. */
  readonly seedDemo: boolean;
  /** Who is given a one-time link to become the first administrator while there is none. */
  readonly adminEmail: string | null;
  /** The mail server that digests are handed to; null: nobody is sent e-mail. */
  readonly smtpUrl: string | null;
  /** The sender of e-mail, as people see it. */
  readonly mailFrom: string;
  /** Webhooks, and what programs send their messages through, may be on private networks and without TLS. */
  readonly privateWebhooks: boolean;
  /** The keys stored secrets are sealed with, the newest first; empty: the one in the data folder. */
  readonly secretsKeys: readonly Uint8Array[];
  /** Let CRM connections lead to this machine, unencrypted: to try them against a server of one's own. */
  readonly crmLoopback: boolean;
  /** The object store that files go to; null: the database. */
  readonly attachmentsS3: {
    readonly url: string;
    readonly region: string;
    readonly keyId: string;
    readonly secret: string;
  } | null;
  /** The endpoint that drafts summaries where a program allows it, as "https://models.example/v1"; null: rules draft all. */
  readonly summaryModel: { readonly url: string; readonly key: string | null; readonly model: string } | null;
  /** Check every answer against its schema: on in development and tests, off when NODE_ENV is "production". */
  readonly checkAnswers: boolean;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const DEFAULT_PORT = 3000;
const MAX_PORT = 65_535;

const port = z
  .string()
  .regex(/^\d+$/)
  .transform(Number)
  .refine((value) => value <= MAX_PORT);

const flag = z
  .enum(['1', '0', 'true', 'false', 'on', 'off', 'yes', 'no'])
  .transform((word) => ['1', 'true', 'on', 'yes'].includes(word));

const address = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));

const origins = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every(isOrigin));

const SECRET_KEY_BYTES = 32;
const secretKeys = z
  .string()
  .transform((text) => text.split(',').map((part) => Buffer.from(part.trim(), 'base64')))
  .refine((keys) => keys.every((key) => key.length === SECRET_KEY_BYTES));

const trustProxy = z.string().transform((text): boolean | number | string => {
  if (/^\d+$/.test(text)) return Number(text);
  const asFlag = flag.safeParse(text.toLowerCase());
  return asFlag.success ? asFlag.data : text;
});

/** Each setting, how it must look (said to the operator when it does not) and whether its value may be repeated. */
const settings = {
  PORT: { schema: port, must: `a whole number from 0 to ${MAX_PORT}` },
  HOST: { schema: z.string(), must: 'an address to listen on' },
  DATA_DIR: { schema: z.string(), must: 'a folder' },
  DATABASE_URL: {
    schema: address('postgres:', 'postgresql:'),
    must: 'like postgres://user:password@host:5432/name',
    secret: true,
  },
  REDIS_URL: { schema: address('redis:', 'rediss:'), must: 'like redis://host:6379', secret: true },
  ALLOWED_ORIGINS: {
    schema: origins,
    must: 'a comma-separated list of origins such as https://desk.example',
  },
  TRUST_PROXY: { schema: trustProxy, must: 'false, a number of proxies, or their addresses' },
  LOG_LEVEL: { schema: z.enum(logLevels), must: `one of ${logLevels.join(', ')}` },
  ADMIN_EMAIL: { schema: z.email(), must: 'an e-mail address' },
  SMTP_URL: {
    schema: address('smtp:', 'smtps:'),
    must: 'like smtp://user:password@mail.example:587',
    secret: true,
  },
  MAIL_FROM: { schema: z.string().max(320), must: 'a sender such as Caseroom <desk@example.com>' },
  SECRETS_KEY: {
    schema: secretKeys,
    must: `${SECRET_KEY_BYTES} random bytes in base64, as "openssl rand -base64 32" writes them; older keys after commas`,
    secret: true,
  },
  ATTACHMENTS_S3_URL: {
    schema: address('https:', 'http:'),
    must: 'the address of a bucket such as https://s3.eu-west-1.amazonaws.com/files',
  },
  ATTACHMENTS_S3_REGION: { schema: z.string().max(100), must: 'a region such as eu-west-1' },
  ATTACHMENTS_S3_KEY_ID: { schema: z.string().max(200), must: 'the id of an access key' },
  ATTACHMENTS_S3_SECRET: { schema: z.string().max(400), must: 'the secret of that key', secret: true },
  PRIVATE_WEBHOOKS: { schema: flag, must: 'true or false' },
  SUMMARY_API_URL: { schema: address('http:', 'https:'), must: 'like https://models.example/v1' },
  SUMMARY_API_KEY: { schema: z.string(), must: 'the endpoint’s key', secret: true },
  SUMMARY_MODEL: { schema: z.string().max(200), must: 'the name of a model of the endpoint' },
  SEED_DEMO: { schema: flag, must: 'true or false' },
  CRM_LOOPBACK: { schema: flag, must: 'true or false' },
} as const;

type Name = keyof typeof settings;

/** Throws CannotStart with one sentence about the first value that cannot be used. An empty value counts as absent. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = <N extends Name>(name: N): z.output<(typeof settings)[N]['schema']> | undefined =>
    setting(name, env[name]);
  const databaseUrl = read('DATABASE_URL') ?? null;
  return {
    port: read('PORT') ?? DEFAULT_PORT,
    host: read('HOST'),
    dataDir: resolve(read('DATA_DIR') ?? 'data'),
    databaseUrl,
    redisUrl: read('REDIS_URL') ?? null,
    allowedOrigins: read('ALLOWED_ORIGINS') ?? [],
    trustProxy: read('TRUST_PROXY') ?? false,
    logLevel: read('LOG_LEVEL') ?? 'info',
    seedDemo: read('SEED_DEMO') ?? databaseUrl === null,
    adminEmail: read('ADMIN_EMAIL') ?? null,
    smtpUrl: read('SMTP_URL') ?? null,
    mailFrom: read('MAIL_FROM') ?? 'Caseroom <caseroom@localhost>',
    privateWebhooks: read('PRIVATE_WEBHOOKS') ?? false,
    secretsKeys: read('SECRETS_KEY') ?? [],
    crmLoopback: read('CRM_LOOPBACK') ?? false,
    attachmentsS3: objectStore({
      url: read('ATTACHMENTS_S3_URL'),
      region: read('ATTACHMENTS_S3_REGION') ?? 'us-east-1',
      keyId: read('ATTACHMENTS_S3_KEY_ID'),
      secret: read('ATTACHMENTS_S3_SECRET'),
    }),
    summaryModel: summaryModel(read('SUMMARY_API_URL'), read('SUMMARY_API_KEY'), read('SUMMARY_MODEL')),
    checkAnswers: env.NODE_ENV !== 'production',
  };
}

/** Files go to an object store only when all that takes is set; half of it is a slip. */
function objectStore(store: {
  readonly url: string | undefined;
  readonly region: string;
  readonly keyId: string | undefined;
  readonly secret: string | undefined;
}): Config['attachmentsS3'] {
  const { url, region, keyId, secret } = store;
  if (!url && !keyId && !secret) return null;
  if (url && keyId && secret) return { url, region, keyId, secret };
  throw new CannotStart(
    'ATTACHMENTS_S3_URL, ATTACHMENTS_S3_KEY_ID and ATTACHMENTS_S3_SECRET must be set together.',
  );
}

function summaryModel(
  url: string | undefined,
  key: string | undefined,
  model: string | undefined,
): Config['summaryModel'] {
  if (!url) return null;
  if (!model) throw new CannotStart('SUMMARY_MODEL must name a model where SUMMARY_API_URL is set.');
  return { url, key: key ?? null, model };
}

function setting<N extends Name>(
  name: N,
  value: string | undefined,
): z.output<(typeof settings)[N]['schema']> | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  const { schema, must, ...rest } = settings[name];
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data as z.output<(typeof settings)[N]['schema']>;
  const was = 'secret' in rest ? '' : `; it is ${JSON.stringify(text)}`;
  throw new CannotStart(`${name} must be ${must}${was}.`);
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return ['http:', 'https:'].includes(url.protocol) && url.origin === text.toLowerCase();
}
