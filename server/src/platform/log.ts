import { type DestinationStream, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from './config.ts';

export type Log = Logger;

/**
 * Never logged: cookies, passwords, tokens, note text, request or answer bodies. Log ids, codes and counts.
 * The paths below are a net under that rule, not a licence to pass such things.
 */
const secrets = ['cookie', 'authorization', 'password', 'token', 'set-cookie'];
const redact = {
  paths: secrets.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
  censor: '[redacted]',
};

export interface LogOptions {
  readonly level: LogLevel;
  /** Lines for people instead of JSON; defaults to whether the output is a terminal. */
  readonly pretty?: boolean;
  /** Where lines go; standard output unless said. */
  readonly to?: DestinationStream;
}

export function createLog({ level, pretty: forPeople = process.stdout.isTTY === true, to }: LogOptions): Log {
  const options = {
    level,
    base: null,
    redact,
    serializers: { err: serializeError },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  if (to) return pino(options, to);
  return forPeople ? pino(options, pretty({ sync: true, ignore: 'pid,hostname' })) : pino(options);
}

/** Says nothing; for tests. */
export const silentLog: Log = pino({ level: 'silent' });

interface SerializedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly cause?: SerializedError;
  readonly [field: string]: unknown;
}

/** Fields worth having; a Postgres error's `detail`, `where`, `query` and `parameters` are not, they quote rows. */
const errorFields = [
  'code',
  'severity',
  'schema_name',
  'table_name',
  'column_name',
  'constraint_name',
  'syscall',
  'status',
];

function serializeError(error: unknown): SerializedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const fields = errorFields.flatMap((name) => {
    const value = (error as unknown as Record<string, unknown>)[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    type: error.constructor.name,
    message: error.message,
    stack: error.stack,
    ...Object.fromEntries(fields),
    ...(error.cause === undefined ? {} : { cause: serializeError(error.cause) }),
  };
}
