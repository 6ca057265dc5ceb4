import postgres from 'postgres';

/** bigint columns (seq, clocks, numbers) are read as JavaScript numbers: all of ours stay far below 2^53. */
const types = {
  bigint: {
    to: 20,
    from: [20],
    serialize: (value: number) => String(value),
    parse: (text: string) => Number(text),
  },
};
type Types = { bigint: number };

export type Sql = postgres.Sql<Types>;
export type Tx = postgres.TransactionSql<Types>;
/** A query can run on the pool or inside a transaction. */
export type Db = Sql | Tx;

/** The role without UPDATE or DELETE on ledgers (migrations/004). */
export const SERVER_ROLE = 'caseroom_server';

/** How long reaching Postgres may take, s, before a query is told that it is away. */
const CONNECT_LIMIT_S = 5;
/** The longest wait between attempts, s; a query made meanwhile waits as long, so an outage is said quickly. */
const LONGEST_RETRY_S = 1;

export interface ConnectOptions {
  /** Connections of the pool. */
  readonly max?: number;
  /** Work as this role instead of the one that signed in; migrations do not. */
  readonly role?: string;
  readonly applicationName?: string;
}

export function connect(
  url: string,
  { max = 10, role, applicationName = 'caseroom' }: ConnectOptions = {},
): Sql {
  const { address, host } = splitSocket(url);
  return postgres(address, {
    ...(host ? { host } : {}),
    max,
    types,
    onnotice: () => {},
    connect_timeout: CONNECT_LIMIT_S,
    backoff: (retries: number) => Math.min(LONGEST_RETRY_S, 0.05 * 2 ** retries),
    connection: { application_name: applicationName, ...(role ? { role } : {}) },
  });
}

/** Takes the folder of a Unix socket out of `?host=/folder`, which libpq understands and this driver does not. */
function splitSocket(url: string): { address: string; host: string | null } {
  if (!URL.canParse(url)) return { address: url, host: null };
  const parsed = new URL(url);
  const host = parsed.searchParams.get('host');
  parsed.searchParams.delete('host');
  return { address: parsed.href, host };
}
